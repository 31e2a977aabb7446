"""The record's way from a draft to two signatures and the lock (domain.md 4.5)."""

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
