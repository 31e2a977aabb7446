"""The record's way from a draft to two signatures and the lock (domain.md 4.5)."""

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class RecordState(TextChoices):
    DRAFTED = "drafted", "Being written"
    SHARED = "shared", "Shared with the supervisee"
    RETURNED = "returned", "Returned with a comment"
    SIGNED_ONCE = "signed_once", "Signed by the supervisee"
    UNSIGNED_NOTED = "unsigned_noted", "Not signed by the supervisee, with the reason noted"
    LOCKED = "locked", "Locked"


TRANSITIONS: dict[RecordState, frozenset[RecordState]] = {
    RecordState.DRAFTED: frozenset({RecordState.SHARED}),
    RecordState.SHARED: frozenset(
        {RecordState.RETURNED, RecordState.SIGNED_ONCE, RecordState.UNSIGNED_NOTED}
    ),
    RecordState.RETURNED: frozenset({RecordState.SHARED}),
    RecordState.SIGNED_ONCE: frozenset({RecordState.LOCKED}),
    RecordState.UNSIGNED_NOTED: frozenset({RecordState.SIGNED_ONCE, RecordState.LOCKED}),
    RecordState.LOCKED: frozenset(),
}


class Stance(TextChoices):
    AGREED = "agreed", "Agreed"
    WITH_COMMENT = "with_comment", "Agreed, with a comment"
    NOT_AGREED = "not_agreed", "Not agreed: my view is different"


class Asked(TextChoices):
    """“Is there any concern that has not yet been passed on?”"""

    NO = "no", "No"
    YES = "yes", "Yes, and it has been passed on"


class UnsignedReason(TextChoices):
    AWAY = "away", "Away from work"
    LEFT = "left", "No longer works here"
    NO_ANSWER = "no_answer", "No answer after two reminders"


class Support(TextChoices):
    """What was offered; never a diagnosis."""

    NONE_NEEDED = "none_needed", "None needed"
    OH = "oh", "Occupational health"
    EAP = "eap", "Employee assistance"
    WORKLOAD = "workload", "A change of workload"
    MORE = "more", "More supervision"
    PHASED = "phased", "A phased plan"


SIGNABLE = (RecordState.SHARED, RecordState.UNSIGNED_NOTED)
NOT_NOW = {
    RecordState.DRAFTED: "The record is still being written.",
    RecordState.SHARED: "The record is shared already and waits for an answer.",
    RecordState.RETURNED: "The record was returned and is being changed.",
    RecordState.SIGNED_ONCE: "The record is signed already: its words stay as they are.",
    RecordState.UNSIGNED_NOTED: "It is noted already that the record was not signed.",
    RecordState.LOCKED: "The record is locked. Write an addendum if something is to be added.",
}


def check_transition(state: str, to: RecordState) -> None:
    if to not in TRANSITIONS[RecordState(state)]:
        raise ValidationError(NOT_NOW[RecordState(state)], code="transition")


def check_open(state: str) -> None:
    """Only what nobody has signed, and what is not with the supervisee, can be changed."""
    if state not in (RecordState.DRAFTED, RecordState.RETURNED):
        raise ValidationError(NOT_NOW[RecordState(state)], code="closed")


def check_stance(stance: str, comment: str) -> None:
    """A comment belongs to the answers that have one, and those need it."""
    says = bool(comment.strip())
    if stance not in Stance.values:
        raise ValidationError({"stance": ["Choose one of the three answers."]})
    if stance == Stance.AGREED and says:
        raise ValidationError(
            {"stance": ["You wrote a comment. Choose “Agreed, with a comment”, or empty it."]}
        )
    if stance == Stance.WITH_COMMENT and not says:
        raise ValidationError({"comment": ["Write your comment, or choose “Agreed”."]})
    if stance == Stance.NOT_AGREED and not says:
        raise ValidationError({"comment": ["Write what your view is. It is kept with the record."]})


def check_words(signed: str, standing: str) -> None:
    """What somebody signs is what she had before her."""
    if signed != standing:
        raise ValidationError(
            "The record was changed after you opened it. Nothing is signed: read it again first.",
            code="stale",
        )


def check_said(name: str, words: str, ask: str) -> None:
    if not words.strip():
        raise ValidationError({name: [ask]})
