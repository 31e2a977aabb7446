import pytest

from assessments.standards.services import load_framework
from assessments.voice.models import VoiceCampaign, VoiceCohort, VoiceRelease
from assessments.voice.rules import CampaignState
from assessments.voice.services import release_campaign
from cms.people.accounts.models import User
from tests.factories import voice


@pytest.fixture
def framework(db):
    return load_framework()


@pytest.fixture
def open_campaign(quality_lead: User) -> VoiceCampaign:
    return voice.campaign(quality_lead)


@pytest.fixture
def cohort(open_campaign: VoiceCampaign, mentor: User) -> VoiceCohort:
    return voice.cohort(open_campaign, mentor)


@pytest.fixture
def released(framework: object, quality_lead: User, mentor: User, peer: User) -> VoiceRelease:
    """The mentor has 24 answers, the peer 26: nothing has to be hidden."""
    asked = voice.campaign(quality_lead, CampaignState.SCREENING)
    voice.cohort(asked, mentor, answers=[4] * 12 + [5] * 12)
    voice.cohort(asked, peer, answers=[3] * 13 + [4] * 13)
    return release_campaign(campaign=asked, by=quality_lead)
