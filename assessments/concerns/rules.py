"""A pointer to a safeguarding concern that was passed on: when, to whom, how, and the reference
in the other system. Never a story, never a name (domain.md 4.7)."""

from django.db.models import TextChoices


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
