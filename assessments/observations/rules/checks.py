"""What may be done with an observation as it stands, and what makes its words whole."""

import re
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError

from .states import TRANSITIONS, ObservationKind, ObservationState, Stance

BEING_WRITTEN = (ObservationState.PLANNED, ObservationState.SEEN)
SHOWN = (ObservationState.RELEASED, ObservationState.ANSWERED, ObservationState.SEALED)
CHANGEABLE = (ObservationState.PLANNED,)
DAYS_TO_REFLECT = 5
FURTHEST_AHEAD = timedelta(days=366)
LONGEST_MINUTES = 240
LONGEST_AGO = timedelta(days=60)
NOT_NOW = {
    ObservationState.PLANNED: "The observation has not taken place yet.",
    ObservationState.SEEN: "The observation is still being written up.",
    ObservationState.RELEASED: "The observation is with the mentor already: its words stay.",
    ObservationState.ANSWERED: "The mentor has answered already: the words stay.",
    ObservationState.SEALED: "Both have signed: nothing in it can be changed.",
    ObservationState.CANCELLED: "The observation was called off.",
}
NUMBERED = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+")


def check_transition(state: str, to: ObservationState) -> None:
    if to not in TRANSITIONS[ObservationState(state)]:
        raise ValidationError(NOT_NOW[ObservationState(state)], code="transition")


def check_open(state: str, allowed: tuple[ObservationState, ...] = BEING_WRITTEN) -> None:
    if ObservationState(state) not in allowed:
        raise ValidationError(NOT_NOW[ObservationState(state)], code="closed")


def check_kind(kind: str, wanted: ObservationKind, words: str) -> None:
    if kind != wanted:
        raise ValidationError(words, code="kind")


def check_planned_for(planned_for: datetime, now: datetime) -> None:
    if planned_for < now - timedelta(hours=1):
        raise ValidationError({"planned_for": ["This time has passed. Choose one to come."]})
    if planned_for > now + FURTHEST_AHEAD:
        raise ValidationError({"planned_for": ["Choose a time within the next twelve months."]})


def check_seen_at(seen_at: datetime, now: datetime) -> None:
    if seen_at > now:
        raise ValidationError({"seen_at": ["This is still to come. When did it begin?"]})
    if seen_at < now - LONGEST_AGO:
        raise ValidationError(
            {"seen_at": ["This is too long ago to be written up fairly. Plan a new observation."]}
        )


def check_minutes(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise ValidationError({"minutes": [f"Write a number from 1 to {LONGEST_MINUTES}."]})


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": ["Say why in a few words. Everybody concerned reads it."]})


def check_focus(kind: str, focus: str) -> None:
    """A developmental observation looks at what the two agreed (features.md R5)."""
    if kind == ObservationKind.DEVELOPMENTAL and not focus.strip():
        raise ValidationError({"focus": ["Say what to look at. One thing is enough."]})


def check_one_next_step(next_step: str) -> None:
    """One, and not a list (features.md R5): what is written as several is chosen from first."""
    lines = [line for line in next_step.splitlines() if line.strip()]
    if sum(bool(NUMBERED.match(line)) for line in lines) > 1 or next_step.count(";") > 1:
        raise ValidationError(
            {"next_step": ["This is a list. Choose the one step that would change most."]}
        )


def check_next_step_on(day: date | None, today: date) -> None:
    if day is not None and day < today:
        raise ValidationError({"next_step_on": ["This day has passed. Choose one to come."]})


def check_write_up(kind: str, strengths: str, next_step: str) -> None:
    """Before it goes to the mentor."""
    problems: dict[str, list[str]] = {}
    if not strengths.strip():
        problems["strengths"] = ["Say what worked before you say what could be next."]
    if kind == ObservationKind.DEVELOPMENTAL and not next_step.strip():
        problems["next_step"] = ["Write the one next step you two will try."]
    if problems:
        raise ValidationError(problems)


def check_reflection(reflection: str) -> None:
    if not reflection.strip():
        raise ValidationError({"reflection": ["Write a sentence or two: it is for yourself."]})


def check_response(stance: str, response: str) -> None:
    """Words belong to the answers that have some, and those need them."""
    says = bool(response.strip())
    if stance not in Stance.values:
        raise ValidationError({"stance": ["Choose one of the three answers."]})
    if stance == Stance.AGREED and says:
        raise ValidationError(
            {"stance": ["You wrote a comment. Choose “I recognise this, with a comment”."]}
        )
    if stance == Stance.WITH_COMMENT and not says:
        raise ValidationError({"response": ["Write your comment, or choose the first answer."]})
    if stance == Stance.NOT_AGREED and not says:
        raise ValidationError({"response": ["Write how you see it. Both texts stand."]})


def check_words(signed: str, standing: str) -> None:
    """What somebody signs is what she had before her."""
    if signed != standing:
        raise ValidationError(
            "The words were changed after you opened them. Nothing is signed: read them again.",
            code="stale",
        )


def check_revision(sent: int, standing: int) -> None:
    if sent != standing:
        raise ValidationError(
            "This was changed in another window meanwhile. What you wrote is still here and is "
            "not saved: compare the two, then save again.",
            code="stale",
        )


def reading_opens_at(released_at: datetime) -> datetime:
    """When a mentor who has not written her own words yet reads the observer's all the same."""
    return released_at + timedelta(days=DAYS_TO_REFLECT)


def are_words_open(
    kind: str, reflected_at: datetime | None, released_at: datetime | None, now: datetime
) -> bool:
    """To the mentor: her own look first, where it is about learning (features.md R5)."""
    if released_at is None:
        return False
    if kind == ObservationKind.FORMAL or reflected_at is not None:
        return True
    return now >= reading_opens_at(released_at)
