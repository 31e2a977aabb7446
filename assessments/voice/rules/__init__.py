"""What is true of asking learners: the way of a campaign (states, campaigns), what is asked
(questionnaires), the codes, why a comment is looked at twice (concerns), and what may be shown of
it all (releasing)."""

from .states import (
    TRANSITIONS,
    CampaignState,
    CommentState,
    QuestionKind,
    Theme,
)

__all__ = ["TRANSITIONS", "CampaignState", "CommentState", "QuestionKind", "Theme"]
