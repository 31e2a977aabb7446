"""States that more than one file of supervision needs to name."""

from django.db.models import TextChoices


class AgreementState(TextChoices):
    DRAFT = "draft", "Being written"
    OFFERED = "offered", "Waiting for signatures"
    IN_FORCE = "in_force", "In force"
    REPLACED = "replaced", "Replaced by a newer version"
    ENDED = "ended", "Ended"
    WITHDRAWN = "withdrawn", "Withdrawn before it was signed"


class Part(TextChoices):
    """The part somebody plays in supervision."""

    SUPERVISEE = "supervisee", "Supervisee"
    SUPERVISOR = "supervisor", "Supervisor"
    MANAGER = "manager", "Line manager"


class NeedKind(TextChoices):
    SUPPORT_PLAN = "support_plan", "Support plan in place"
    INTENSIVE = "intensive", "Intensive caseload"
    SAFEGUARDING_LINK = "safeguarding_link", "Safeguarding link role"


class Medium(TextChoices):
    IN_PERSON = "in_person", "In person"
    VIDEO = "video", "By video"
    PHONE = "phone", "By phone"


class WhoBooks(TextChoices):
    SUPERVISOR = "supervisor", "The supervisor"
    SUPERVISEE = "supervisee", "The supervisee"
    EITHER = "either", "Either of us"


class SharedWithManager(TextChoices):
    """What a line manager reads besides date, length, type and attendance (domain.md 2.2)."""

    MARKED_ITEMS = "marked_items", "Items both of us mark"
    MARKED_ACTIONS = "marked_actions", "Actions both of us mark"
    THEMES = "themes", "Themes of practice, without the conversation"
