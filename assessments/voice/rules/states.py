"""A campaign's way from a draft to what is released, and a comment's through the screening."""

from django.db.models import TextChoices


class CampaignState(TextChoices):
    DRAFT = "draft", "Being prepared"
    OPEN = "open", "Open for answers"
    SCREENING = "screening", "Closed, being screened"
    RELEASED = "released", "Released"
    WITHDRAWN = "withdrawn", "Given up"


TRANSITIONS: dict[CampaignState, frozenset[CampaignState]] = {
    CampaignState.DRAFT: frozenset({CampaignState.OPEN, CampaignState.WITHDRAWN}),
    CampaignState.OPEN: frozenset({CampaignState.SCREENING, CampaignState.WITHDRAWN}),
    CampaignState.SCREENING: frozenset({CampaignState.RELEASED, CampaignState.WITHDRAWN}),
    CampaignState.RELEASED: frozenset(),
    CampaignState.WITHDRAWN: frozenset(),
}


class QuestionKind(TextChoices):
    SCALE = "scale", "Never to always, five steps"
    COMMENT = "comment", "In their own words"


class Theme(TextChoices):
    """The coaching skills that five questions ask about (features.md R4)."""

    LISTENING = "listening", "Listening"
    OWNERSHIP = "ownership", "My own goals"
    TARGETS = "targets", "Small, clear steps"
    BELIEF = "belief", "Believing in me"
    HELP = "help", "Getting the right help"
    OTHER = "other", "Something else"


class CommentState(TextChoices):
    WAITING = "waiting", "Waits to be screened"
    CLEAR = "clear", "Shown as it is"
    EDITED = "edited", "Shown without what could tell who"
    HELD_BACK = "held_back", "Not shown"
    PASSED_ON = "passed_on", "Passed on to the safeguarding lead"
