"""Two versions of an entry side by side: what was being saved, and what somebody (she herself, on
her phone) saved meanwhile."""

from dataclasses import dataclass, fields
from typing import Any

from django.http import QueryDict

from .. import rules
from ..models import CPDEntry
from ..rules import EntryContent
from .entry import EntryForm

MINE, THEIRS, BOTH = "mine", "theirs", "both"
PICK = "pick_"
LONG = ("what_i_learned", "application", "shared_summary", "reason")
REFLECTION = "reflection_"


@dataclass(frozen=True)
class Difference:
    """One field in which the two versions differ, in words."""

    name: str
    label: str
    mine: str
    theirs: str

    @property
    def can_be_joined(self) -> bool:
        """Whether “both, one after the other” makes sense."""
        is_text = self.name in LONG or self.name.startswith(REFLECTION)
        both_say = bool(self.mine and self.theirs)
        return is_text and self.name != "reflection_model" and both_say


def differences(mine: EntryForm, entry: CPDEntry) -> list[Difference]:
    """Field by field; empty when the two say the same. `mine` is valid."""
    ours, theirs = mine.content, entry.content
    found = [
        Difference(name, label_of(mine, name), shown(mine, name, one), shown(mine, name, other))
        for name in (field.name for field in fields(EntryContent))
        if name != "reflection"
        and plain(one := getattr(ours, name)) != plain(other := getattr(theirs, name))
    ]
    for key, prompt in rules.ALL_PROMPTS.items():
        one, other = ours.reflection.get(key, ""), theirs.reflection.get(key, "")
        if plain(one) != plain(other):
            found.append(Difference(f"{REFLECTION}{key}", prompt, one, other))
    return found + _statements(mine, entry) + _files(mine, entry)


def settled(data: QueryDict, entry: CPDEntry) -> QueryDict:
    """What she sent, with what she chose from the saved version, or both, in its place."""
    saved, result = EntryForm(instance=entry).as_sent(), data.copy()
    picks = {
        name.removeprefix(PICK): value for name, value in data.items() if name.startswith(PICK)
    }
    for name, pick in picks.items():
        if pick == THEIRS:
            for key in _keys_of(name, {*result, *saved}):
                result.setlist(key, saved.get(key, []))
        elif pick == BOTH:
            result[name] = "\n\n".join([data.get(name, ""), *saved.get(name, [])])
    return result


def carried(data: QueryDict) -> list[tuple[str, str]]:
    """What a page carries along unseen, so that nothing of it is lost."""
    left = ("csrfmiddlewaretoken", "read_at", "settle", "attested", "begin_summary", "pk")
    return [
        (name, value)
        for name, values in data.lists()
        for value in values
        if name not in left and not name.startswith(PICK)
    ]


def _keys_of(name: str, keys: set[str]) -> list[str]:
    if name != "statements":
        return [name]
    return ["statements", *(key for key in keys if key.startswith("claims_"))]


def label_of(form: EntryForm, name: str) -> str:
    return str(form[name].label)


def plain(value: Any) -> Any:
    return "\n".join(value.split()) if isinstance(value, str) else value


def shown(form: EntryForm, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if name == "minutes":
        return rules.write_minutes(value)
    if hasattr(value, "strftime"):
        return str(value.strftime("%H:%M" if name == "started_at" else "%-d %B %Y"))
    model_field: Any = form.instance._meta.get_field(name)
    return str(dict(model_field.flatchoices).get(value, value)) if value not in (None, "") else ""


def _statements(mine: EntryForm, entry: CPDEntry) -> list[Difference]:
    ours = mine.claims_by_code
    theirs = {row.statement.code: row.claim for row in entry.claims.select_related("statement")}
    if ours == theirs:
        return []
    label = label_of(mine, "statements")
    return [Difference("statements", label, _lines(ours), _lines(theirs))]


def _lines(claims: dict[str, str]) -> str:
    return "\n".join(": ".join(filter(None, row)) for row in claims.items())


def _files(mine: EntryForm, entry: CPDEntry) -> list[Difference]:
    ours = {file.pk: file.name for file in mine.cleaned_data["files"]}
    theirs = {file.pk: file.name for file in entry.files.kept()}
    if ours == theirs:
        return []
    return [Difference("files", "Files", "\n".join(ours.values()), "\n".join(theirs.values()))]
