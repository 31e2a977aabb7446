"""How a file came, and how far its check for harmful content has got."""

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class ScanState(TextChoices):
    WAITING = "waiting", "Waiting to be checked"
    CLEAN = "clean", "Checked, nothing found"
    REFUSED = "refused", "Kept back: something harmful was found"
    UNCHECKED = "unchecked", "Not checked: this site has no scanner"


class Arrival(TextChoices):
    UPLOAD = "upload", "Uploaded"
    MAIL = "mail", "Came by e-mail"


READABLE = (ScanState.CLEAN, ScanState.UNCHECKED)
NOT_YET = (
    "This file is still being checked for harmful content. That takes a few minutes: try again "
    "then. Nothing is lost."
)
KEPT_BACK = (
    "Something harmful was found in this file, so it was deleted and nobody can open it. If you "
    "trust where it came from, ask for a new copy, or tell whoever looks after your computers."
)


def is_readable(state: str) -> bool:
    return state in READABLE


def why_not_readable(state: str) -> str:
    """What somebody is told who may open a file, but not now; empty when she may."""
    if is_readable(state):
        return ""
    return KEPT_BACK if state == ScanState.REFUSED else NOT_YET


def check_unused(handed_in: int) -> None:
    """A file that others have judged an entry by stays with that entry."""
    if handed_in:
        entries = "an entry" if handed_in == 1 else f"{handed_in} entries"
        raise ValidationError(
            f"{entries.capitalize()} you handed in use{'s' if handed_in == 1 else ''} this file. "
            "Take the entry back and the file out of it first; with a verified entry, the file "
            "stays as its evidence.",
            code="in_use",
        )
