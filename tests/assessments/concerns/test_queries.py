from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.concerns import queries, services
from assessments.concerns.access import can_list_pointers, known_to, readable_by
from assessments.concerns.models import SafeguardingPointer
from assessments.concerns.rules import Stage
from cms.people.accounts.rules import Role
from cms.people.teams.models import Cover
from cms.people.teams.rules import CoverKind
from tests.factories.people import RoleGrantFactory, days_ago, make_person
from tests.factories.supervision import agreement, group, held, pointer

pytestmark = pytest.mark.django_db
NOBODYS = ["peer", "manager", "other_manager", "quality_lead", "trainer", "admin", "hr", "dpo"]


def seen(person, rule):
    return SafeguardingPointer.objects.filter(rule(person)).count()


# Who knows -----------------------------------------------------------------------


@pytest.mark.parametrize("stranger", [*NOBODYS, "senior"])
def test_nobody_else_knows_that_there_is_one(stranger, mentor, meeting, request):
    pointer(mentor, meeting)
    pointer(mentor)
    person = request.getfixturevalue(stranger)

    assert (seen(person, readable_by), seen(person, known_to)) == (0, 0)
    assert queries.pointers_known_to(person, meeting) == []


def test_the_supervisor_of_the_session_knows_and_does_not_read_it(mentor, supervisor, meeting):
    pointer(mentor, meeting)
    pointer(mentor)

    assert (seen(supervisor, readable_by), seen(supervisor, known_to)) == (0, 1)


def test_a_supervisor_of_another_session_knows_nothing(mentor, peer, meeting):
    other = make_person("Tunde", "Bakare", Role.SUPERVISOR)
    held(agreement(peer, other))
    pointer(mentor, meeting)

    assert seen(other, known_to) == 0
    assert queries.pointers_known_to(other, meeting) == []


def test_a_supervisor_who_covers_knows_while_she_does(mentor, supervisor, meeting):
    stands_in = make_person("Tunde", "Bakare", Role.SUPERVISOR)
    pointer(mentor, meeting)
    assert seen(stands_in, known_to) == 0

    Cover.objects.create(
        stands_in=stands_in, absent=supervisor, kind=CoverKind.SUPERVISOR,
        starts_on=days_ago(1), ends_on=days_ago(-1), set_by=supervisor,
    )  # fmt: skip

    assert seen(stands_in, known_to) == 1
    assert seen(stands_in, readable_by) == 0


def test_in_a_group_the_others_know_nothing(mentor, peer, supervisor):
    meeting = group(supervisor, [mentor, peer])
    pointer(mentor, meeting)

    assert len(queries.pointers_known_to(mentor, meeting)) == 1
    assert len(queries.pointers_known_to(supervisor, meeting)) == 1
    assert queries.pointers_known_to(peer, meeting) == []


def test_leads_read_all_and_who_reported_hers(mentor, dsl, meeting):
    pointer(mentor, meeting)
    pointer(dsl)

    assert seen(dsl, readable_by) == 2
    assert seen(mentor, readable_by) == 1


def test_a_superuser_is_nobody_special(mentor, meeting):
    boss = make_person("Super", "User", is_superuser=True, is_staff=True)
    pointer(mentor, meeting)

    assert (seen(boss, readable_by), seen(boss, known_to)) == (0, 0)


def test_who_has_no_role_any_more_reads_nothing(mentor, meeting):
    pointer(mentor, meeting)
    mentor.role_grants.update(ends_on=days_ago(1))

    assert list(queries.own_pointers(mentor)) == []


# Story 7 of the demo college -----------------------------------------------------


def test_passed_on_in_the_session_and_acknowledged_after_35_minutes(
    mentor, supervisor, dsl, meeting, on_the_card
):
    begun = timezone.now() - timedelta(hours=2)
    row = services.add_pointer(
        session=meeting, reported_at=begun, reported_to="dsl", method="phone",
        external_ref="CPOMS 2231", by=mentor, at=begun,
    )  # fmt: skip
    (known,) = queries.pointers_known_to(supervisor, meeting)
    assert (known.reported_at, known.is_acknowledged, known.pointer) == (begun, False, None)

    services.acknowledge_pointer(pointer=row, by=dsl, at=begun + timedelta(minutes=35))

    (known,) = queries.pointers_known_to(supervisor, meeting)
    assert (known.is_acknowledged, known.pointer) == (True, None)
    (hers,) = queries.pointers_known_to(mentor, meeting)
    assert hers.pointer.external_ref == "CPOMS 2231"
    assert queries.pointer_count(meeting) == 1
    assert row.stage == Stage.LEAD


@pytest.mark.parametrize("count", [1, 3])
def test_pointers_known_to_costs_one_query(
    mentor, supervisor, meeting, count, django_assert_num_queries
):
    for _ in range(count):
        pointer(mentor, meeting)
    supervisor.__dict__.pop("_roles_today", None)

    with django_assert_num_queries(2):  # her roles, and the rows
        assert len(queries.pointers_known_to(supervisor, meeting)) == count


# The desk ------------------------------------------------------------------------


def test_the_desk_has_the_longest_wait_first(mentor, peer, dsl):
    now = timezone.now()
    new = pointer(mentor)
    old = pointer(peer, created_at=now - timedelta(days=3), reported_at=now - timedelta(days=4))
    answered = pointer(mentor, acknowledged_at=now, acknowledged_by=dsl)
    closed = pointer(mentor, acknowledged_at=now, acknowledged_by=dsl, closed_at=now, closed_by=dsl)

    assert list(queries.desk(dsl)) == [old, new, answered]
    assert list(queries.desk(dsl, is_closed=True)) == [closed]
    assert queries.desk_counts(dsl) == {"waiting": 2, "acknowledged": 1, "closed": 1}


def test_a_row_of_the_desk_says_how_long_and_what_she_may_do(mentor, dsl):
    now = timezone.now()
    theirs, own = pointer(mentor), pointer(dsl)
    late = pointer(mentor, created_at=now - timedelta(days=7), reported_at=now - timedelta(days=8))

    rows = {row.pointer: row for row in queries.desk_rows(dsl, [theirs, own, late])}

    assert rows[theirs].waited_words == "0 min"
    assert rows[theirs].can_acknowledge
    assert not rows[own].can_acknowledge
    assert rows[own].is_own
    assert rows[late].is_late
    assert rows[late].waited_words == "5 days"


def test_the_list_is_a_lead_s_alone(mentor, dsl):
    RoleGrantFactory.create(holder=mentor, role=Role.SUPERVISOR)

    assert can_list_pointers(dsl)
    assert not can_list_pointers(mentor)


# The card ------------------------------------------------------------------------


def test_numbers_are_parts_of_the_card_in_the_order_asked_for(on_the_card):
    for_all = queries.numbers(*queries.ABOUT_ANYBODY)
    for_staff = queries.numbers(*queries.ABOUT_STAFF)

    assert [part.section.code for part in for_all.parts] == ["line", "out_of_hours", "outside"]
    assert [part.section.code for part in for_staff.parts] == ["staff", "outside"]


def test_numbers_of_an_empty_card_are_none(db):
    assert queries.numbers(*queries.ABOUT_ANYBODY).parts == ()


# A session to come from ----------------------------------------------------------


@pytest.mark.parametrize("asked", ["", "x", "0", "-1", "1e3", "٣", "9" * 30])
def test_session_of_takes_nonsense_calmly(mentor, asked):
    assert queries.session_of(mentor, asked) is None


def test_session_of_is_one_s_own(mentor, peer, supervisor, manager, meeting):
    asked = str(meeting.pk)

    assert queries.session_of(mentor, asked) == meeting
    assert queries.session_of(supervisor, asked) == meeting
    assert queries.session_of(peer, asked) is None
    assert queries.session_of(manager, asked) is None
