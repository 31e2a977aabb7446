"""A pointer to a safeguarding concern that was passed on: when, to whom, how, and the reference
in the other system. Never a story, never a name (domain.md 4.7)."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

LONGEST_REFERENCE = 60
OLDEST = timedelta(days=366)


class ReportedTo(TextChoices):
    DSL = "dsl", "Designated safeguarding lead"
    DEPUTY = "deputy", "A deputy"
    POLICE = "police", "Police"
    SOCIAL_CARE = "social_care", "Children’s or adult social care"


class Method(TextChoices):
    SYSTEM = "system", "In the college’s safeguarding system"
    PHONE = "phone", "By phone"
    IN_PERSON = "in_person", "In person"


class Stage(TextChoices):
    """Who has been asked to acknowledge it so far."""

    LEAD = "lead", "The safeguarding lead"
    DEPUTIES = "deputies", "The deputies"
    SENIOR = "senior", "The senior leader on call"


def check_reported_at(reported_at: datetime, now: datetime) -> None:
    if reported_at > now:
        raise ValidationError(
            {
                "reported_at": "That moment is still to come. Report the concern first, then say "
                "here when you did."
            }
        )
    if reported_at < now - OLDEST:
        raise ValidationError(
            {"reported_at": "That is more than a year ago. Look at the year once more."}
        )


def check_acknowledged_once(acknowledged_at: datetime | None) -> None:
    if acknowledged_at is not None:
        raise ValidationError("It is acknowledged already.", code="acknowledged")


def check_can_be_closed(acknowledged_at: datetime | None, closed_at: datetime | None) -> None:
    if closed_at is not None:
        raise ValidationError("It is closed already.", code="closed")
    if acknowledged_at is None:
        raise ValidationError("Acknowledge it first, then close it.", code="waiting")
