import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.objectives.models import Objective
from assessments.reviews import services
from assessments.reviews.models import PerformanceReview, SetAsideDraft
from assessments.reviews.queries.lists import without_reviewer
from assessments.reviews.rules import ReviewState
from cms.people.accounts.rules import Role
from cms.people.notices.models import Notice
from cms.people.teams.models import ConflictOfInterest, Cover
from tests.factories import reviews
from tests.factories.people import ReportingLineFactory, days_ago, make_person

from .moves import finished, fresh, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(mentor, other_manager):
    """Manages the mentor from today."""
    mentor.reporting_lines.update(ends_on=days_ago(1))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=days_ago(0))
    return other_manager


def test_before_it_is_shared_the_new_reviewer_begins_empty(review, newcomer, hr, manager):
    services.hand_over(review=review, reviewer=newcomer, by=hr)

    now = fresh(review)
    assert (now.reviewer, now.state) == (newcomer, ReviewState.SELF_ASSESSMENT)
    assert (now.strengths, now.met_at, now.attested_at) == ("", None, None)
    assert not now.judgements.exists()
    assert not now.objective_links.filter(part="next").exists()
    kept = SetAsideDraft.objects.get()
    assert kept.author == manager
    assert kept.words["texts"]["strengths"] == reviews.STRENGTHS
    assert len(kept.words["areas"]) == 5
    assert len(kept.words["objectives"]) == 3


def test_objectives_nobody_else_has_read_go_and_their_words_are_kept(
    mentor, manager, newcomer, hr, senior
):
    review = reviews.ready_to_share(reviews.review(mentor, manager))
    unseen = reviews.next_objective(review, is_held_back=True, outcome="Nobody has read this")
    old = reviews.previous_objective(review)
    review.objective_links.filter(objective=old).update(outcome="met", reason="Seen in May.")

    services.hand_over(review=review, reviewer=newcomer, by=hr)

    assert not Objective.objects.filter(pk=unseen.pk).exists()
    assert Objective.objects.filter(owner=mentor).count() == 4
    link = review.objective_links.get(part="previous")
    assert (link.outcome, link.reason) == ("", "")
    kept = " ".join(SetAsideDraft.objects.get().words["objectives"])
    assert "Nobody has read this" in kept
    assert "Seen in May." in kept


def test_the_self_assessment_stays(review, newcomer, hr):
    services.hand_over(review=review, reviewer=newcomer, by=hr)

    assert fresh(review).self_assessment.submitted_at is not None


def test_nothing_written_leaves_nothing_aside(mentor, manager, newcomer, hr):
    review = reviews.review(mentor, manager)

    services.hand_over(review=review, reviewer=newcomer, by=hr)

    assert fresh(review).state == ReviewState.OPENED
    assert not SetAsideDraft.objects.exists()


def test_once_shared_the_words_stay(shared, newcomer, hr):
    services.hand_over(review=shared, reviewer=newcomer, by=hr)

    now = fresh(shared)
    assert (now.state, now.strengths) == (ReviewState.SHARED, reviews.STRENGTHS)
    assert not SetAsideDraft.objects.exists()


def test_all_three_hear_of_it_once(review, newcomer, hr, mentor, manager):
    services.hand_over(review=review, reviewer=newcomer, by=hr)
    services.hand_over(review=fresh(review), reviewer=newcomer, by=hr)

    told = Notice.objects.filter(key__startswith="review-handed")
    assert {notice.recipient for notice in told} == {newcomer, mentor, manager}
    assert told.count() == 3


def test_a_countersigner_who_is_not_senior_to_the_new_reviewer_changes(
    review, newcomer, hr, senior
):
    senior.role_grants.filter(role=Role.SENIOR_LEADER).delete()
    above = make_person("Ruth", "Amsel", Role.LINE_MANAGER)
    ReportingLineFactory.create(person=newcomer, manager=above)

    services.hand_over(review=review, reviewer=newcomer, by=hr)

    assert fresh(review).countersigner == above


def test_who_stands_in_takes_it_over(review, manager, other_manager, hr):
    Cover.objects.create(
        stands_in=other_manager, absent=manager, kind="manager",
        starts_on=days_ago(1), ends_on=days_ago(-20),
    )  # fmt: skip

    services.hand_over(review=review, reviewer=other_manager, by=hr)

    assert fresh(review).reviewer == other_manager


@pytest.mark.parametrize("who", ["peer", "mentor", "senior", "other_manager"])
def test_nobody_takes_it_who_does_not_manage_her(review, hr, who, request):
    with pytest.raises(ValidationError):
        services.hand_over(review=review, reviewer=request.getfixturevalue(who), by=hr)


def test_a_conflict_of_interest_stands_against_it(review, newcomer, mentor, hr):
    ConflictOfInterest.objects.create(person=newcomer, other=mentor, declared_by=newcomer)

    with pytest.raises(ValidationError, match="conflict of interest"):
        services.hand_over(review=review, reviewer=newcomer, by=hr)


@pytest.mark.parametrize("who", ["manager", "newcomer", "quality_lead", "senior", "dpo"])
def test_only_hr_hands_it_over(review, newcomer, who, request):
    with pytest.raises(PermissionDenied):
        services.hand_over(review=review, reviewer=newcomer, by=request.getfixturevalue(who))


def test_what_is_signed_or_over_is_not_handed_over(shared, newcomer, hr):
    for state in (ReviewState.SIGNED_MANAGER, ReviewState.FINAL, ReviewState.CANCELLED):
        put(shared, state)
        with pytest.raises(PermissionDenied):
            services.hand_over(review=shared, reviewer=newcomer, by=hr)


def test_the_former_reviewer_reads_no_word_of_it(client_of, review, manager, newcomer, hr):
    services.hand_over(review=review, reviewer=newcomer, by=hr)

    assert client_of(manager).get(review.get_absolute_url()).status_code == 404


def test_hr_sees_which_wait_for_a_reviewer(client_of, review, newcomer, hr, mentor):
    assert list(without_reviewer()) == [review]
    page = client_of(hr).get("/review/reviews/").content.decode()
    assert "These wait for a reviewer" in page

    services.hand_over(review=review, reviewer=newcomer, by=hr)

    assert list(without_reviewer()) == []


def test_a_stand_in_is_a_reviewer_who_is_there(review, manager, other_manager, hr):
    Cover.objects.create(
        stands_in=other_manager, absent=manager, kind="manager",
        starts_on=days_ago(1), ends_on=days_ago(-20),
    )  # fmt: skip
    services.hand_over(review=review, reviewer=other_manager, by=hr)

    assert list(without_reviewer()) == []


# Called off ------------------------------------------------------------------------


def test_called_off_with_a_reason_that_both_read(review, manager, mentor):
    services.cancel_review(review=review, reason=" She moves to another post. ", by=manager)
    services.cancel_review(review=review, reason="Again", by=manager)

    now = fresh(review)
    assert (now.state, now.cancelled_reason) == ("cancelled", "She moves to another post.")
    told = Notice.objects.get(recipient=mentor, key__startswith="review-off")
    assert told.body == "She moves to another post."


def test_what_the_mentor_has_read_is_not_called_off(shared, manager, hr):
    for person in (manager, hr):
        with pytest.raises(ValidationError, match="has read this review"):
            services.cancel_review(review=shared, reason="No.", by=person)


def test_to_call_off_needs_a_reason(review, manager):
    with pytest.raises(ValidationError, match="Write in a sentence why"):
        services.cancel_review(review=review, reason=" ", by=manager)
    with pytest.raises(ValidationError, match="under 300"):
        services.cancel_review(review=review, reason="a" * 301, by=manager)


@pytest.mark.parametrize("who", ["mentor", "peer", "senior", "dpo"])
def test_nobody_else_calls_it_off(review, who, request):
    with pytest.raises(PermissionDenied):
        services.cancel_review(review=review, reason="No.", by=request.getfixturevalue(who))


# Screens ---------------------------------------------------------------------------


def test_review_hand_over_by_form(client_of, review, newcomer, hr):
    client, address = client_of(hr), f"{review.get_absolute_url()}hand-over/"
    page = client.get(address).content.decode()
    assert newcomer.display_name in page
    assert reviews.STRENGTHS not in page

    client.post(address, {"reviewer": newcomer.pk})

    assert fresh(review).reviewer == newcomer


def test_review_hand_over_says_when_there_is_nobody(client_of, review, hr):
    page = client_of(hr).get(f"{review.get_absolute_url()}hand-over/").content.decode()

    assert "no other line manager today" in page


def test_review_hand_over_is_not_there_for_others(client_of, review, manager, quality_lead):
    for person in (manager, quality_lead):
        page = client_of(person).get(f"{review.get_absolute_url()}hand-over/")
        assert page.status_code == 404


def test_review_cancel_by_form(client_of, review, quality_lead, mentor):
    client, address = client_of(quality_lead), f"{review.get_absolute_url()}call-off/"
    assert client.get(address).status_code == 200

    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Opened by mistake."})

    assert fresh(review).state == ReviewState.CANCELLED
    page = client_of(mentor).get(review.get_absolute_url()).content.decode()
    assert "Opened by mistake." in page


def test_a_finished_review_has_no_way_out(client_of, shared, hr, manager):
    finished(shared)

    for person in (hr, manager):
        page = client_of(person).get(f"{shared.get_absolute_url()}call-off/")
        assert page.status_code == 404
    assert PerformanceReview.objects.get().state == ReviewState.FINAL
