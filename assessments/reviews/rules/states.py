"""A review’s kinds, ratings and its way from the opening to the seal (domain.md 6.1, 6.4)."""

from django.db.models import IntegerChoices, TextChoices


class ReviewKind(TextChoices):
    INDUCTION = "induction", "Induction check"
    PROBATION = "probation", "Probation review"
    PROBATION_DECISION = "probation_decision", "Probation decision"
    OBJECTIVES = "objectives", "Objective setting"
    MID_YEAR = "mid_year", "Mid-year review"
    ANNUAL = "annual", "Annual review"
    INTERIM = "interim", "Interim review"


SUMMATIVE = (ReviewKind.ANNUAL, ReviewKind.PROBATION_DECISION)
IN_PROBATION = (ReviewKind.PROBATION, ReviewKind.PROBATION_DECISION)


class CycleState(TextChoices):
    DRAFT = "draft", "Being prepared"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class ReviewState(TextChoices):
    OPENED = "opened", "Opened"
    SELF_ASSESSMENT = "self_assessment", "Self-assessment handed in"
    MANAGER_DRAFT = "manager_draft", "Being written"
    MEETING_HELD = "meeting_held", "The two have met"
    SHARED = "shared", "Shared with the mentor"
    RESPONSE = "response", "Answered by the mentor"
    MODERATED = "moderated", "Moderated"
    SIGNED_REVIEWEE = "signed_reviewee", "Signed by the mentor"
    SIGNED_MANAGER = "signed_manager", "Signed by the reviewer"
    COUNTERSIGNED = "countersigned", "Countersigned"
    FINAL = "final", "Final"
    CANCELLED = "cancelled", "Called off"


TRANSITIONS: dict[ReviewState, frozenset[ReviewState]] = {
    ReviewState.OPENED: frozenset(
        {ReviewState.SELF_ASSESSMENT, ReviewState.MANAGER_DRAFT, ReviewState.CANCELLED}
    ),
    ReviewState.SELF_ASSESSMENT: frozenset({ReviewState.MANAGER_DRAFT, ReviewState.CANCELLED}),
    ReviewState.MANAGER_DRAFT: frozenset({ReviewState.MEETING_HELD, ReviewState.CANCELLED}),
    ReviewState.MEETING_HELD: frozenset({ReviewState.SHARED, ReviewState.CANCELLED}),
    # Taken back to be changed, it is shared anew, and the days to read begin again.
    ReviewState.SHARED: frozenset({ReviewState.RESPONSE, ReviewState.MEETING_HELD}),
    ReviewState.RESPONSE: frozenset(
        {ReviewState.MODERATED, ReviewState.SIGNED_REVIEWEE, ReviewState.MEETING_HELD}
    ),
    ReviewState.MODERATED: frozenset({ReviewState.SIGNED_REVIEWEE, ReviewState.MEETING_HELD}),
    ReviewState.SIGNED_REVIEWEE: frozenset({ReviewState.SIGNED_MANAGER}),
    ReviewState.SIGNED_MANAGER: frozenset({ReviewState.COUNTERSIGNED, ReviewState.FINAL}),
    ReviewState.COUNTERSIGNED: frozenset({ReviewState.FINAL}),
    ReviewState.FINAL: frozenset(),
    ReviewState.CANCELLED: frozenset(),
}
OVER = (ReviewState.FINAL, ReviewState.CANCELLED)
WRITABLE = (
    ReviewState.OPENED,
    ReviewState.SELF_ASSESSMENT,
    ReviewState.MANAGER_DRAFT,
    ReviewState.MEETING_HELD,
)
SHOWN_TO_REVIEWEE = (
    ReviewState.SHARED,
    ReviewState.RESPONSE,
    ReviewState.MODERATED,
    ReviewState.SIGNED_REVIEWEE,
    ReviewState.SIGNED_MANAGER,
    ReviewState.COUNTERSIGNED,
    ReviewState.FINAL,
)
SIGNED = (ReviewState.SIGNED_MANAGER, ReviewState.COUNTERSIGNED, ReviewState.FINAL)


class Rating(IntegerChoices):
    """The system proposes none. Zero says that there is too little to go by."""

    NOT_ENOUGH = 0, "Not enough evidence"
    NOT_YET = 1, "Not yet meeting"
    DEVELOPING = 2, "Developing"
    SECURE = 3, "Secure"
    STRONG = 4, "Strong and helping others"


class Part(TextChoices):
    REVIEWEE = "reviewee", "Mentor"
    REVIEWER = "reviewer", "Reviewer"
    COUNTERSIGNER = "countersigner", "Countersigner"


class Stance(TextChoices):
    AGREE = "agree", "I agree"
    WITH_COMMENT = "with_comment", "I agree, with a comment"
    DISAGREE = "disagree", "I disagree"


class UnsignedReason(TextChoices):
    AWAY = "away", "Away from work"
    LEFT = "left", "No longer works here"
    NO_ANSWER = "no_answer", "No answer after two reminders"
    DECLINED = "declined", "Did not wish to sign"


class ProbationOutcome(TextChoices):
    CONFIRM = "confirm", "Confirmed in post"
    EXTEND = "extend", "Probation extended"
    END = "end", "Employment ends"


class ObjectivePart(TextChoices):
    PREVIOUS = "previous", "From last time"
    NEXT = "next", "For the next period"
