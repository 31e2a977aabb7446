"""What an observation is, and its way from a date to two signatures (domain.md 6.3)."""

from django.db.models import TextChoices


class ObservationKind(TextChoices):
    DEVELOPMENTAL = "developmental", "Developmental"
    FORMAL = "formal", "Formal"


class ObservationState(TextChoices):
    PLANNED = "planned", "Planned"
    SEEN = "seen", "Seen, being written up"
    RELEASED = "released", "Released to the mentor"
    ANSWERED = "answered", "Answered by the mentor"
    SEALED = "sealed", "Signed by both"
    CANCELLED = "cancelled", "Called off"


TRANSITIONS: dict[ObservationState, frozenset[ObservationState]] = {
    ObservationState.PLANNED: frozenset({ObservationState.SEEN, ObservationState.CANCELLED}),
    ObservationState.SEEN: frozenset({ObservationState.RELEASED, ObservationState.CANCELLED}),
    ObservationState.RELEASED: frozenset({ObservationState.ANSWERED}),
    ObservationState.ANSWERED: frozenset({ObservationState.SEALED}),
    ObservationState.SEALED: frozenset(),
    ObservationState.CANCELLED: frozenset(),
}


class Level(TextChoices):
    NOT_SEEN = "not_seen", "Not seen"
    DEVELOPING = "developing", "Developing"
    SECURE = "secure", "Secure"
    STRONG = "strong", "Strong"


class NoteKind(TextChoices):
    SEEN = "seen", "What I saw"
    HEARD = "heard", "What was said"
    WONDER = "wonder", "I wonder"


class Setting(TextChoices):
    ONE_TO_ONE = "one_to_one", "One-to-one"
    GROUP = "group", "Group tutorial"
    DROP_IN = "drop_in", "Drop-in"
    RECORDED = "recorded", "A recorded session"


class RecordingConsent(TextChoices):
    """Of everybody in the room. A recording stays with the college: none is stored here."""

    NOT_NEEDED = "not_needed", "Nothing is recorded"
    ASKED = "asked", "Asked for"
    GIVEN = "given", "Given by everybody"
    REFUSED = "refused", "Refused: not recorded"


class Part(TextChoices):
    MENTOR = "mentor", "Mentor"
    OBSERVER = "observer", "Observer"
    SECOND = "second", "Second observer"


class Stance(TextChoices):
    AGREED = "agreed", "I recognise this"
    WITH_COMMENT = "with_comment", "I recognise this, with a comment"
    NOT_AGREED = "not_agreed", "I see it differently"
