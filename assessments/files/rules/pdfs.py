"""A PDF: whole, open to whoever reads it, and without anything that runs."""

import re
import zlib
from collections.abc import Iterator
from itertools import islice, pairwise

from .kinds import MB, refuse

HEADER = re.compile(rb"%PDF-[12]\.\d")
LOCKED = re.compile(rb"/Encrypt(?:\s+\d+\s+\d+\s+R|\s*<<)")
# No shorter names: packed pictures have any three letters somewhere.
RUNS = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")
PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
MOST_PACKED = 2_000
MOST_UNPACKED = 40 * MB
PRINT_IT = "Open it, choose Print and “Save as PDF”, and choose the new file."


def check_pdf(data: bytes) -> None:
    if not HEADER.match(data):
        raise refuse("broken_pdf", f"This PDF does not begin as a PDF does. {PRINT_IT}")
    if b"%%EOF" not in data[-2048:]:
        raise refuse(
            "broken_pdf",
            "The end of this PDF is missing: it came in damaged, or not whole. Download or save "
            "it again, and choose the new file.",
        )
    if LOCKED.search(data):
        raise refuse("locked", f"This PDF is locked with a password. {PRINT_IT}")
    if any(RUNS.search(part) for part in (data, *_unpacked(data))):
        raise refuse(
            "runs", f"This PDF has a program or another file inside, which is not kept. {PRINT_IT}"
        )


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What newer PDFs pack together: there the names of what runs cannot be read from outside."""
    left = MOST_UNPACKED
    starts = [found.span() for found in islice(PACKED.finditer(data), MOST_PACKED)]
    # Each part ends where the next begins at the latest: no byte is read for more than one.
    for (_, start), (following, _) in pairwise([*starts, (len(data), 0)]):
        if left <= 0:
            return
        end = data.find(b"endstream", start, following)
        packed = data[start : end if end > 0 else following]
        try:
            part = zlib.decompressobj().decompress(packed, left)
        except zlib.error:
            continue
        left -= len(part)
        yield part
