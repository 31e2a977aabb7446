"""Names of files inside a package: which are tricks, which are litter, and which are the same.

No file is ever written under its name, but names travel on to addresses and to other hosts.
"""

import re
import unicodedata

from .findings import shown
from .limits import Limits
from .problems import Problem

_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_JUNK_PARTS = (".", "_")
FOLDER = "/"


def path_problem(path: str, limits: Limits) -> Problem | None:
    """Why no file may have this name, which may end in a slash as the names of folders do."""
    parts = path.removesuffix(FOLDER).split("/")
    fault = _trick_in(path, parts)
    if fault:
        return _unsafe(path, fault)
    if len(path) > limits.path_chars:
        text = f"The name of a file is longer than {limits.path_chars} characters. Shorten it."
        return Problem("path-too-long", text, shown(path))
    if len(parts) - 1 > limits.depth:
        text = f"A file lies more than {limits.depth} folders deep. Move it up."
        return Problem("path-too-deep", text, shown(path))
    return None


def _trick_in(path: str, parts: list[str]) -> str:
    if "\\" in path:
        return "holds a backslash"
    if path.startswith("/"):
        return "starts at the root of a disk"
    if ":" in parts[0]:
        return "names a drive or an address"
    if ".." in parts or "." in parts:
        return "points to a folder outside its own"
    if "" in parts:
        return "has an empty part"
    return "holds characters that cannot be seen" if _UNSEEN.search(path) else ""


def _unsafe(path: str, fault: str) -> Problem:
    text = (
        f"The name of a file in the package {fault}. Export the activity again where it was made;"
        " if that does not help, do not trust this file."
    )
    return Problem("unsafe-path", text, shown(path))


def is_junk(path: str) -> bool:
    """Litter of computers, such as `__MACOSX/` and `.DS_Store`: left out without a word, as by
    the official host (h5p.md 6.1)."""
    return path.startswith(_JUNK_PARTS) or "/." in path or "/_" in path


def folded(path: str) -> str:
    """The same for two names that some computers cannot tell apart."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def folders_above(path: str) -> list[str]:
    """“a/b/c.js” lies in “a/b” and in “a”."""
    cuts = [index for index, char in enumerate(path) if char == "/"]
    return [path[:cut] for cut in reversed(cuts)]
