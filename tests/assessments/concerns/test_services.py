from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.concerns import queries, services
from assessments.concerns.models import SafeguardingPointer
from assessments.concerns.rules import Stage
from cms.people.audit.models import AuditEvent
from cms.people.escalation.models import SafeguardingContact
from cms.people.notices.models import Notice
from tests.factories.supervision import agreement, held, moment, pointer

pytestmark = pytest.mark.django_db


def passed_on(by, session=None, **fields):
    facts = {
        "reported_at": timezone.now() - timedelta(minutes=5),
        "reported_to": "dsl",
        "method": "phone",
        "external_ref": "CPOMS 2231",
        **fields,
    }
    return services.add_pointer(session=session, by=by, **facts)


def told(person):
    return list(Notice.objects.filter(recipient=person).values_list("title", flat=True))


# Making one ----------------------------------------------------------------------


def test_add_pointer_keeps_four_facts_and_asks_the_lead(
    mentor, meeting, dsl, deputy, senior, on_the_card
):
    row = passed_on(mentor, meeting)

    assert (row.session, row.reported_by, row.stage) == (meeting, mentor, Stage.LEAD)
    assert row.external_ref == "CPOMS 2231"
    assert AuditEvent.objects.get().verb == "safeguarding_pointer.added"
    assert len(told(dsl)) == 1
    assert told(deputy) == told(senior) == []


def test_a_notice_says_when_and_neither_who_nor_where_nor_what(mentor, meeting, dsl, on_the_card):
    passed_on(mentor, meeting, reported_at=moment(0, 0))

    notice = Notice.objects.get(recipient=dsl)

    assert "passed on at 00:00" in notice.title
    assert notice.due_at is not None  # e-mailed at once
    assert notice.sent_by is None
    for secret in ("Yasmin", "Haddad", "2231", "Helen", str(meeting.pk) + "/"):
        assert secret not in notice.title + notice.body + notice.url


def test_everybody_with_the_role_is_asked_where_the_card_names_no_lead(mentor, dsl, deputy):
    row = passed_on(mentor)

    assert row.stage == Stage.DEPUTIES
    assert len(told(dsl)) == len(told(deputy)) == 1


def test_a_lead_marked_as_away_on_the_card_is_not_asked_alone(mentor, dsl, deputy, on_the_card):
    contact = SafeguardingContact.objects.get(kind="dsl")
    contact.away_from = timezone.localdate()
    contact.save()

    assert passed_on(mentor).stage == Stage.DEPUTIES
    assert len(told(deputy)) == 1


def test_a_lead_is_never_asked_about_what_she_reported(dsl, deputy, on_the_card):
    row = passed_on(dsl)

    assert row.stage == Stage.DEPUTIES
    assert told(dsl) == []
    assert len(told(deputy)) == 1


def test_the_only_lead_s_own_report_goes_to_the_senior_leaders_at_once(dsl, senior, on_the_card):
    row = passed_on(dsl)

    assert row.stage == Stage.SENIOR
    assert told(dsl) == []
    assert len(told(senior)) == 1


def test_a_deputy_s_report_is_asked_of_the_lead_and_never_of_herself(
    dsl, deputy, senior, on_the_card
):
    row = passed_on(deputy)
    assert row.stage == Stage.LEAD

    services.escalate_pointers(now=timezone.localtime() + timedelta(days=5))

    row.refresh_from_db()
    assert row.stage == Stage.SENIOR  # there is no other deputy
    assert told(deputy) == []
    assert len(told(senior)) == 1


def test_add_pointer_sent_twice_is_one(mentor, meeting, dsl, on_the_card):
    when = timezone.now() - timedelta(minutes=5)

    first, second = (passed_on(mentor, meeting, reported_at=when) for _ in range(2))

    assert first == second
    assert SafeguardingPointer.objects.count() == 1
    assert len(told(dsl)) == 1


def test_two_concerns_are_two_pointers(mentor, meeting):
    passed_on(mentor, meeting, external_ref="2231")
    passed_on(mentor, meeting, external_ref="2232")

    assert queries.pointer_count(meeting) == 2


def test_both_of_the_pair_may_note_one_and_a_mentor_outside_a_session(mentor, supervisor, meeting):
    passed_on(mentor, meeting)
    passed_on(supervisor, meeting)
    passed_on(mentor)

    assert queries.pointer_count(meeting) == 2


@pytest.mark.parametrize("person", ["peer", "manager", "other_manager", "dsl", "admin", "hr"])
def test_nobody_else_notes_one_in_a_session(person, meeting, request):
    with pytest.raises(PermissionDenied):
        passed_on(request.getfixturevalue(person), meeting)


def test_a_supervisor_of_another_pair_notes_none(mentor, peer, other_manager, meeting):
    other = held(agreement(peer, other_manager))

    with pytest.raises(PermissionDenied):
        passed_on(other.supervisor, meeting)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"external_ref": "Jade Smith"}, "external_ref"),
        ({"reported_at": timezone.now() + timedelta(hours=1)}, "reported_at"),
    ],
)
def test_add_pointer_refuses(mentor, fields, field):
    with pytest.raises(ValidationError) as refused:
        passed_on(mentor, **fields)

    assert field in refused.value.error_dict
    assert not SafeguardingPointer.objects.exists()


def test_add_pointer_takes_only_the_choices(mentor):
    with pytest.raises(ValueError, match="is not a valid"):
        passed_on(mentor, reported_to="principal")


def test_history_is_dated_and_nobody_is_e_mailed(mentor, dsl, on_the_card):
    at = timezone.localtime() - timedelta(days=40)

    row = passed_on(mentor, reported_at=at - timedelta(minutes=10), at=at)
    services.acknowledge_pointer(pointer=row, by=dsl, at=at + timedelta(minutes=35))

    row.refresh_from_db()
    assert (row.created_at, row.asked_at) == (at, at)
    assert not Notice.objects.exclude(due_at=None).exists()
    assert set(AuditEvent.objects.values_list("at", flat=True)) == {at, at + timedelta(minutes=35)}


# Answering -----------------------------------------------------------------------


def test_acknowledge_pointer_tells_who_reported_it(mentor, meeting, dsl):
    row = passed_on(mentor, meeting)

    services.acknowledge_pointer(pointer=row, by=dsl)

    row.refresh_from_db()
    assert row.acknowledged_by == dsl
    (title,) = told(mentor)
    assert title.endswith("has arrived")
    notice = Notice.objects.get(recipient=mentor)
    assert "2231" not in notice.title + notice.body


def test_acknowledge_pointer_only_once(mentor, dsl, deputy):
    row = passed_on(mentor)
    services.acknowledge_pointer(pointer=row, by=dsl)

    with pytest.raises(ValidationError, match="already"):
        services.acknowledge_pointer(pointer=row, by=deputy)

    row.refresh_from_db()
    assert row.acknowledged_by == dsl


@pytest.mark.parametrize(
    "person",
    ["mentor", "peer", "supervisor", "manager", "quality_lead", "admin", "hr", "dpo", "senior"],
)
def test_nobody_but_a_lead_acknowledges_or_closes(person, mentor, meeting, request):
    row = pointer(mentor, meeting)
    by = request.getfixturevalue(person)

    for service in (services.acknowledge_pointer, services.close_pointer):
        with pytest.raises(PermissionDenied):
            service(pointer=row, by=by)


def test_a_lead_does_not_answer_her_own(dsl, deputy):
    row = passed_on(dsl)

    with pytest.raises(PermissionDenied):
        services.acknowledge_pointer(pointer=row, by=dsl)
    services.acknowledge_pointer(pointer=row, by=deputy)
    with pytest.raises(PermissionDenied):
        services.close_pointer(pointer=row, by=dsl)


def test_close_pointer_after_it_was_acknowledged(mentor, dsl):
    row = passed_on(mentor)
    with pytest.raises(ValidationError, match="Acknowledge it first"):
        services.close_pointer(pointer=row, by=dsl)

    services.acknowledge_pointer(pointer=row, by=dsl)
    services.close_pointer(pointer=row, by=dsl)

    row.refresh_from_db()
    assert row.closed_by == dsl
    with pytest.raises(ValidationError, match="closed already"):
        services.close_pointer(pointer=row, by=dsl)
    assert AuditEvent.objects.filter(verb="safeguarding_pointer.closed").count() == 1


def test_no_name_nor_reference_is_in_the_audit(mentor, meeting, dsl):
    row = passed_on(mentor, meeting)
    services.acknowledge_pointer(pointer=row, by=dsl)

    for event in AuditEvent.objects.all():
        assert "2231" not in f"{event.object_words} {event.detail}"
