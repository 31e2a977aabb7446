"""Where a file of content lies: below the content itself, or for sound and film somewhere else."""

import re
from urllib.parse import unquote, urlsplit

LONGEST_PATH = 255
LONGEST_ADDRESS = 2_000

_COPIED = re.compile(r"(?:\.\./){1,2}(?:.*content/)?(?:[0-9]{1,20}|editor)/(.+)", re.ASCII)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\"<>`\\\ud800-\udfff]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:", re.ASCII)


def clean_path(path: str, *, may_be_elsewhere: bool) -> str | None:
    """A path below content/, or with `may_be_elsewhere` an http(s) address; None for all else.

    The traces of the official editor are taken off: “#tmp”, and the way to another content from
    which a file was copied (h5p.md 6.1).
    """
    path = path.strip()
    if _UNSAFE.search(path) or ("'" in path and "=" in path):
        return None
    if _SCHEME.match(path) or path.startswith("//"):
        return path if may_be_elsewhere and _is_web_address(path) else None
    path = path.partition("#")[0]
    copied = _COPIED.fullmatch(path)
    return _below_content(copied[1] if copied else path)


def is_elsewhere(path: str) -> bool:
    return "://" in path


def _below_content(path: str) -> str | None:
    if not path or len(path) > LONGEST_PATH or ":" in path or "?" in path:
        return None
    decoded = unquote(path)
    if _UNSAFE.search(decoded):
        return None
    parts = [*path.split("/"), *decoded.split("/")]
    return None if any(part.strip() in ("", ".", "..") for part in parts) else path


def _is_web_address(address: str) -> bool:
    if len(address) > LONGEST_ADDRESS or re.search(r"\s", address):
        return False
    try:
        parts = urlsplit(address)
        return (
            parts.scheme.lower() in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
        )
    except ValueError:
        return False
