from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.services import discard_entry
from assessments.events import services
from assessments.events.models import EventAttendance, TrainingEvent
from assessments.standards.models import Statement
from cms.people.audit.models import AuditEvent
from tests.factories.events import event_content, training_event
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db
HOSTS = ["mentor", "manager", "quality_lead", "trainer", "supervisor", "admin"]


def without_role(person):
    person.role_grants.update(ends_on=days_ago(1))
    return type(person).objects.get(pk=person.pk)


# Hosting --------------------------------------------------------------------------


@pytest.mark.parametrize("host", HOSTS)
def test_whoever_works_here_leads_a_session(request, host):
    person = request.getfixturevalue(host)

    event = services.create_event(content=event_content(), by=person)

    assert event.host == person
    assert len(event.code) == 6


def test_whoever_works_here_no_more_leads_none(mentor):
    with pytest.raises(PermissionDenied):
        services.create_event(content=event_content(), by=without_role(mentor))


def test_a_kind_that_there_is_not_is_refused(trainer):
    with pytest.raises(ValidationError):
        services.create_event(content=event_content(activity_type="party"), by=trainer)
    assert not TrainingEvent.objects.exists()


def test_a_code_that_is_taken_is_drawn_again(trainer, event):
    second = TrainingEvent(
        host=trainer, title="Another", activity_type="workshop", minutes=30, code=event.code
    )

    services._save_with_new_code(second)

    assert second.pk
    assert second.code != event.code


def test_a_session_is_led_by_its_host_alone(event, manager, quality_lead):
    for by in (manager, quality_lead):
        for call in (
            lambda by=by: services.change_event(event=event, content=event_content(), by=by),
            lambda by=by: services.close_event(event=event, by=by),
            lambda by=by: services.reopen_event(event=event, by=by),
            lambda by=by: services.draft_leading(event=event, by=by),
        ):
            with pytest.raises(PermissionDenied):
                call()


def test_a_change_leaves_the_drafts_as_they_are(event, trainer, mentor):
    entry, _ = services.attend_event(event=event, by=mentor)

    services.change_event(
        event=event,
        content=event_content(title="Another name", minutes=30),
        statements=list(Statement.objects.filter(code="S1")),
        by=trainer,
    )

    entry.refresh_from_db()
    event.refresh_from_db()
    assert (event.title, event.minutes) == ("Another name", 30)
    assert (entry.title, entry.minutes) == ("Workshop on questioning", 90)


def test_a_closed_code_is_opened_again_until_the_calendar_ends_it(event, trainer, mentor):
    services.close_event(event=event, by=trainer)
    with pytest.raises(ValidationError, match="host has closed"):
        services.attend_event(event=event, by=mentor)

    services.reopen_event(event=event, by=trainer)
    services.attend_event(event=event, by=mentor)

    later = timezone.localtime() + timedelta(days=2)
    services.close_event(event=event, by=trainer)
    with pytest.raises(ValidationError, match="ended for good"):
        services.reopen_event(event=event, by=trainer, at=later)


# Being there ----------------------------------------------------------------------


def test_whoever_was_there_has_a_draft_with_what_is_known(event, mentor):
    entry, is_new = services.attend_event(event=event, by=mentor)

    assert is_new
    assert (entry.owner, entry.state) == (mentor, "draft")
    assert (entry.title, entry.activity_type) == ("Workshop on questioning", "workshop")
    assert (entry.start_on, entry.minutes) == (event.held_on, 90)
    assert (entry.provider, entry.is_participatory) == ("Larkmoor learning team", True)
    assert {row.code for row in entry.statements.all()} == {"S2", "K3"}
    assert entry.source == EventAttendance.objects.get()


def test_a_second_scan_gives_the_draft_that_is_there(event, mentor):
    first, _ = services.attend_event(event=event, by=mentor)
    second, is_new = services.attend_event(event=event, by=mentor)

    assert (second, is_new) == (first, False)
    assert EventAttendance.objects.count() == CPDEntry.objects.count() == 1


def test_a_second_scan_after_the_end_still_leads_to_the_draft(event, mentor):
    first, _ = services.attend_event(event=event, by=mentor)

    later = timezone.localtime() + timedelta(days=9)
    assert services.attend_event(event=event, by=mentor, at=later) == (first, False)


def test_a_discarded_draft_never_comes_back(event, mentor):
    entry, _ = services.attend_event(event=event, by=mentor)
    discard_entry(entry=entry, by=mentor)

    again, is_new = services.attend_event(event=event, by=mentor)

    assert (again.pk, again.state, is_new) == (entry.pk, "discarded", False)
    assert CPDEntry.objects.count() == 1


@pytest.mark.parametrize(("days", "code"), [(-1, "coming"), (2, "over")])
def test_nobody_was_there_before_or_long_after(trainer, mentor, framework, days, code):
    event = training_event(trainer, held_on=days_ago(days))

    with pytest.raises(ValidationError) as error:
        services.attend_event(event=event, by=mentor)

    assert error.value.code == code
    assert not EventAttendance.objects.exists()
    assert not CPDEntry.objects.exists()


def test_the_day_after_is_in_time(trainer, mentor, framework):
    event = training_event(trainer, held_on=days_ago(1))

    assert services.attend_event(event=event, by=mentor)[1]


def test_a_host_is_no_participant_of_her_own(event, trainer):
    with pytest.raises(ValidationError, match="You lead"):
        services.attend_event(event=event, by=trainer)
    assert not EventAttendance.objects.exists()


def test_whoever_works_here_no_more_was_not_there(event, mentor):
    with pytest.raises(PermissionDenied):
        services.attend_event(event=event, by=without_role(mentor))


def test_that_somebody_was_there_is_in_nobodys_audit(event, mentor):
    services.attend_event(event=event, by=mentor)

    assert not AuditEvent.objects.filter(Q(actor=mentor) | Q(about=mentor)).exists()


# Leading it is CPD, too -----------------------------------------------------------


def test_the_host_has_one_draft_of_having_led_it(event, trainer):
    entry, is_new = services.draft_leading(event=event, by=trainer)
    again, is_new_again = services.draft_leading(event=event, by=trainer)

    assert (is_new, is_new_again, again) == (True, False, entry)
    assert (entry.activity_type, entry.source) == ("leading_session", event)
    assert entry.title == "Led: Workshop on questioning"
    assert entry.is_participatory


def test_a_discarded_leading_draft_never_comes_back(event, trainer):
    entry, _ = services.draft_leading(event=event, by=trainer)
    discard_entry(entry=entry, by=trainer)

    assert services.draft_leading(event=event, by=trainer)[0].state == "discarded"


def test_nothing_is_logged_before_it_was_held(trainer, framework):
    event = training_event(trainer, held_on=days_ago(-1))

    with pytest.raises(ValidationError, match="once the session has been held"):
        services.draft_leading(event=event, by=trainer)


def test_a_title_of_full_length_still_makes_both_drafts(trainer, mentor, framework):
    event = training_event(trainer, title="x" * 200)

    assert len(services.draft_leading(event=event, by=trainer)[0].title) == 200
    assert services.attend_event(event=event, by=mentor)[0].title == "x" * 200


def test_nothing_prints_who_was_there(event, mentor):
    services.attend_event(event=event, by=mentor)
    attendance = EventAttendance.objects.get()

    assert "Yasmin" not in f"{attendance} {event}"
