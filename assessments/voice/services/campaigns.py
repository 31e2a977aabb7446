"""A campaign from the draft to its closing. What is said in it is `answering`, what comes of it
`screening` and `releasing`."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.audit.services import record

from ..access import can_ask_learners, can_close_campaign, can_keep_cohort
from ..models import VoiceCampaign, VoiceCode, VoiceCohort
from ..rules import CampaignState
from ..rules.campaigns import check_can_open, check_dates, check_is_draft, check_transition
from ..rules.codes import code_hash, codes_for, new_code
from .defaults import load_default_questionnaire
from .forgetting import forget_answers

REFUSED = "Only the quality lead asks learners."
OWN_LEARNERS = "Another quality lead asks your own learners."


@transaction.atomic
def make_campaign(
    *, title: str, opens_on: date, closes_on: date, by: User, at: datetime | None = None
) -> VoiceCampaign:
    """A draft with the current questionnaire. The same title and days again, from a form sent
    twice, give the draft that is there."""
    _check_asker(by)
    moment = at or timezone.now()
    check_dates(opens_on, closes_on, timezone.localdate(moment))
    User.objects.select_for_update().get(pk=by.pk)  # so that two tabs wait for each other
    values = {"title": title.strip(), "opens_on": opens_on, "closes_on": closes_on, "made_by": by}
    draft = VoiceCampaign.objects.filter(state=CampaignState.DRAFT, **values).first()
    if draft is not None:
        return draft
    campaign = VoiceCampaign(
        questionnaire=load_default_questionnaire(by=by), made_at=moment, **values
    )
    campaign.clean_fields()
    campaign.save()
    record(actor=by, verb="voice_campaign.made", obj=campaign, at=at)
    return campaign


@transaction.atomic
def change_campaign(
    *, campaign: VoiceCampaign, title: str, opens_on: date, closes_on: date, by: User
) -> VoiceCampaign:
    """All of it while it is a draft; once it is open, its last day alone."""
    locked = _locked(campaign, by)
    check_dates(opens_on, closes_on, timezone.localdate())
    is_longer = (locked.title, locked.opens_on) == (title.strip(), opens_on)
    if not (locked.state == CampaignState.OPEN and is_longer):
        check_is_draft(locked.state)
    locked.title, locked.opens_on, locked.closes_on = title.strip(), opens_on, closes_on
    locked.clean_fields()
    locked.save(update_fields=["title", "opens_on", "closes_on"])
    record(actor=by, verb="voice_campaign.changed", obj=locked)
    return locked


@transaction.atomic
def add_cohort(
    *, campaign: VoiceCampaign, mentor: User, label: str, invited: int, by: User
) -> VoiceCohort:
    """Whose learners are asked, and how many they are. Nobody asks about herself."""
    locked = _locked(campaign, by)
    check_is_draft(locked.state)
    if mentor.pk == by.pk:
        raise ValidationError(
            {"mentor": ["Another quality lead asks your own learners, and screens what they say."]}
        )
    if not holders_of(Role.MENTOR).filter(pk=mentor.pk).exists():
        raise ValidationError({"mentor": ["Choose somebody who is a mentor today."]})
    cohort = VoiceCohort(campaign=locked, mentor=mentor, label=label.strip(), invited=invited)
    cohort.clean_fields()
    try:
        with transaction.atomic():
            cohort.save()
    except IntegrityError as error:
        raise ValidationError({"label": ["These learners are on the list already."]}) from error
    return cohort


@transaction.atomic
def remove_cohort(*, cohort: VoiceCohort, by: User) -> None:
    locked = _locked_for(cohort, by)
    check_is_draft(locked.state)
    VoiceCohort.objects.filter(pk=cohort.pk).delete()


@transaction.atomic
def make_codes(*, cohort: VoiceCohort, by: User, at: datetime | None = None) -> list[str]:
    """New codes for everybody who has not answered, and a few to spare. Those printed before work
    no longer. This is the only moment at which anybody can see them, and nobody sees those of her
    own learners."""
    locked = _locked_for(cohort, by)
    if locked.state not in (CampaignState.DRAFT, CampaignState.OPEN):
        raise ValidationError("Learners are no longer asked.", code="transition")
    VoiceCode.objects.filter(cohort=cohort).delete()
    codes: set[str] = set()
    while len(codes) < codes_for(cohort.invited, cohort.responses.count()):
        codes.add(new_code())
    VoiceCode.objects.bulk_create(
        VoiceCode(cohort=cohort, code_hash=code_hash(code)) for code in sorted(codes)
    )
    detail = {"codes": len(codes)}
    record(
        actor=by,
        verb="voice_codes.printed",
        obj=locked,
        about=cohort.mentor,
        detail=detail,
        at=at,
    )
    return sorted(codes)


@transaction.atomic
def open_campaign(
    *, campaign: VoiceCampaign, by: User, at: datetime | None = None
) -> VoiceCampaign:
    """From its first day on, a code lets a learner answer."""
    locked = _locked(campaign, by)
    check_transition(locked.state, CampaignState.OPEN)
    check_can_open(locked.cohorts.count(), locked.closes_on, timezone.localdate(at))
    return _moved(locked, CampaignState.OPEN, by, at)


@transaction.atomic
def close_campaign(
    *, campaign: VoiceCampaign, by: User | None, at: datetime | None = None
) -> VoiceCampaign:
    """Nobody can answer any more; the comments wait to be screened."""
    if not can_close_campaign(by):
        raise PermissionDenied(REFUSED)
    locked = VoiceCampaign.objects.select_for_update().get(pk=campaign.pk)
    check_transition(locked.state, CampaignState.SCREENING)
    return _moved(locked, CampaignState.SCREENING, by, at)


@transaction.atomic
def withdraw_campaign(
    *, campaign: VoiceCampaign, by: User, at: datetime | None = None
) -> VoiceCampaign:
    """Given up: nothing of it is ever shown, and what was answered is deleted at once. What may be
    about somebody's safety stays until a safeguarding lead has it."""
    locked = _locked(campaign, by)
    check_transition(locked.state, CampaignState.WITHDRAWN)
    _moved(locked, CampaignState.WITHDRAWN, by, at)
    VoiceCode.objects.filter(cohort__campaign=locked).delete()
    forget_answers(locked)
    return locked


def close_due(*, at: datetime | None = None) -> int:
    """Closes the campaigns whose last day has passed. Run as often as one likes."""
    today = timezone.localdate(at or timezone.now())
    closed = 0
    for campaign in VoiceCampaign.objects.filter(state=CampaignState.OPEN, closes_on__lt=today):
        with transaction.atomic():
            locked = VoiceCampaign.objects.select_for_update().get(pk=campaign.pk)
            if locked.state == CampaignState.OPEN:
                _moved(locked, CampaignState.SCREENING, None, at)
                closed += 1
    return closed


def _check_asker(by: User) -> None:
    if not can_ask_learners(by):
        raise PermissionDenied(REFUSED)


def _locked(campaign: VoiceCampaign, by: User) -> VoiceCampaign:
    _check_asker(by)
    return VoiceCampaign.objects.select_for_update().get(pk=campaign.pk)


def _locked_for(cohort: VoiceCohort, by: User) -> VoiceCampaign:
    locked = _locked(cohort.campaign, by)
    if not can_keep_cohort(by, cohort):
        raise PermissionDenied(OWN_LEARNERS)
    return locked


def _moved(
    campaign: VoiceCampaign, to: CampaignState, by: User | None, at: datetime | None
) -> VoiceCampaign:
    campaign.state = to
    campaign.save(update_fields=["state"])
    record(actor=by, verb=f"voice_campaign.{to.value}", obj=campaign, at=at)
    return campaign
