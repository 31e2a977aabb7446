"""What is true of a programme, a module and its steps: plain values in, an answer out."""

import re
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

BUNDLE_DROPPED = "dropped"


class ProgrammeKind(TextChoices):
    INDUCTION = "induction", "Induction: for people who are new in post"
    CORE = "core", "Core: for everyone, kept current"
    LEADS = "leads", "For leads and managers"
    OPTIONAL = "optional", "Optional: chosen by the person"


class ModuleGroup(TextChoices):
    INDUCTION = "induction", "Induction"
    CORE = "core", "Core"
    LEADS = "leads", "For leads and managers"
    OPTIONAL = "optional", "Optional"


def clean_lines(text: str | Iterable[str]) -> list[str]:
    """One thought a line; list marks that came with a paste are taken off, empty lines dropped."""
    lines = text.splitlines() if isinstance(text, str) else list(text)
    bare = (re.sub(r"^\s*(?:[-*•–]|\d+[.)])\s+", "", str(line)).strip() for line in lines)
    return [line for line in bare if line]


def check_code(code: str) -> None:
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,11}", code):
        raise ValidationError(
            "Use 2 to 12 capital letters and figures for the code, beginning with a letter, "
            'such as "TGT".'
        )


def minutes_of(steps: Iterable[int]) -> int:
    return sum(steps)


def minutes_in_words(minutes: int) -> str:
    """As people say it: "45 minutes", "1 hour", "1 hour 45 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(f"{hours} hour{'s' if hours > 1 else ''}")
    if rest or not hours:
        parts.append(f"{rest} minute{'s' if rest != 1 else ''}")
    return " ".join(parts)


def order_with_bundle(current: Sequence[int], bundle: Sequence[int]) -> list[int]:
    """The order of a module's children after a load.

    Steps from the bundle stand in the bundle's order. A step a trainer added herself stays behind
    the step it stands behind now, so that her page is not thrown to the end.
    """
    ours = set(bundle)
    followers: dict[int | None, list[int]] = {}
    last: int | None = None
    for pk in current:
        if pk in ours:
            last = pk
        else:
            followers.setdefault(last, []).append(pk)
    ordered = list(followers.get(None, []))
    for pk in bundle:
        ordered += [pk, *followers.get(pk, [])]
    return ordered


def mark_of(*, bundle: str, page: str, dropped: bool = False) -> str:
    """What a page remembers of its last load: the bundle's text and its own, each as a digest."""
    mark = f"{bundle}:{page}"
    return f"{BUNDLE_DROPPED}:{mark}" if dropped else mark


def is_dropped(mark: str) -> bool:
    return mark.startswith(f"{BUNDLE_DROPPED}:")


def parts_of_mark(mark: str) -> tuple[str, str]:
    """The digest of the bundle's text and of the page's, empty where nothing was loaded yet."""
    bundle, _, page = mark.removeprefix(f"{BUNDLE_DROPPED}:").partition(":")
    return bundle, page
