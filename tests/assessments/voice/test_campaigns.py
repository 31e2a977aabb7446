"""A campaign from the draft to its closing, and who may move it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.voice import services
from assessments.voice.models import (
    VoiceCampaign,
    VoiceCode,
    VoiceCohort,
    VoiceComment,
    VoiceResponse,
)
from assessments.voice.queries.answering import asked_by
from assessments.voice.rules import CampaignState, CommentState
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories import voice
from tests.factories.people import RoleGrantFactory

DAYS = {"opens_on": voice.days_later(1), "closes_on": voice.days_later(14)}


@pytest.fixture
def draft(quality_lead):
    return voice.campaign(quality_lead, CampaignState.DRAFT)


def test_a_campaign_is_made_once_with_the_current_questions(quality_lead):
    first = services.make_campaign(title=" Spring ", **DAYS, by=quality_lead)
    again = services.make_campaign(title="Spring", **DAYS, by=quality_lead)

    assert first == again
    assert first.state == CampaignState.DRAFT
    assert first.questionnaire.questions.count() == 7
    assert AuditEvent.objects.filter(verb="voice_campaign.made").count() == 1


@pytest.mark.parametrize("who", ["mentor", "manager", "dsl", "admin", "hr", "supervisor"])
def test_only_the_quality_lead_asks(request, draft, mentor, who):
    person = request.getfixturevalue(who)
    cohort = voice.cohort(draft, mentor)
    moves = [
        lambda: services.make_campaign(title="Mine", **DAYS, by=person),
        lambda: services.change_campaign(campaign=draft, title="Mine", **DAYS, by=person),
        lambda: services.add_cohort(campaign=draft, mentor=mentor, label="B", invited=9, by=person),
        lambda: services.remove_cohort(cohort=cohort, by=person),
        lambda: services.make_codes(cohort=cohort, by=person),
        lambda: services.open_campaign(campaign=draft, by=person),
        lambda: services.close_campaign(campaign=draft, by=person),
        lambda: services.withdraw_campaign(campaign=draft, by=person),
        lambda: services.release_campaign(campaign=draft, by=person),
        lambda: services.write_reply(campaign=draft, said="A", did="B", is_public=True, by=person),
    ]

    for move in moves:
        with pytest.raises(PermissionDenied):
            move()


def test_learners_are_a_number_and_a_label(draft, quality_lead, mentor):
    cohort = services.add_cohort(
        campaign=draft, mentor=mentor, label="Health, Level 3", invited=25, by=quality_lead
    )

    assert (cohort.invited, cohort.supervisor_reads) == (25, False)
    with pytest.raises(ValidationError, match="on the list already"):
        services.add_cohort(
            campaign=draft, mentor=mentor, label="Health, Level 3", invited=9, by=quality_lead
        )
    with pytest.raises(ValidationError):
        services.add_cohort(
            campaign=draft, mentor=mentor, label="All", invited=501, by=quality_lead
        )


def test_nobody_asks_about_herself_or_about_somebody_who_is_no_mentor(draft, quality_lead, manager):
    RoleGrantFactory.create(holder=quality_lead, role=Role.MENTOR)

    for person in (quality_lead, manager):
        with pytest.raises(ValidationError) as refused:
            services.add_cohort(
                campaign=draft, mentor=person, label="A", invited=20, by=quality_lead
            )
        assert "mentor" in refused.value.message_dict


def test_nobody_prints_the_slips_of_her_own_learners(draft, quality_lead):
    """A code is a right to answer: she could answer for them."""
    own = voice.cohort(draft, quality_lead)

    with pytest.raises(PermissionDenied):
        services.make_codes(cohort=own, by=quality_lead)
    with pytest.raises(PermissionDenied):
        services.remove_cohort(cohort=own, by=quality_lead)

    assert not own.codes.exists()


def test_after_the_opening_only_the_last_day_moves(open_campaign, cohort, quality_lead, peer):
    opens, later = open_campaign.opens_on, voice.days_later(20)

    changed = services.change_campaign(
        campaign=open_campaign, title="Spring", opens_on=opens, closes_on=later, by=quality_lead
    )

    assert changed.closes_on == later
    with pytest.raises(ValidationError):
        services.change_campaign(
            campaign=open_campaign, title="X", opens_on=opens, closes_on=later, by=quality_lead
        )
    with pytest.raises(ValidationError):
        services.add_cohort(
            campaign=open_campaign, mentor=peer, label="A", invited=20, by=quality_lead
        )
    with pytest.raises(ValidationError):
        services.remove_cohort(cohort=cohort, by=quality_lead)


def test_a_campaign_without_learners_or_days_is_not_opened(draft, quality_lead, mentor):
    with pytest.raises(ValidationError, match="whose learners"):
        services.open_campaign(campaign=draft, by=quality_lead)

    cohort = voice.cohort(draft, mentor)
    services.open_campaign(campaign=draft, by=quality_lead)
    draft.refresh_from_db()
    assert draft.state == CampaignState.OPEN
    with pytest.raises(ValidationError):
        services.open_campaign(campaign=draft, by=quality_lead)
    assert cohort.campaign_id == draft.pk


def test_codes_are_made_for_everybody_and_a_tenth_and_kept_as_hashes(
    open_campaign, cohort, quality_lead
):
    codes = services.make_codes(cohort=cohort, by=quality_lead)

    assert len(set(codes)) == 33
    stored = set(VoiceCode.objects.values_list("code_hash", flat=True))
    assert len(stored) == 33
    assert not any(code in one for code in codes for one in stored)
    assert asked_by(codes[0]).cohort == cohort
    event = AuditEvent.objects.get(verb="voice_codes.printed")
    assert event.detail == {"codes": 33}


def test_a_new_sheet_ends_the_old_codes_and_counts_the_answers(open_campaign, quality_lead, mentor):
    cohort = voice.cohort(open_campaign, mentor, answers=[4] * 5, invited=20)
    old = services.make_codes(cohort=cohort, by=quality_lead)

    new = services.make_codes(cohort=cohort, by=quality_lead)

    assert len(new) == 17
    assert asked_by(old[0]) is None
    assert asked_by(new[0]) is not None


def test_the_day_after_the_last_the_site_closes_it_once(open_campaign, cohort):
    at = timezone.localtime() + timedelta(days=8)

    assert services.close_due(at=timezone.now()) == 0
    assert services.close_due(at=at) == 1
    assert services.close_due(at=at) == 0
    open_campaign.refresh_from_db()
    assert open_campaign.state == CampaignState.SCREENING
    assert AuditEvent.objects.get(verb="voice_campaign.screening").actor is None


def test_what_is_given_up_is_deleted_but_for_what_may_be_about_safety(
    open_campaign, quality_lead, mentor
):
    cohort = voice.cohort(open_campaign, mentor, answers=[4] * 12)
    voice.code(cohort)
    voice.comment(cohort, "Good", CommentState.CLEAR)
    voice.comment(cohort, "Fine")
    kept = [
        voice.comment(cohort, "I am scared", flags=["concern"]),
        voice.comment(cohort, "He hits me", CommentState.PASSED_ON),
    ]

    services.withdraw_campaign(campaign=open_campaign, by=quality_lead)

    assert VoiceResponse.objects.count() == VoiceCode.objects.count() == 0
    assert set(VoiceComment.objects.all()) == set(kept)
    assert VoiceCampaign.objects.get().state == CampaignState.WITHDRAWN


def test_a_draft_loses_a_cohort(draft, quality_lead, mentor):
    cohort = voice.cohort(draft, mentor)

    services.remove_cohort(cohort=cohort, by=quality_lead)

    assert not VoiceCohort.objects.exists()


# Replies -----------------------------------------------------------------------------


def test_replies_follow_the_release_in_order_and_once(released, open_campaign, quality_lead):
    of = released.campaign
    with pytest.raises(ValidationError):
        services.write_reply(
            campaign=open_campaign, said="A", did="B", is_public=True, by=quality_lead
        )
    first = services.write_reply(campaign=of, said="A", did="B", is_public=True, by=quality_lead)
    again = services.write_reply(campaign=of, said="A ", did="B", is_public=True, by=quality_lead)
    second = services.write_reply(campaign=of, said="C", did="D", is_public=False, by=quality_lead)

    assert first == again
    assert [row.position for row in of.replies.all()] == [1, 2]
    services.change_reply(reply=second, said="C", did="E", is_public=True, by=quality_lead)
    services.delete_reply(reply=first, by=quality_lead)
    assert [(row.did, row.is_public) for row in of.replies.all()] == [("E", True)]


def test_replies_are_the_quality_leads_alone(released, quality_lead, mentor):
    written = voice.reply(released.campaign, quality_lead)

    with pytest.raises(PermissionDenied):
        services.change_reply(reply=written, said="A", did="B", is_public=False, by=mentor)
    with pytest.raises(PermissionDenied):
        services.delete_reply(reply=written, by=mentor)


def test_a_campaign_of_the_past_is_told_as_of_then(framework, quality_lead, mentor):
    """As the demo college tells its history."""
    then = timezone.localtime() - timedelta(days=100)
    days = {"opens_on": voice.days_later(-100), "closes_on": voice.days_later(-90)}
    campaign = services.make_campaign(title="Autumn", **days, by=quality_lead, at=then)
    cohort = services.add_cohort(
        campaign=campaign, mentor=mentor, label="All", invited=12, by=quality_lead
    )
    codes = services.make_codes(cohort=cohort, by=quality_lead, at=then)
    services.open_campaign(campaign=campaign, by=quality_lead, at=then)
    question = campaign.questionnaire.questions.first()
    for code in codes[:10]:
        services.answer(code=code, answers={question.pk: 4}, comments={}, language="en", at=then)
    services.close_campaign(campaign=campaign, by=quality_lead, at=then)
    release = services.release_campaign(campaign=campaign, by=quality_lead, at=then)

    assert release.figures["mentors"][str(mentor.pk)]["items"][str(question.pk)]["mean"] == 4
    events = AuditEvent.objects.filter(verb__startswith="voice_campaign.")
    assert {event.at for event in events} == {then}
    assert Notice.objects.get(recipient=mentor).created_at == then
