from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.moderation.models import ModeratorView
from assessments.moderation.rules import CaseState
from assessments.moderation.rules.judging import Outcome
from assessments.moderation.services import choose_moderators, close_case, give_view, step_aside
from assessments.reviews.models import PerformanceReview
from assessments.reviews.rules import ReviewState
from cms.people.audit.models import AuditEvent
from cms.people.audit.rules import EventKind
from cms.people.notices.models import Notice
from cms.people.teams.models import ConflictOfInterest
from tests.factories import moderation

pytestmark = pytest.mark.django_db
WHY = "The two observations and the notes carry these ratings, read against the anchors."


def ratings(case, rating=3):
    return dict.fromkeys(case.before, rating)


def decided(case, by, state=CaseState.UPHELD, agreed=None):
    return close_case(case=case, outcome=Outcome(state, WHY, agreed or {}), by=by)


# A view -----------------------------------------------------------------------------


def test_a_moderator_rates_every_area_once(case, other_manager):
    made = give_view(case=case, ratings=ratings(case), comment=" Look at coaching. ",
                     by=other_manager)  # fmt: skip

    assert made.ratings == ratings(case)
    assert made.comment == "Look at coaching."
    with pytest.raises(ValidationError, match="already"):
        give_view(case=case, ratings=ratings(case, 2), by=other_manager)
    assert ModeratorView.objects.count() == 1
    event = AuditEvent.objects.get(verb="moderation_case.viewed")
    assert (event.about, event.detail) == (case.review.reviewee, {})


def test_a_view_is_whole_or_not_kept(case, other_manager):
    with pytest.raises(ValidationError, match="every area"):
        give_view(case=case, ratings={"coaching": 3}, by=other_manager)
    assert not ModeratorView.objects.exists()


@pytest.mark.parametrize("outsider", ["mentor", "manager", "peer", "hr", "dpo", "admin", "dsl"])
def test_only_its_moderators_rate_a_case(request, outsider, case):
    with pytest.raises(PermissionDenied):
        give_view(case=case, ratings=ratings(case), by=request.getfixturevalue(outsider))


def test_a_moderator_with_a_new_conflict_rates_no_more(case, other_manager, mentor):
    ConflictOfInterest.objects.create(person=mentor, other=other_manager, declared_by=mentor)

    with pytest.raises(PermissionDenied):
        give_view(case=case, ratings=ratings(case), by=other_manager)


@pytest.mark.parametrize("state", [ReviewState.MEETING_HELD, ReviewState.SHARED])
def test_a_review_that_was_taken_back_is_not_rated(case, review, other_manager, state):
    PerformanceReview.objects.filter(pk=review.pk).update(state=state)

    with pytest.raises(ValidationError, match="taken this review back"):
        give_view(case=case, ratings=ratings(case), by=other_manager)


def test_words_shared_anew_are_not_those_that_were_drawn(case, review, other_manager):
    now = timezone.now() - timedelta(minutes=1)
    PerformanceReview.objects.filter(pk=review.pk).update(shared_at=now)

    with pytest.raises(ValidationError, match="taken this review back"):
        give_view(case=case, ratings=ratings(case), by=other_manager)


def test_with_the_last_view_the_others_are_told(case, quality_lead, other_manager, third_manager):
    for person in (quality_lead, other_manager):
        give_view(case=case, ratings=ratings(case), by=person)
    assert not Notice.objects.exists()

    give_view(case=case, ratings=ratings(case), by=third_manager)

    told = {notice.recipient for notice in Notice.objects.all()}
    assert told == {quality_lead, other_manager}


# The decision -----------------------------------------------------------------------


def test_upheld_the_review_can_be_signed(rated_case, quality_lead, mentor, manager):
    closed = decided(rated_case, quality_lead)

    review = PerformanceReview.objects.get()
    assert (closed.state, review.state) == (CaseState.UPHELD, ReviewState.MODERATED)
    assert (closed.after, closed.outcome_reason) == ({}, WHY)
    assert (closed.closed_by, closed.round.closed_at is None) == (quality_lead, True)
    rated_case.round.refresh_from_db()
    assert rated_case.round.closed_at is not None
    told = Notice.objects.filter(key=f"moderation-outcome-{closed.pk}")
    assert {notice.recipient for notice in told} == {mentor, manager}
    assert not any(WHY in notice.body for notice in Notice.objects.all())


def test_returned_the_reviewer_looks_again(rated_case, quality_lead):
    decided(rated_case, quality_lead, CaseState.RETURNED)

    review = PerformanceReview.objects.get()
    assert (review.state, review.is_sampled) == (ReviewState.MEETING_HELD, False)


def test_changed_the_reviewer_is_told_which_ratings(rated_case, quality_lead):
    closed = decided(rated_case, quality_lead, CaseState.CHANGED, {"coaching": 2, "own": 3})

    assert closed.after == {"coaching": 2}
    assert closed.before["coaching"] == 3
    assert closed.outcome_reason.endswith("Coaching and communication: 3, secure → 2, developing.")
    review = PerformanceReview.objects.get()
    assert review.state == ReviewState.MEETING_HELD
    assert review.judgements.get(area__code="coaching").rating == 3  # the reviewer changes it


def test_nothing_is_decided_before_everybody_has_rated(case, quality_lead, other_manager):
    for person in (quality_lead, other_manager):
        moderation.view_of(case, person)

    with pytest.raises(ValidationError, match="everybody has rated"):
        decided(case, quality_lead)


def test_one_alone_decides_nothing(case, quality_lead):
    case.moderators.set([quality_lead])
    moderation.view_of(case, quality_lead)

    with pytest.raises(ValidationError, match="everybody has rated"):
        decided(case, quality_lead)


def test_decided_twice_it_stays_as_it_was(rated_case, quality_lead):
    decided(rated_case, quality_lead)

    with pytest.raises(ValidationError, match="decided already"):
        decided(rated_case, quality_lead, CaseState.RETURNED)


def test_the_quality_lead_of_the_case_writes_it_down(rated_case, other_manager, mentor):
    for person in (other_manager, mentor):
        with pytest.raises(PermissionDenied):
            decided(rated_case, person)


def test_without_a_quality_lead_a_manager_writes_it_down(rated_case, quality_lead, other_manager):
    rated_case.moderators.remove(quality_lead)

    assert decided(rated_case, other_manager).state == CaseState.UPHELD


# Who moderates ----------------------------------------------------------------------


def test_a_moderator_steps_aside_without_a_reason(case, quality_lead, other_manager):
    step_aside(case=case, by=other_manager)

    assert other_manager not in case.moderators.all()
    assert Notice.objects.get().recipient == quality_lead
    with pytest.raises(PermissionDenied):
        step_aside(case=case, by=other_manager)


def test_who_has_rated_does_not_step_aside(rated_case, other_manager):
    with pytest.raises(ValidationError, match="You have rated"):
        step_aside(case=rated_case, by=other_manager)


def test_a_quality_lead_chooses_and_who_has_rated_stays(
    case, quality_lead, other_manager, third_manager
):
    moderation.view_of(case, other_manager)

    choose_moderators(case=case, people=[quality_lead], by=quality_lead)

    assert set(case.moderators.all()) == {quality_lead, other_manager}
    choose_moderators(case=case, people=[quality_lead, third_manager], by=quality_lead)
    assert Notice.objects.get().recipient == third_manager


def test_nobody_near_it_is_chosen(case, quality_lead, manager, mentor):
    for person in (manager, mentor):
        with pytest.raises(ValidationError, match="not near"):
            choose_moderators(case=case, people=[quality_lead, person], by=quality_lead)


def test_one_alone_is_no_talk(case, quality_lead):
    with pytest.raises(ValidationError, match="at least two"):
        choose_moderators(case=case, people=[quality_lead], by=quality_lead)


@pytest.mark.parametrize("outsider", ["mentor", "manager", "other_manager", "hr", "dpo"])
def test_nobody_else_chooses(request, outsider, case, quality_lead, third_manager):
    with pytest.raises(PermissionDenied):
        choose_moderators(
            case=case, people=[quality_lead, third_manager], by=request.getfixturevalue(outsider)
        )


def test_moderators_of_a_decided_case_stay(rated_case, quality_lead, third_manager):
    decided(rated_case, quality_lead)

    with pytest.raises(ValidationError, match="decided already"):
        choose_moderators(case=rated_case, people=[quality_lead, third_manager], by=quality_lead)


def test_that_a_case_was_opened_is_a_reading(case, other_manager, client_of):
    client_of(other_manager).get(case.get_absolute_url())

    event = AuditEvent.objects.get(verb="moderation_case.opened")
    assert (event.kind, event.about) == (EventKind.READ, case.review.reviewee)
