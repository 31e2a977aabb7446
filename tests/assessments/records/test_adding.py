import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.records import services
from assessments.records.models import DisputeReview, RecordAddendum
from assessments.records.rules import Stance
from cms.people.accounts.rules import Role
from tests.factories.people import ReportingLineFactory, days_ago, make_person
from tests.factories.records import locked, met, shared, signed

pytestmark = pytest.mark.django_db
STRANGERS = ["peer", "manager", "other_manager", "quality_lead", "dsl", "admin", "hr", "dpo"]
VIEW = "I remember it otherwise."


@pytest.fixture
def head(db, supervisor):
    person = make_person("Ruth", "Pemberton", Role.LINE_MANAGER)
    ReportingLineFactory.create(person=supervisor, manager=person)
    return person


def disputed(mentor, supervisor):
    return signed(met(mentor, supervisor), stance=Stance.NOT_AGREED, comment=VIEW)


@pytest.mark.parametrize("who", ["mentor", "supervisor"])
def test_either_adds_after_the_lock_and_once(mentor, supervisor, who, request):
    record = locked(met(mentor, supervisor))
    person = request.getfixturevalue(who)

    for _ in range(2):
        services.add_addendum(record=record, words="The date moved.", by=person)

    addendum = RecordAddendum.objects.get()
    assert (addendum.author, addendum.words) == (person, "The date moved.")


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_adds(mentor, supervisor, who, request):
    record = locked(met(mentor, supervisor))

    with pytest.raises(PermissionDenied):
        services.add_addendum(record=record, words="x", by=request.getfixturevalue(who))


def test_nothing_is_added_before_the_lock_and_nothing_empty(mentor, supervisor):
    with pytest.raises(ValidationError):
        services.add_addendum(record=shared(met(mentor, supervisor)), words="x", by=mentor)
    record = locked(met(mentor, supervisor, days=2))
    with pytest.raises(ValidationError):
        services.add_addendum(record=record, words=" ", by=mentor)


def test_a_second_look_is_the_supervisors_managers(mentor, supervisor, head):
    record = disputed(mentor, supervisor)

    dispute = services.ask_for_dispute_review(record=record, by=mentor)
    again = services.ask_for_dispute_review(record=record, by=mentor)

    assert dispute == again
    assert dispute.reviewer == head


def test_who_agreed_asks_for_no_second_look(mentor, supervisor, head):
    with pytest.raises(ValidationError):
        services.ask_for_dispute_review(record=signed(met(mentor, supervisor)), by=mentor)


@pytest.mark.parametrize("who", ["supervisor", *STRANGERS])
def test_nobody_else_asks(mentor, supervisor, head, who, request):
    record = disputed(mentor, supervisor)

    with pytest.raises((PermissionDenied, ValidationError)):
        services.ask_for_dispute_review(record=record, by=request.getfixturevalue(who))
    assert not DisputeReview.objects.exists()


def test_without_a_manager_of_the_supervisor_she_is_told_whom_to_ask(mentor, supervisor):
    with pytest.raises(ValidationError, match="HR"):
        services.ask_for_dispute_review(record=disputed(mentor, supervisor), by=mentor)


def test_a_new_manager_of_the_supervisor_takes_it_over(mentor, supervisor, head):
    record = disputed(mentor, supervisor)
    services.ask_for_dispute_review(record=record, by=mentor)
    successor = make_person("Anita", "Berg", Role.LINE_MANAGER)
    supervisor.reporting_lines.update(ends_on=days_ago(1))
    ReportingLineFactory.create(person=supervisor, manager=successor, starts_on=days_ago(0))

    dispute = services.ask_for_dispute_review(record=record, by=mentor)

    assert dispute.reviewer == successor
    assert DisputeReview.objects.count() == 1


def test_the_answer_is_kept_and_given_once(mentor, supervisor, head):
    dispute = services.ask_for_dispute_review(record=disputed(mentor, supervisor), by=mentor)

    services.answer_dispute(dispute=dispute, outcome="Both views stand.", by=head)

    dispute.refresh_from_db()
    assert dispute.outcome == "Both views stand."
    with pytest.raises(ValidationError):
        services.answer_dispute(dispute=dispute, outcome="Again.", by=head)


@pytest.mark.parametrize("who", ["mentor", "supervisor", *STRANGERS])
def test_nobody_else_answers(mentor, supervisor, head, who, request):
    dispute = services.ask_for_dispute_review(record=disputed(mentor, supervisor), by=mentor)

    with pytest.raises(PermissionDenied):
        services.answer_dispute(dispute=dispute, outcome="x", by=request.getfixturevalue(who))
