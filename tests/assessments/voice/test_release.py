"""The release and everything that hangs on it: what is kept, who is told, what counts as evidence,
and what a review, a rights request and retention find."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.figures.models import FigurePolicy
from assessments.standards.models import Evidence
from assessments.standards.rules import EvidenceKind, Strength
from assessments.voice import services
from assessments.voice.models import VoiceCohort, VoiceRelease
from assessments.voice.queries import voice_for_review
from assessments.voice.rules import CampaignState, CommentState
from cms.people.audit.models import WrittenOnceError
from cms.people.notices.models import Notice
from cms.people.privacy.registry import record_class
from tests.factories import voice


@pytest.fixture
def screened(framework, quality_lead, mentor, peer):
    """The peer has seven answers, too few; so the mentor is hidden beside her."""
    campaign = voice.campaign(quality_lead, CampaignState.SCREENING)
    voice.cohort(campaign, mentor, answers=[4] * 12)
    voice.cohort(campaign, peer, answers=[3] * 7)
    return campaign


def review_of(person):
    today = timezone.localdate()
    return voice_for_review(person, today - timedelta(days=30), today + timedelta(days=30))


def test_a_release_keeps_what_may_be_seen_and_nothing_else(screened, quality_lead, mentor, peer):
    release = services.release_campaign(campaign=screened, by=quality_lead)

    cells = release.figures["mentors"]
    assert cells[str(peer.pk)]["n"] == 7
    assert cells[str(peer.pk)]["is_too_few"]
    assert cells[str(peer.pk)]["items"] == cells[str(mentor.pk)]["items"] == {}
    assert not cells[str(mentor.pk)]["is_too_few"]
    assert release.figures["whole"]["items"]
    assert (release.respondents_from, release.comments_from) == (10, 10)
    with pytest.raises(WrittenOnceError):
        release.save()


def test_a_release_holds_the_thresholds_of_its_day(screened, quality_lead, peer):
    release = services.release_campaign(campaign=screened, by=quality_lead)
    FigurePolicy.objects.create(respondents_from=5, comments_from=5)

    release.refresh_from_db()
    assert release.figures["mentors"][str(peer.pk)]["is_hidden"]
    with pytest.raises(ValidationError):
        services.release_campaign(campaign=screened, by=quality_lead)


def test_a_lower_threshold_shows_seven(screened, quality_lead, peer):
    FigurePolicy.objects.create(respondents_from=7, comments_from=7)

    release = services.release_campaign(campaign=screened, by=quality_lead)

    assert not release.figures["mentors"][str(peer.pk)]["is_hidden"]


def test_nothing_is_released_while_a_comment_waits(screened, quality_lead):
    voice.comment(screened.cohorts.first())

    with pytest.raises(ValidationError, match="One comment waits"):
        services.release_campaign(campaign=screened, by=quality_lead)
    assert not VoiceRelease.objects.exists()


def test_an_open_campaign_is_not_released(open_campaign, cohort, quality_lead):
    with pytest.raises(ValidationError):
        services.release_campaign(campaign=open_campaign, by=quality_lead)


def test_groups_of_one_mentor_are_counted_together(framework, quality_lead, mentor, peer):
    campaign = voice.campaign(quality_lead, CampaignState.SCREENING)
    voice.cohort(campaign, mentor, answers=[4] * 6, label="One", invited=10)
    voice.cohort(campaign, mentor, answers=[5] * 6, label="Two", invited=10)
    voice.cohort(campaign, peer, answers=[5] * 11)

    release = services.release_campaign(campaign=campaign, by=quality_lead)

    cell = release.figures["mentors"][str(mentor.pk)]
    assert (cell["n"], cell["invited"], cell["is_hidden"]) == (12, 20, False)


def test_a_shown_figure_is_evidence_once(released, mentor, peer):
    rows = Evidence.objects.filter(person=mentor)

    assert {row.statement.code for row in rows.select_related("statement")} == {
        "S1", "S2", "S5", "S8", "a",
    }  # fmt: skip
    assert {(row.kind, row.strength) for row in rows} == {
        (EvidenceKind.FEEDBACK, Strength.VERIFIED)
    }
    assert all("24 answers" in row.note for row in rows)
    assert Evidence.objects.filter(person=peer).count() == 5


def test_a_hidden_figure_is_no_evidence(screened, quality_lead):
    services.release_campaign(campaign=screened, by=quality_lead)

    assert not Evidence.objects.exists()


def test_mentors_and_their_managers_are_told_once(released, mentor, peer, manager):
    told = [row.recipient for row in Notice.objects.filter(kind="learner_voice")]

    assert sorted(person.pk for person in told) == sorted([mentor.pk, peer.pk, manager.pk])


# The review reads it -----------------------------------------------------------------


def test_a_review_reads_figures_with_how_sure_they_are(released, mentor):
    (found,) = review_of(mentor)

    assert (found.title, found.n, found.invited, found.response_rate) == ("Spring", 24, 30, 80)
    assert [item.theme for item in found.items] == [
        "listening", "ownership", "targets", "belief", "help",
    ]  # fmt: skip
    item = found.items[0]
    assert item.wording == "My mentor listens to me."
    assert item.low < item.mean == 4.5 < item.high
    assert (item.n, item.spread) == (24, 0.51)


def test_a_review_reads_that_seven_are_too_few(screened, quality_lead, peer):
    voice.comment(screened.cohorts.get(mentor=peer), "Good.", CommentState.CLEAR)
    services.release_campaign(campaign=screened, by=quality_lead)

    (found,) = review_of(peer)

    assert (found.is_hidden, found.n, found.items, found.comments) == (True, 7, [], [])


def test_a_review_reads_screened_comments_alone(framework, quality_lead, mentor):
    campaign = voice.campaign(quality_lead, CampaignState.SCREENING)
    cohort = voice.cohort(campaign, mentor, answers=[4] * 12)
    voice.comment(cohort, "Good.", CommentState.CLEAR)
    voice.comment(cohort, "Aisha!", CommentState.EDITED, shown="[a friend]!")
    voice.comment(cohort, "Not this", CommentState.HELD_BACK)
    voice.comment(cohort, "Nor this", CommentState.PASSED_ON)
    services.release_campaign(campaign=campaign, by=quality_lead)

    (found,) = review_of(mentor)

    assert sorted(found.comments) == ["Good.", "[a friend]!"]


def test_a_review_reads_nothing_of_other_days_or_open_campaigns(released, open_campaign, mentor):
    voice.cohort(open_campaign, mentor, answers=[5] * 20)
    today = timezone.localdate()

    assert len(review_of(mentor)) == 1
    assert voice_for_review(mentor, today - timedelta(days=60), today) == []


@pytest.mark.parametrize("releases", [1, 3])
def test_a_review_reads_in_three_queries(
    framework, quality_lead, mentor, releases, django_assert_num_queries
):
    for place in range(releases):
        campaign = voice.campaign(quality_lead, CampaignState.SCREENING, title=f"C{place}")
        voice.comment(voice.cohort(campaign, mentor, answers=[4] * 12), state=CommentState.CLEAR)
        services.release_campaign(campaign=campaign, by=quality_lead)

    with django_assert_num_queries(3):
        found = review_of(mentor)
        assert len(found) == releases


# Sharing -----------------------------------------------------------------------------


def test_a_mentor_shows_her_figures_to_her_supervisor_and_takes_them_back(released, mentor):
    campaign = released.campaign
    for is_shown in (True, False):
        services.show_to_supervisor(campaign=campaign, mentor=mentor, is_shown=is_shown, by=mentor)
        assert VoiceCohort.objects.get(mentor=mentor).supervisor_reads is is_shown
        assert review_of(mentor)[0].supervisor_reads is is_shown


def test_nobody_shows_the_figures_of_another(released, mentor, peer, quality_lead):
    for person in (peer, quality_lead):
        with pytest.raises(PermissionDenied):
            services.show_to_supervisor(
                campaign=released.campaign, mentor=mentor, is_shown=True, by=person
            )


def test_what_is_not_released_is_not_shown_to_anybody(open_campaign, cohort, mentor):
    with pytest.raises(ValidationError):
        services.show_to_supervisor(campaign=open_campaign, mentor=mentor, is_shown=True, by=mentor)


# Privacy -----------------------------------------------------------------------------


def test_a_rights_request_finds_figures_and_shown_comments(framework, quality_lead, mentor, peer):
    campaign = voice.campaign(quality_lead, CampaignState.SCREENING)
    cohort = voice.cohort(campaign, mentor, answers=[4] * 12)
    voice.comment(cohort, "Good.", CommentState.CLEAR)
    voice.comment(cohort, "Not this", CommentState.HELD_BACK)
    services.release_campaign(campaign=campaign, by=quality_lead)

    found = list(record_class("voice_figures").about(mentor))

    assert [passage.part for passage in found] == ["figures", "comments"]
    assert "My mentor listens to me.: 4.0 of 5" in found[0].words
    assert found[1].words == "Good."
    assert list(record_class("voice_figures").about(peer)) == []
    assert list(record_class("voice_answers").about(mentor)) == []


def test_retention_takes_one_mentor_out_of_a_release(released, mentor, peer):
    kind = record_class("voice_figures")
    mentor.staff_profile.left_on = timezone.localdate() - timedelta(days=3000)
    mentor.staff_profile.save()

    aged = kind.aged(timezone.localdate() - timedelta(days=2200))
    assert [row.mentor for row in aged] == [mentor]
    assert kind.remove(aged) == 1

    released.refresh_from_db()
    assert set(released.figures["mentors"]) == {str(peer.pk)}
    assert list(kind.about(mentor)) == []
    assert [row.mentor for row in VoiceCohort.objects.all()] == [peer]
