"""What people type: learners (answering), the quality lead (campaigns, questionnaires, replies,
screening)."""

from .answering import AnswerForm
from .campaigns import CampaignForm, CohortForm
from .questionnaires import LanguageForm, NewLanguageForm
from .replies import ReplyForm
from .screening import DecisionForm

__all__ = [
    "AnswerForm",
    "CampaignForm",
    "CohortForm",
    "DecisionForm",
    "LanguageForm",
    "NewLanguageForm",
    "ReplyForm",
]
