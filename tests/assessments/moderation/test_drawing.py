from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.moderation.models import ModerationCase, ModerationRound
from assessments.moderation.queries.drawing import candidates_of, possible_moderators, preview_of
from assessments.moderation.rules import CaseReason, CaseState
from assessments.moderation.services import draw_round
from assessments.reviews.models import PerformanceReview
from assessments.reviews.rules import ReviewKind, ReviewState
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.teams.models import ConflictOfInterest, Cover
from cms.people.teams.rules import CoverKind
from tests.factories import moderation
from tests.factories import reviews as review_factory
from tests.factories.people import ReportingLineFactory, days_ago, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def managers(other_manager, third_manager):
    return other_manager, third_manager


def mentors(manager, many):
    for number in range(many):
        person = make_person(f"Mentor{number}", "Example", Role.MENTOR)
        ReportingLineFactory.create(person=person, manager=manager)
        yield person


@pytest.fixture
def ten(manager, cycle, managers):
    return [moderation.answered(person, manager, cycle) for person in mentors(manager, 10)]


def test_a_round_takes_a_share_and_tells_the_moderators(ten, cycle, quality_lead, managers):
    made = draw_round(cycle=cycle, by=quality_lead)

    cases = list(made.cases.order_by("letter"))
    assert [case.letter for case in cases] == ["A", "B"]
    assert {case.state for case in cases} == {CaseState.OPEN}
    assert all(case.reasons == [CaseReason.SAMPLE] for case in cases)
    assert all(case.before and set(case.before.values()) == {3} for case in cases)
    assert all(set(case.moderators.all()) == {quality_lead, *managers} for case in cases)
    sampled = PerformanceReview.objects.filter(is_sampled=True)
    assert set(sampled) == {case.review for case in cases}
    told = Notice.objects.filter(key=f"moderation-round-{made.pk}")
    assert {notice.recipient for notice in told} == {quality_lead, *managers}
    assert "2 reviews wait for you" in told[0].body
    assert AuditEvent.objects.get(verb="moderation_round.drawn").detail == {"cases": 2}


def test_a_draw_can_be_repeated_from_its_seed(ten, cycle, quality_lead):
    first = draw_round(cycle=cycle, by=quality_lead)
    drawn = dict(first.cases.values_list("letter", "review"))
    first.cases.all().delete()
    PerformanceReview.objects.update(is_sampled=False)

    again = draw_round(cycle=cycle, by=quality_lead, seed=first.seed)

    assert dict(again.cases.values_list("letter", "review")) == drawn


def test_drawn_twice_nothing_is_drawn_twice(ten, cycle, quality_lead):
    draw_round(cycle=cycle, by=quality_lead)

    with pytest.raises(ValidationError, match="nothing to draw"):
        draw_round(cycle=cycle, by=quality_lead)

    assert ModerationRound.objects.count() == 1
    assert ModerationCase.objects.count() == 2


def test_a_preview_counts_and_writes_nothing(ten, cycle, quality_lead):
    PerformanceReview.objects.filter(pk=ten[0].pk).update(is_disputed=True)
    ten[1].judgements.filter(area__code="own").update(rating=4)

    preview = preview_of(cycle)

    assert (preview.total, preview.reviews, preview.answered) == (4, 10, 10)
    assert dict(preview.reasons) == {
        "Drawn by chance": 2, "An area rated 1 or 4": 1, "The mentor disagrees": 1,
    }  # fmt: skip
    assert (preview.managers_short, preview.without_quality) == (0, 0)
    assert not ModerationRound.objects.exists()


@pytest.mark.parametrize("state", [state for state in ReviewState if state != "response"])
def test_only_an_answered_review_is_drawn(state, review, cycle, quality_lead):
    fields = {"final_at": timezone.now(), "words_hash": "a"} if state == ReviewState.FINAL else {}
    PerformanceReview.objects.update(state=state, **fields)

    with pytest.raises(ValidationError, match="nothing to draw"):
        draw_round(cycle=cycle, by=quality_lead)


def test_every_decision_about_probation_is_drawn(mentor, peer, manager, quality_lead, managers):
    cycle = review_factory.cycle(quality_lead, ReviewKind.PROBATION_DECISION)
    for person in (mentor, peer):
        row = moderation.answered(person, manager, cycle)
        PerformanceReview.objects.filter(pk=row.pk).update(template=cycle.template)

    made = draw_round(cycle=cycle, by=quality_lead)

    assert [case.reasons for case in made.cases.all()] == [[CaseReason.PROBATION]] * 2


@pytest.mark.parametrize("outsider", ["mentor", "manager", "hr", "dpo", "admin"])
def test_nobody_else_draws(request, outsider, review, cycle):
    with pytest.raises(PermissionDenied):
        draw_round(cycle=cycle, by=request.getfixturevalue(outsider))


def test_what_came_back_is_drawn_again_and_what_was_upheld_is_not(
    mentor, peer, manager, cycle, quality_lead, managers
):
    back = moderation.answered(mentor, manager, cycle)
    upheld = moderation.answered(peer, manager, cycle)
    for row, state in ((back, CaseState.RETURNED), (upheld, CaseState.UPHELD)):
        moderation.case_of(row, quality_lead, state=state, closed_at=timezone.now())

    made = draw_round(cycle=cycle, by=quality_lead)

    (case,) = made.cases.all()
    assert (case.review, case.reasons) == (back, [CaseReason.AGAIN])


def test_a_case_whose_words_were_taken_back_ends_and_is_drawn_anew(
    review, case, cycle, quality_lead
):
    now = timezone.now()
    PerformanceReview.objects.filter(pk=review.pk).update(shared_at=now - timedelta(hours=1))

    made = draw_round(cycle=cycle, by=quality_lead)

    case.refresh_from_db()
    assert case.state == CaseState.RETURNED
    assert "took the review back" in case.outcome_reason
    assert case.round.__class__.objects.get(pk=case.round_id).closed_at is not None
    assert made.cases.get().reasons == [CaseReason.AGAIN]


def test_a_quality_lead_near_a_case_is_no_moderator_of_it(review, cycle, quality_lead, managers):
    other_lead = make_person("Noor", "Aziz", Role.QUALITY_LEAD)
    today = days_ago(0)
    Cover.objects.create(
        stands_in=quality_lead, absent=review.reviewer, kind=CoverKind.MANAGER,
        starts_on=today, ends_on=today,
    )  # fmt: skip

    case = draw_round(cycle=cycle, by=quality_lead).cases.get()

    assert set(case.moderators.all()) == {other_lead, *managers}


def test_a_review_of_her_own_is_drawn_and_given_to_others(mentor, quality_lead, cycle, managers):
    review = moderation.answered(mentor, quality_lead, cycle)

    case = draw_round(cycle=cycle, by=quality_lead).cases.get()

    assert case.review == review
    assert set(case.moderators.all()) == set(managers)
    review.refresh_from_db()
    assert review.is_sampled


@pytest.mark.parametrize("relation", ["conflict", "conflict_back", "reports_to_reviewer",
                                      "manages_reviewer"])  # fmt: skip
def test_who_is_near_cannot_be_chosen(relation, case, mentor, manager, other_manager):
    if relation == "conflict":
        ConflictOfInterest.objects.create(
            person=other_manager, other=mentor, declared_by=other_manager
        )
    elif relation == "conflict_back":
        ConflictOfInterest.objects.create(person=manager, other=other_manager, declared_by=manager)
    elif relation == "reports_to_reviewer":
        ReportingLineFactory.create(person=other_manager, manager=manager)
    else:
        ReportingLineFactory.create(person=manager, manager=other_manager)

    assert other_manager not in possible_moderators(case)


def test_the_queries_of_a_preview_do_not_grow(
    manager, cycle, quality_lead, managers, django_assert_num_queries
):
    people = mentors(manager, 4)
    moderation.answered(next(people), manager, cycle)
    with django_assert_num_queries(11):
        preview_of(cycle)
    for person in people:
        moderation.answered(person, manager, cycle)
    with django_assert_num_queries(11):
        preview_of(cycle)
    assert len(candidates_of(cycle)) == 4
