"""Learners’ own pages (saying); then asking (campaigns, slips, questions), screening, reading what
was released, and answering learners (replies)."""

from .campaigns import (
    campaign_close,
    campaign_create,
    campaign_detail,
    campaign_open,
    campaign_poster,
    campaign_preview,
    campaign_release,
    campaign_update,
    campaign_withdraw,
)
from .cohorts import codes_create, cohort_create, cohort_delete
from .questions import language_create, language_update, questionnaire_detail
from .reading import (
    campaign_export,
    campaign_figures,
    person_figures,
    release_detail,
    sharing_set,
    voice_home,
)
from .replies import reply_create, reply_delete, reply_list, reply_poster, reply_update
from .saying import said, say, say_thanks
from .screening import comment_decide, comment_list, concern_list, concern_return, concern_take

__all__ = [
    "campaign_close",
    "campaign_create",
    "campaign_detail",
    "campaign_export",
    "campaign_figures",
    "campaign_open",
    "campaign_poster",
    "campaign_preview",
    "campaign_release",
    "campaign_update",
    "campaign_withdraw",
    "codes_create",
    "cohort_create",
    "cohort_delete",
    "comment_decide",
    "comment_list",
    "concern_list",
    "concern_return",
    "concern_take",
    "language_create",
    "language_update",
    "person_figures",
    "questionnaire_detail",
    "release_detail",
    "reply_create",
    "reply_delete",
    "reply_list",
    "reply_poster",
    "reply_update",
    "said",
    "say",
    "say_thanks",
    "sharing_set",
    "voice_home",
]
