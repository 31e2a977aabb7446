from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.reviews import services
from assessments.reviews.models import PerformanceReview, ReviewTemplate
from assessments.reviews.queries.cycles import (
    AWAY,
    CONFLICT,
    LEAVING,
    NO_MANAGER,
    NOT_YET,
    Choice,
    candidates,
)
from assessments.reviews.rules import ReviewKind, ReviewState
from cms.people.accounts.rules import Role
from cms.people.notices.models import Notice
from cms.people.teams.models import Absence, ConflictOfInterest
from tests.factories.people import ReportingLineFactory, days_ago, make_person

from .moves import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds(db):
    services.load_default_reviews()
    return {row.kind: row for row in ReviewTemplate.objects.all()}


def begin_post(person, weeks):
    person.staff_profile.started_on = days_ago(7 * weeks)
    person.staff_profile.save()


def why_of(person, **fields):
    values = {"today": timezone.localdate(), "due_on": days_ago(-30), **fields}
    found = {one.person: one.why_not for one in candidates(Choice(), **values)}
    return found[person]


# By weeks in post ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weeks", "kind"),
    [(4, "induction"), (12, "probation"), (20, "probation_decision"), (22, "probation_decision")],
)
def test_each_opens_in_its_week_once(kinds, mentor, manager, weeks, kind):
    begin_post(mentor, weeks)

    assert services.open_due_reviews() == 1
    assert services.open_due_reviews() == 0

    made = PerformanceReview.objects.get()
    assert (made.template.kind, made.reviewer, made.opened_by) == (kind, manager, None)
    assert made.period_from == days_ago(7 * weeks)
    assert made.due_on >= made.self_due_on


@pytest.mark.parametrize("weeks", [1, 9, 17, 60])
def test_between_the_weeks_and_for_those_long_in_post_nothing_opens(kinds, mentor, weeks):
    begin_post(mentor, weeks)

    assert services.open_due_reviews() == 0


def test_a_kind_that_is_not_in_use_opens_for_nobody(kinds, mentor):
    ReviewTemplate.objects.update(is_active=False)
    begin_post(mentor, 4)

    assert services.open_due_reviews() == 0


def test_hr_hears_once_of_somebody_who_cannot_be_given_one(kinds, mentor, hr):
    begin_post(mentor, 4)
    mentor.reporting_lines.all().delete()

    services.open_due_reviews()
    services.open_due_reviews()

    told = Notice.objects.get(recipient=hr)
    assert mentor.display_name in told.title
    assert told.body == f"{NO_MANAGER}."


def test_opened_both_are_told_and_somebody_is_there_to_countersign(kinds, mentor, manager, senior):
    begin_post(mentor, 20)

    services.open_due_reviews()

    made = PerformanceReview.objects.get()
    assert made.countersigner == senior
    told = Notice.objects.filter(key__endswith=f"-{made.pk}")
    assert {notice.recipient for notice in told} == {mentor, manager}


# Who is left out -------------------------------------------------------------------


def test_reasons_for_being_left_out(mentor, manager, peer):
    assert why_of(mentor) == ""

    absence = Absence.objects.create(person=mentor, starts_on=days_ago(3))
    assert why_of(mentor) == AWAY
    absence.delete()
    ConflictOfInterest.objects.create(person=manager, other=mentor, declared_by=mentor)
    assert why_of(mentor) == CONFLICT
    ConflictOfInterest.objects.update(ended_at=timezone.now())
    mentor.staff_profile.left_on = days_ago(-10)
    mentor.staff_profile.save()
    assert why_of(mentor) == LEAVING
    mentor.staff_profile.left_on, mentor.staff_profile.started_on = None, days_ago(-3)
    mentor.staff_profile.save()
    assert why_of(mentor) == NOT_YET
    peer.reporting_lines.all().delete()
    assert why_of(peer) == NO_MANAGER


def test_a_manager_without_the_role_reviews_nobody(mentor, manager):
    manager.role_grants.all().delete()

    assert "no role" in why_of(mentor)


def test_the_answer_costs_the_same_for_one_and_for_many(mentor, manager, django_assert_num_queries):
    with django_assert_num_queries(5):
        why_of(mentor)
    for number in range(3):
        person = make_person("Mentor", f"No{number}", Role.MENTOR)
        ReportingLineFactory.create(person=person, manager=manager)

    with django_assert_num_queries(5):
        why_of(mentor)


# For one person --------------------------------------------------------------------


@pytest.mark.parametrize("who", ["mentor", "manager", "hr", "quality_lead"])
def test_an_interim_review_is_begun_by_either_side(kinds, mentor, who, request):
    by = request.getfixturevalue(who)

    made = services.begin_review(
        template=kinds["interim"], person=mentor, period_from=days_ago(100), by=by
    )
    again = services.begin_review(
        template=kinds["interim"], person=mentor, period_from=days_ago(100), by=by
    )

    assert made == again
    assert (made.reviewee, made.opened_by, made.cycle) == (mentor, by, None)


@pytest.mark.parametrize("who", ["peer", "supervisor", "other_manager", "dpo"])
def test_nobody_else_begins_one(kinds, mentor, who, request):
    with pytest.raises(PermissionDenied):
        services.begin_review(
            template=kinds["interim"],
            person=mentor,
            period_from=days_ago(100),
            by=request.getfixturevalue(who),
        )


def test_another_kind_is_begun_by_hr_alone(kinds, mentor, manager, hr):
    given = {"template": kinds["probation"], "person": mentor, "period_from": days_ago(100)}

    with pytest.raises(PermissionDenied):
        services.begin_review(**given, by=manager)

    assert services.begin_review(**given, by=hr).template == kinds["probation"]


def test_begin_says_why_not(kinds, mentor, hr):
    given = {"template": kinds["interim"], "person": mentor, "by": hr}
    with pytest.raises(ValidationError, match="still to come"):
        services.begin_review(**given, period_from=days_ago(-2))
    mentor.reporting_lines.all().delete()
    with pytest.raises(ValidationError, match=NO_MANAGER):
        services.begin_review(**given, period_from=days_ago(20))
    kinds["interim"].is_active = False
    with pytest.raises(ValidationError, match="not in use"):
        services.begin_review(**given, period_from=days_ago(20))


def test_once_it_is_over_another_can_begin(kinds, mentor):
    given = {"template": kinds["interim"], "person": mentor, "by": mentor}
    first = services.begin_review(**given, period_from=days_ago(100))
    put(first, ReviewState.CANCELLED)

    assert services.begin_review(**given, period_from=days_ago(100)) != first


def test_review_begin_offers_a_mentor_herself(client_of, kinds, mentor, peer):
    client = client_of(mentor)
    page = client.get("/review/reviews/begin/").content.decode()
    assert peer.display_name not in page

    sent = {
        "person": mentor.pk,
        "template": kinds["interim"].pk,
        "period_from": days_ago(90).isoformat(),
    }
    answered = client.post("/review/reviews/begin/", sent)

    made = PerformanceReview.objects.get()
    assert answered.url == made.get_absolute_url()
    assert made.reviewee == mentor


def test_review_begin_refuses_somebody_else_and_a_kind_that_is_not_hers(
    client_of, kinds, mentor, peer
):
    sent = {
        "person": peer.pk,
        "template": kinds["annual"].pk,
        "period_from": timezone.localdate() - timedelta(days=9),
    }

    page = client_of(mentor).post("/review/reviews/begin/", sent)

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"person", "template"}
    assert ReviewKind.ANNUAL in kinds


def test_review_begin_is_not_there_for_a_supervisor(client_of, supervisor):
    assert client_of(supervisor).get("/review/reviews/begin/").status_code == 404
