"""Two versions of a draft side by side: what was being saved, and what was saved meanwhile in
another window. Part by part; nothing of either is lost."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.http import QueryDict

from .. import queries
from ..models import SupervisionRecord
from ..rules import MANAGEABLE, Asked, RecordContent, ReviewKind, Support, tidied
from ..rules.content import ROWS, plain
from .record import RecordForms
from .rows import ROW_LABELS

MINE, THEIRS, BOTH = "mine", "theirs", "both"
PICK = "pick_"
TEXTS = ("learning", "practice_theme", "learner_themes", "recognition", "hours_pattern")
LEFT = ("csrfmiddlewaretoken", "revision", "settle", "look", "then", "pk")
CHOICES: dict[str, dict[Any, Any]] = {
    "manageable": MANAGEABLE,
    "safeguarding_asked": dict(Asked.choices),
    "support": dict(Support.choices),
    "kind": dict(ReviewKind.choices),
}


@dataclass(frozen=True)
class Difference:
    """One part in which the two versions differ, in words."""

    name: str
    label: str
    mine: str
    theirs: str

    @property
    def can_be_joined(self) -> bool:
        """Whether “both, one after the other” makes sense."""
        is_joinable = self.name in TEXTS or (self.name in ROWS and self.name != "reviews")
        return is_joinable and bool(self.mine and self.theirs)


def differences(forms: RecordForms, record: SupervisionRecord) -> list[Difference]:
    """`forms` are valid; `record` is as it is now."""
    ours, theirs = tidied(forms.content), queries.content_of(record)
    found = []
    for one in fields(RecordContent):
        mine, other = _shown(one.name, ours), _shown(one.name, theirs)
        if mine != other:
            found.append(Difference(one.name, _label(forms, one.name), mine, other))
    return found


def settled(data: QueryDict, record: SupervisionRecord) -> QueryDict:
    """What was sent, with what was chosen from the saved version, or both, in its place."""
    result, saved = data.copy(), queries.content_of(record)
    for name in data:
        pick, part = str(data.get(name)), name.removeprefix(PICK)
        if not name.startswith(PICK) or pick not in (THEIRS, BOTH):
            continue
        if part in ROWS:
            _settle_rows(result, part, pick, getattr(saved, part))
        elif part in RecordContent.__dataclass_fields__:
            _settle_field(result, part, pick, getattr(saved, part))
    return result


def carried(data: QueryDict) -> list[tuple[str, str]]:
    """What the page carries along unseen."""
    return [
        (name, value)
        for name, values in data.lists()
        for value in values
        if name not in LEFT and not name.startswith(PICK)
    ]


def _settle_field(result: QueryDict, part: str, pick: str, value: Any) -> None:
    texts = _sent(value)
    if pick == BOTH and part in TEXTS:
        texts = ["\n\n".join(filter(None, [result.get(part, ""), *texts]))]
    result.setlist(part, texts)


def _settle_rows(result: QueryDict, part: str, pick: str, rows: Iterable[Any]) -> None:
    names = [name for name in result if name.startswith(f"{part}-")]
    first = 0
    if pick == BOTH:
        first = 1 + max((int(name.split("-")[1]) for name in names), default=-1)
    else:
        for name in names:
            del result[name]
    taken = {result[name] for name in names if name in result and name.endswith("-key")}
    for number, row in enumerate(rows, first):
        for name, value in asdict(row).items():
            if name == "key" and value in taken:
                value = f"n{secrets.token_urlsafe(6)}"
            place = row.action if part == "reviews" else number
            result.setlist(f"{part}-{place}-{name}", _sent(value))


def _sent(value: Any) -> list[str]:
    """As a form sends it."""
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, tuple | list):
        return [str(one) for one in value]
    return ["" if value is None else str(plain(value))]


def _label(forms: RecordForms, name: str) -> str:
    if name in ROW_LABELS:
        return ROW_LABELS[name]
    return str(forms.single[name].label) if name in forms.single.fields else name


def _shown(name: str, content: RecordContent) -> str:
    value = getattr(content, name)
    if name in ROWS:
        return "\n\n".join(_row(row) for row in value)
    if name == "statements":
        return "\n".join(map(str, value))
    return _words(name, value)


def _row(row: Any) -> str:
    hidden = ("key", "action", "person", "is_shared")
    values = {one.name: getattr(row, one.name) for one in fields(row) if one.name not in hidden}
    return "\n".join(filter(None, (_words(name, value) for name, value in values.items())))


def _words(name: str, value: Any) -> str:
    if value in (None, "", (), False):
        return ""
    if value is True:
        return "Yes"
    if isinstance(value, tuple):
        return "\n".join(str(CHOICES.get(name, {}).get(one, one)) for one in value)
    if hasattr(value, "strftime"):
        return queries.day_in_words(value)
    return str(CHOICES.get(name, {}).get(value, value))
