from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from courses.enrolment.models import Enrolment, ProgrammeEnrolment
from courses.enrolment.queries import current_enrolment, current_enrolments
from courses.enrolment.rules import EnrolmentReason
from courses.enrolment.services import enrol, enrol_in_programme, withdraw_enrolment
from tests.factories.courses import completion, enrolment, module_page, programme_page

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def programme():
    page = programme_page()
    module_page(page, code="TGT", due_after_days=28)
    module_page(page, code="COQ", due_after_days=None)
    module_page(page, code="NEW", live=False)
    return page


def test_a_programme_puts_its_published_modules_on_the_list(mentor, manager, programme):
    start = date(2026, 11, 2)

    enrol_in_programme(participant=mentor, programme=programme, starts_on=start, by=manager)

    rows = Enrolment.objects.order_by("module__path").values_list(
        "module__code", "due_on", "reason"
    )
    assert list(rows) == [
        ("TGT", start + timedelta(days=28), "programme"),
        ("COQ", None, "programme"),
    ]


def test_one_notice_is_sent_for_the_whole_programme(mentor, manager, programme):
    enrol_in_programme(participant=mentor, programme=programme, by=manager)
    enrol_in_programme(participant=mentor, programme=programme, by=manager)

    notice = Notice.objects.get(recipient=mentor)
    assert (notice.kind, notice.url) == ("module_assigned", programme.url)
    assert ProgrammeEnrolment.objects.count() == 1
    assert Enrolment.objects.count() == 2


def test_called_again_it_adds_the_modules_published_since(mentor, manager, programme):
    start = TODAY() - timedelta(days=30)
    enrol_in_programme(participant=mentor, programme=programme, starts_on=start, by=manager)
    module_page(programme, code="MND", due_after_days=70)

    enrol_in_programme(participant=mentor, programme=programme, by=manager)

    row = Enrolment.objects.get(module__code="MND")
    assert row.due_on == start + timedelta(days=70)
    assert Enrolment.objects.count() == 3


@pytest.mark.parametrize(
    "who", ["peer", "other_manager", "supervisor", "trainer", "hr", "dpo", "dsl"]
)
def test_others_may_not_enrol_somebody(request, mentor, programme, who):
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        enrol_in_programme(participant=mentor, programme=programme, by=by)
    with pytest.raises(PermissionDenied):
        enrol(participant=mentor, module=module_page(programme, code="GRP"), by=by)
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize(
    ("who", "reason", "days"),
    [
        ("mentor", "chosen", None),
        ("manager", "assigned", 28),
        ("quality_lead", "assigned", 28),
        ("admin", "assigned", 28),
    ],
)
def test_reason_and_due_date_follow_from_who_asks(request, mentor, who, reason, days):
    module = module_page()

    row = enrol(participant=mentor, module=module, by=request.getfixturevalue(who))

    assert row.reason == reason
    assert row.due_on == (TODAY() + timedelta(days=days) if days else None)
    assert Notice.objects.filter(recipient=mentor).exists() == (who != "mentor")
    event = AuditEvent.objects.get(verb="enrolment.opened")
    assert (event.about, event.detail["cycle"]) == (mentor, 1)


def test_asking_twice_gives_the_same_row(mentor, manager):
    module = module_page()

    first = enrol(participant=mentor, module=module, by=mentor)
    second = enrol(participant=mentor, module=module, by=manager)

    assert first == second
    assert Enrolment.objects.count() == 1


def test_a_renewal_is_a_new_cycle_due_on_the_old_ones_last_day(mentor):
    module = module_page()
    old = enrolment(mentor, module)
    last_day = TODAY() + timedelta(days=20)
    completion(old, expires_on=last_day)

    new = enrol(participant=mentor, module=module, by=mentor)

    assert (new.cycle, new.reason, new.due_on) == (2, EnrolmentReason.RECERTIFY, last_day)
    assert current_enrolment(mentor, module) == new
    old.refresh_from_db()
    assert old.withdrawn_at is None


def test_a_renewal_of_what_has_run_out_is_due_now(mentor):
    module = module_page()
    completion(enrolment(mentor, module), expires_on=TODAY() - timedelta(days=6))

    assert enrol(participant=mentor, module=module, by=mentor).due_on == TODAY()


def test_a_renewal_before_its_window_is_refused(mentor):
    module = module_page()
    completion(enrolment(mentor, module), expires_on=TODAY() + timedelta(days=200))

    with pytest.raises(ValidationError, match="can be renewed from"):
        enrol(participant=mentor, module=module, by=mentor)


def test_a_module_can_be_taken_off_with_a_reason_and_put_on_again(mentor, manager):
    module = module_page()
    row = enrolment(mentor, module)

    withdraw_enrolment(enrolment=row, reason="Not in this role", by=manager)
    again = enrol(participant=mentor, module=module, by=manager)

    assert current_enrolment(mentor, module) == again
    assert again.cycle == 2
    assert AuditEvent.objects.get(verb="enrolment.withdrawn").detail["reason"] == "Not in this role"


@pytest.mark.parametrize("who", ["mentor", "peer", "other_manager", "trainer"])
def test_nobody_else_takes_a_module_off(request, mentor, who):
    row = enrolment(mentor, module_page())
    with pytest.raises(PermissionDenied):
        withdraw_enrolment(
            enrolment=row, reason="I do not like it", by=request.getfixturevalue(who)
        )


def test_a_completed_module_is_not_taken_off(mentor, manager):
    row = enrolment(mentor, module_page())
    completion(row)
    with pytest.raises(ValidationError):
        withdraw_enrolment(enrolment=row, reason="Too late", by=manager)


def test_a_cycle_is_unique(mentor):
    module = module_page()
    enrolment(mentor, module)
    with pytest.raises(IntegrityError):
        enrolment(mentor, module)


@pytest.mark.parametrize("people", [1, 3])
def test_current_enrolments_take_one_query(
    mentor, peer, manager, people, django_assert_num_queries
):
    module = module_page()
    everyone = [mentor, peer, manager][:people]
    for person in everyone:
        completion(enrolment(person, module))
        enrolment(person, module, cycle=2)
    with django_assert_num_queries(1):
        rows = current_enrolments([person.pk for person in everyone])
        [getattr(row, "completion", None) for row in rows]

    assert [row.cycle for row in rows] == [2] * people


def test_history_can_be_dated_and_mails_nobody(mentor, manager, programme, mailoutbox):
    then = timezone.localtime() - timedelta(days=100)

    enrol_in_programme(participant=mentor, programme=programme, by=manager, at=then)

    row = Enrolment.objects.get(module__code="TGT")
    assert row.assigned_on == timezone.localdate(then)
    assert row.due_on == timezone.localdate(then) + timedelta(days=28)
    assert set(AuditEvent.objects.values_list("at", flat=True)) == {then}
    assert mailoutbox == []
