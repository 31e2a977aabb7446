"""What is true of a programme, a module and its steps: plain values in, an answer out."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import TextChoices

BUNDLE_DROPPED = "dropped"

# What of a page's revision is not its wording: where it stands, when it went out, what we noted.
NOT_WORDING = frozenset({
    "pk", "path", "depth", "numchild", "url_path", "live", "has_unpublished_changes", "owner",
    "first_published_at", "last_published_at", "live_revision", "latest_revision",
    "latest_revision_created_at", "draft_title", "translation_key", "locale", "material_hash",
    "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by", "alias_of",
    "wagtail_admin_comments", "content_type", "index_entries", "page_ptr", "steppage_ptr",
})  # fmt: skip


class NeedsApproval(PermissionDenied):
    """This version of the page may not be seen by readers before somebody has approved it."""


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


def digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def wording_of(content: Mapping[str, Any]) -> str:
    """The wording of a revision's content, as a digest."""
    return digest(without_places(content))


def without_places(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: without_places(v) for k, v in value.items() if k not in NOT_WORDING}
    if isinstance(value, list):
        return [without_places(item) for item in value]
    return with_one_newline(parsed(value))


def parsed(value: Any) -> Any:
    """A revision keeps a stream as JSON in a string, and PostgreSQL gives its keys in another
    order than they were written: as values they compare, as text they would not."""
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def with_one_newline(value: Any) -> Any:
    """A browser sends every line of a text box with two signs at its end, a file has one: opening a
    page in the editor and saving it changes no word."""
    if isinstance(value, Mapping):
        return {name: with_one_newline(part) for name, part in value.items()}
    if isinstance(value, list):
        return [with_one_newline(part) for part in value]
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


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
