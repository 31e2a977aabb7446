"""What somebody hands in at the bench and at the talk-time trainer."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404

from courses.practice.rules.findings import MAX_CHARACTERS, Finding
from courses.practice.rules.talk import Press, TalkReading, read_talk
from courses.practice.rules.targets import Rung, check_ladder

RUNGS = range(1, 5)
SALT = "practice.talk"
OWN = "own"


def nth(values: Sequence[Any], place: int) -> Any:
    """The value at a place somebody named in an address; Http404 where there is none."""
    if place >= len(values):
        raise Http404
    return values[place]


class BenchForm(forms.Form):
    """A weak target, its new version, and perhaps the steps that lead there."""

    which = forms.CharField(required=False)
    own = forms.CharField(required=False, max_length=MAX_CHARACTERS)
    text = forms.CharField(
        max_length=MAX_CHARACTERS,
        error_messages={"required": "Write your version first, then check it."},
    )

    def __init__(self, *args: Any, targets: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = targets
        for number in RUNGS:
            self.fields[f"rung-{number}"] = forms.CharField(required=False, max_length=200)
            self.fields[f"stretch-{number}"] = forms.IntegerField(
                required=False, min_value=1, max_value=5
            )

    @property
    def target(self) -> Any:
        """The chosen weak target of the lesson, None for one's own."""
        which = str(self.data.get("which", "0"))
        if which == OWN:
            return None
        place = int(which) if which.isascii() and which.isdigit() else 0
        return self.targets[min(place, len(self.targets) - 1)]

    @property
    def chosen(self) -> str:
        target = self.target
        return str(self.data.get("own", "") if target is None else target["target"]).strip()

    @property
    def exemplars(self) -> list[Any]:
        target = self.target
        return [] if target is None else target["exemplars"]

    @property
    def rungs(self) -> list[dict[str, Any]]:
        """As they were typed, to be shown again."""
        return [
            {
                "number": number,
                "text": self.data.get(f"rung-{number}", ""),
                "stretch": self.data.get(f"stretch-{number}", "") or min(number, 5),
            }
            for number in RUNGS
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.chosen:
            self.add_error("own", "Write the target you want to make over, or choose one.")
        return cleaned

    def ladder_findings(self) -> list[Finding]:
        """Nothing while no step is written: the ladder is an offer."""
        rungs = [
            Rung(self.cleaned_data[f"rung-{number}"], self.cleaned_data[f"stretch-{number}"] or 1)
            for number in RUNGS
            if self.cleaned_data[f"rung-{number}"].strip()
        ]
        return list(check_ladder(rungs)) if rungs else []


class TalkForm(forms.Form):
    """Either all presses at once, counted in the browser, or one press after another, counted
    here: then what went before comes back with the form, signed."""

    presses = forms.CharField(required=False, max_length=40_000)
    state = forms.CharField(required=False, max_length=40_000)
    press = forms.CharField(required=False, max_length=10)

    def __init__(self, *args: Any, now: float, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.error = ""
        self.kept: list[list[Any]] = []

    def reading(self) -> TalkReading | None:
        """What the talk was like, once it has ended; `error` says what was wrong with it."""
        if not self.is_valid():
            self.error = "Start again: what came back from the page could not be read."
            return None
        try:
            if self.cleaned_data["presses"]:
                return read_presses(json.loads(self.cleaned_data["presses"]))
            return self.press_here()
        except (ValueError, TypeError, signing.BadSignature):
            self.error = "Start again: what came back from the page could not be read."
        except ValidationError as problem:
            self.error = " ".join(problem.messages)
        return None

    def press_here(self) -> TalkReading | None:
        press, state = self.cleaned_data["press"], self.cleaned_data["state"]
        self.kept = signing.loads(state, salt=SALT) if state and press != "again" else []
        if press == "stop":
            return read_presses([*self.kept, ["stop", self.now]])
        if press != "again":
            self.kept.append([press, self.now])
        return None

    @property
    def signed(self) -> str:
        return signing.dumps(self.kept, salt=SALT)

    @property
    def speaker(self) -> str:
        """Who talks now: me, them, or nobody."""
        return str(self.kept[-1][0]) if self.kept else ""


def read_presses(rows: list[Any]) -> TalkReading:
    """Rows are [who, seconds]; the last one is “stop”."""
    if not rows or rows[-1][0] != "stop":
        raise ValueError("The talk has not ended.")
    presses = [Press(who, float(at)) for who, at in rows[:-1]]
    return read_talk(presses, stopped_at=float(rows[-1][1]))
