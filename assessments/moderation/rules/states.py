"""Moderation and calibration of reviews (domain.md 6.4, R13)."""

from django.db.models import TextChoices

QUALITY_MODERATES = 1  # quality leads a case
MANAGERS_MODERATE = 2
SMALLEST_SHOWN = 5  # people, or ratings, behind a count that is shown
LEAST_RATERS = 3  # with fewer, each knows what the other said


class CaseReason(TextChoices):
    SAMPLE = "sample", "Drawn by chance"
    EXTREME = "extreme", "An area rated 1 or 4"
    DISPUTE = "dispute", "The mentor disagrees"
    PROBATION = "probation", "A probation decision"
    AGAIN = "again", "Came back once before"


class CaseState(TextChoices):
    OPEN = "open", "Waits for the moderators"
    UPHELD = "upheld", "Upheld"
    RETURNED = "returned", "Returned to the reviewer"
    CHANGED = "changed", "Changed, with a reason"


SENT_BACK = (CaseState.RETURNED, CaseState.CHANGED)


class ExerciseStage(TextChoices):
    PLANNED = "planned", "Opens later"
    OPEN = "open", "Open for ratings"
    CLOSED = "closed", "Closed, not shown yet"
    SHOWN = "shown", "Shown side by side"
