"""What a learner's screen needs: the questions behind a code, and nothing about who asks."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms.people.escalation.queries import card
from cms.people.escalation.rules import Contact

from ..models import VoiceCampaign, VoiceCode, VoiceCohort, VoiceReply
from ..rules import CampaignState
from ..rules.campaigns import check_answerable
from ..rules.codes import WRONG_CODES, clean_code, code_hash, is_code

UNKNOWN_CODE = "This code is not known, or has been used."
FOR_LEARNERS = ("line", "out_of_hours")


@dataclass(frozen=True)
class Asked:
    """What a code opens."""

    cohort: VoiceCohort
    campaign: VoiceCampaign

    def check_open(self, today: date | None = None) -> None:
        campaign = self.campaign
        check_answerable(
            campaign.state, campaign.opens_on, campaign.closes_on, today or timezone.localdate()
        )


def asked_by(code: str) -> Asked | None:
    """By its hash, with the site's secret in it: how long the search takes tells nothing."""
    cleaned = clean_code(code)
    if not is_code(cleaned):
        return None
    rows = VoiceCode.objects.select_related("cohort__mentor", "cohort__campaign__questionnaire")
    found = rows.filter(code_hash=code_hash(cleaned)).first()
    return Asked(found.cohort, found.cohort.campaign) if found else None


def wrong_codes_key(network: str) -> str:
    return "voice.wrong." + salted_hmac("voice.network", network, algorithm="sha256").hexdigest()


def has_guessed_too_often(network: str) -> bool:
    return int(cache.get(wrong_codes_key(network)) or 0) >= WRONG_CODES


def contacts_for_learners() -> list[Contact]:
    """Of the college's safeguarding card: whom a learner can call, those who are there first."""
    parts = [part for part in card().parts if part.section.code in FOR_LEARNERS]
    return [contact for part in parts for contact in part.contacts if contact.tel]


def said_and_done(pk: int) -> tuple[VoiceCampaign, list[VoiceReply]] | None:
    """The public replies of a campaign that is released; nothing where there are none."""
    campaign = VoiceCampaign.objects.filter(pk=pk, state=CampaignState.RELEASED).first()
    if campaign is None:
        return None
    replies = list(campaign.replies.filter(is_public=True))
    return (campaign, replies) if replies else None
