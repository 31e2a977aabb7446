"""Certificates and notes as PDF files of about a kilobyte: enough to open, read and print."""

from collections.abc import Sequence

PAGE = "/MediaBox [0 0 595 842]"  # A4, in points
TOP, LEFT, LINE = 700, 72, 24
LATIN = "cp1252"  # what WinAnsiEncoding is called here


def pdf(heading: str, lines: Sequence[str]) -> bytes:
    """One page: a heading and some lines below it."""
    drawing = _drawing(heading, lines)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {PAGE} /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return _file(objects)


def _drawing(heading: str, lines: Sequence[str]) -> bytes:
    shown = [b"BT /F1 20 Tf %d %d Td (%s) Tj" % (LEFT, TOP, _text(heading)), b"/F1 12 Tf"]
    shown += [b"0 -%d Td (%s) Tj" % (LINE, _text(line)) for line in lines]
    return b"\n".join([*shown, b"ET"])


def _text(words: str) -> bytes:
    plain = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return plain.encode(LATIN, "replace")


def _file(objects: Sequence[bytes]) -> bytes:
    """The objects with a table that says where each begins, to the byte."""
    out = bytearray(b"%PDF-1.4\n")
    begins = []
    for number, content in enumerate(objects, start=1):
        begins.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % at for at in begins)
    size, here = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, here)
    return bytes(out)
