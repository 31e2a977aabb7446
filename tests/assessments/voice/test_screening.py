"""Comments before anybody else reads them, and what is deleted when."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.voice import services
from assessments.voice.models import VoiceCampaign, VoiceComment, VoiceResponse
from assessments.voice.rules import CampaignState, CommentState
from assessments.voice.tasks import close_due, forget_raw, tell_of_concerns
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories import voice
from tests.factories.people import RoleGrantFactory, make_person


@pytest.fixture
def comment(cohort):
    return voice.comment(cohort, "Aisha and I like her.")


def decide(comment, to, by, shown=""):
    return services.decide_comment(comment=comment, to=to, shown=shown, by=by)


def test_a_comment_is_shown_as_it_is_or_as_it_is_written_anew(comment, quality_lead):
    assert decide(comment, CommentState.CLEAR, quality_lead).shown == "Aisha and I like her."

    edited = decide(comment, CommentState.EDITED, quality_lead, " We like her. ")

    assert (edited.shown, edited.text) == ("We like her.", "Aisha and I like her.")
    assert decide(comment, CommentState.HELD_BACK, quality_lead).shown == ""


def test_the_audit_holds_the_decision_and_no_word(comment, quality_lead, dsl):
    decide(comment, CommentState.PASSED_ON, quality_lead)
    services.confirm_taken_over(comment=comment, by=dsl)

    events = AuditEvent.objects.filter(verb__startswith="voice_comment.")
    assert {event.verb for event in events} == {
        "voice_comment.decided",
        "voice_comment.taken_over",
    }
    assert "Aisha" not in str(list(events.values()))


@pytest.mark.parametrize("who", ["mentor", "manager", "dsl", "hr", "supervisor"])
def test_only_a_quality_lead_screens(request, comment, who):
    with pytest.raises(PermissionDenied):
        decide(comment, CommentState.CLEAR, request.getfixturevalue(who))


def test_nobody_screens_what_her_own_learners_wrote(open_campaign, quality_lead):
    RoleGrantFactory.create(holder=quality_lead, role=Role.MENTOR)
    own = voice.comment(voice.cohort(open_campaign, quality_lead))

    with pytest.raises(PermissionDenied):
        decide(own, CommentState.CLEAR, quality_lead)


@pytest.mark.parametrize("state", [CampaignState.RELEASED, CampaignState.WITHDRAWN])
def test_after_the_campaign_a_comment_stands(quality_lead, mentor, state):
    comment = voice.comment(voice.cohort(voice.campaign(quality_lead, state), mentor))

    with pytest.raises(ValidationError):
        decide(comment, CommentState.CLEAR, quality_lead)


def test_what_is_passed_on_is_deleted_when_the_safeguarding_lead_has_it(comment, quality_lead, dsl):
    decide(comment, CommentState.PASSED_ON, quality_lead)
    assert Notice.objects.get(recipient=dsl).url == reverse("voice:concern_list")

    taken = services.confirm_taken_over(comment=comment, by=dsl)

    assert (taken.text, taken.shown, taken.state) == ("", "", CommentState.PASSED_ON)
    with pytest.raises(ValidationError):
        services.confirm_taken_over(comment=comment, by=dsl)
    with pytest.raises(ValidationError):
        decide(comment, CommentState.CLEAR, quality_lead)


def test_no_concern_goes_back_to_screening(comment, quality_lead, dsl):
    decide(comment, CommentState.PASSED_ON, quality_lead)

    back = services.return_comment(comment=comment, by=dsl)

    assert (back.state, back.text) == (CommentState.WAITING, "Aisha and I like her.")
    assert back.flags == ["looked_at"]
    assert decide(comment, CommentState.CLEAR, quality_lead).shown == "Aisha and I like her."


def test_a_safeguarding_lead_takes_what_was_found_before_anybody_screens(cohort, dsl):
    found = voice.comment(cohort, "I am scared.", flags=["concern"])

    assert services.confirm_taken_over(comment=found, by=dsl).text == ""


def test_a_safeguarding_lead_has_nothing_to_do_with_other_comments(comment, dsl, quality_lead):
    for act in (services.confirm_taken_over, services.return_comment):
        with pytest.raises(ValidationError):
            act(comment=comment, by=dsl)
        with pytest.raises(PermissionDenied):
            act(comment=comment, by=quality_lead)


def test_those_who_are_needed_are_told_once_a_day(cohort, comment, quality_lead, dsl):
    assert services.tell_of_concerns() == 0
    voice.comment(cohort, "I am scared.", flags=["concern"])
    other_dsl = make_person("Ruth", "Bell", Role.DSL)

    tell_of_concerns()
    tell_of_concerns()

    told = {notice.recipient_id: notice for notice in Notice.objects.all()}
    assert set(told) == {quality_lead.pk, dsl.pk, other_dsl.pk}
    assert Notice.objects.count() == 3
    assert told[quality_lead.pk].url == reverse("voice:comment_list", args=[cohort.campaign_id])
    assert "scared" not in str(list(Notice.objects.values()))


# Deleting ----------------------------------------------------------------------------


@pytest.fixture
def said(quality_lead, mentor, framework):
    campaign = voice.campaign(quality_lead, CampaignState.SCREENING)
    cohort = voice.cohort(campaign, mentor, answers=[4] * 12)
    shown = voice.comment(cohort, "Good.", CommentState.CLEAR)
    edited = voice.comment(cohort, "Aisha!", CommentState.EDITED, shown="[a name]!")
    voice.comment(cohort, "Not for others", CommentState.HELD_BACK)
    waits = voice.comment(cohort, "He hits me.", CommentState.PASSED_ON)
    services.release_campaign(campaign=campaign, by=quality_lead)
    return campaign, shown, edited, waits


def test_raw_answers_go_ninety_days_after_the_release(said):
    campaign, shown, edited, waits = said
    now = timezone.now()

    assert services.forget_raw(at=now + timedelta(days=89)) == 0
    assert VoiceResponse.objects.count() == 12
    assert services.forget_raw(at=now + timedelta(days=91)) == 1
    assert services.forget_raw(at=now + timedelta(days=91)) == 0

    assert not VoiceResponse.objects.exists()
    assert set(VoiceComment.objects.all()) == {shown, edited, waits}
    kept = {row.pk: (row.text, row.shown) for row in VoiceComment.objects.all()}
    assert kept == {shown.pk: ("", "Good."), edited.pk: ("", "[a name]!"),
                    waits.pk: ("He hits me.", "")}  # fmt: skip
    assert VoiceCampaign.objects.get(pk=campaign.pk).raw_deleted_at is not None


def test_what_is_taken_over_later_goes_with_the_next_run(said, dsl):
    *_, waits = said
    later = timezone.localtime() + timedelta(days=91)
    services.forget_raw(at=later)
    services.confirm_taken_over(comment=waits, by=dsl)

    services.forget_raw(at=later)

    assert not VoiceComment.objects.filter(pk=waits.pk).exists()


def test_the_jobs_run_on_nothing(db):
    for job in (close_due, forget_raw, tell_of_concerns):
        job()
        job()
