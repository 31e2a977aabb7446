"""Two versions of a part side by side: what was being saved, and what was saved meanwhile in
another window. Field by field; nothing of either is lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

PICK, MINE, THEIRS, BOTH = "pick_", "mine", "theirs", "both"
LEFT = ("csrfmiddlewaretoken", "revision", "settle", "then")
UNSAID: tuple[Any, ...] = (None, "", False, (), [])


@dataclass(frozen=True)
class Difference:
    name: str
    label: str
    mine: str
    theirs: str
    can_be_joined: bool


def differences(form: forms.Form, now: forms.Form) -> list[Difference]:
    """`form` was sent and is valid; `now`, unbound, is as it is saved."""
    found = []
    for field in form:
        name = field.name
        if name == "revision":
            continue
        mine, theirs = form.cleaned_data.get(name), now.initial.get(name)
        ours, other = _words(field, mine), _words(field, theirs)
        if ours != other:
            is_text = isinstance(field.field.widget, forms.Textarea)
            joins = is_text and bool(ours and other)
            found.append(Difference(name, str(field.label), ours, other, joins))
    return found


def _words(field: forms.BoundField, value: Any) -> str:
    if value in UNSAID:
        return ""
    if value is True:
        return "Yes"
    if hasattr(value, "strftime"):
        return _day(value)
    known = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    if isinstance(value, list | tuple):
        return "\n".join(sorted(known.get(str(one), str(one)) for one in value))
    return known.get(str(value), str(value)).replace("\r\n", "\n").strip()


def _day(value: Any) -> str:
    if hasattr(value, "hour"):
        value = timezone.localtime(value)
        return f"{value.day} {value:%B %Y, %H:%M}"
    return f"{value.day} {value:%B %Y}"


def settled(data: QueryDict, now: forms.Form) -> QueryDict:
    """What was sent, with what was chosen from the saved version, or both, in its place."""
    result = data.copy()
    for name in now.fields:
        pick = str(data.get(f"{PICK}{name}", MINE))
        texts = _sent(now, name)
        if pick == BOTH:
            texts = ["\n\n".join(filter(None, [result.get(name, ""), *texts]))]
        if pick in (THEIRS, BOTH):
            result.setlist(name, texts)
    result["revision"] = str(now.initial.get("revision", ""))
    return result


def _sent(form: forms.Form, name: str) -> list[str]:
    """As a form sends it."""
    value = form.initial.get(name)
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, list | tuple):
        return [str(getattr(one, "pk", one)) for one in value]
    if value is None:
        return []
    shown = form[name].value()
    widget = form.fields[name].widget
    return [str(widget.format_value(shown) if isinstance(widget, forms.DateTimeInput) else shown)]


def carried(data: Any) -> Iterable[tuple[str, str]]:
    """What the page carries along unseen, of a form that was sent."""
    return [
        (name, str(value))
        for name, values in data.lists()
        for value in values
        if name not in LEFT and not name.startswith(PICK)
    ]
