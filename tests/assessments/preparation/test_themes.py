from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.actions.models import SupervisionAction
from assessments.preparation import queries
from assessments.standards.models import Statement
from tests.factories.plans import plan_line
from tests.factories.supervision import action, agreement, held, locked, record

pytestmark = pytest.mark.usefixtures("framework")


def name(row, *codes):
    row.statements.set(Statement.objects.filter(code__in=codes))
    return row


def themes(person, reader):
    return [(row.statement.code, row.times) for row in queries.repeat_themes(person, reader)]


def test_what_comes_up_three_times_in_a_year_is_said_to_the_pair(pair, mentor, supervisor):
    name(action(held(pair, days=90)), "S4", "S2")
    name(locked(held(pair, days=60)), "S4")
    name(action(held(pair, days=30)), "S4", "S2")
    name(record(held(pair, days=5)), "K1")

    assert themes(mentor, mentor) == [("S4", 3)]
    (theme,) = queries.repeat_themes(mentor, supervisor)
    assert theme.since == timezone.localdate() - timedelta(days=90)


def test_a_session_counts_once_however_often_it_is_named_in_it(pair, mentor):
    meeting = held(pair)
    for _ in range(3):
        name(action(meeting), "S4")
    name(locked(meeting), "S4")

    assert themes(mentor, mentor) == []


def test_more_than_a_year_ago_is_forgotten(pair, mentor):
    for days in (400, 380, 20):
        name(action(held(pair, days=days)), "S4")

    assert themes(mentor, mentor) == []


def test_of_another_supervisor_s_sessions_nothing_is_counted(pair, mentor, manager):
    theirs = agreement(mentor, manager)
    for meeting in (held(pair, 50), held(pair, 40), held(theirs, 30)):
        row = name(action(meeting), "S4")
        SupervisionAction.objects.filter(pk=row.pk).update(state="done", closed_at=timezone.now())

    assert themes(mentor, mentor) == [("S4", 3)]
    assert themes(mentor, manager) == []


@pytest.mark.parametrize("who", ["peer", "manager", "quality_lead", "hr", "dpo"])
def test_they_are_said_to_nobody_else(pair, mentor, who, request):
    for days in (50, 40, 30):
        row = name(action(held(pair, days=days)), "S4")
        row.supervisee_shares = row.supervisor_shares = True
        row.save()

    assert not queries.is_of_the_pair(mentor, request.getfixturevalue(who))


@pytest.mark.parametrize("count", [1, 3])
def test_themes_take_three_queries(pair, mentor, django_assert_num_queries, count):
    for days in (50, 40, 30):
        name(action(held(pair, days=days)), *["S4", "S2", "K1"][:count])
    themes(mentor, mentor)

    with django_assert_num_queries(3):
        assert len(queries.repeat_themes(mentor, mentor)) == count


# What has gone quiet --------------------------------------------------------------------------


def silent(person, reader):
    return [row.code for row in queries.silent_statements(person, reader)]


def three(pair):
    return [held(pair, days=days) for days in (50, 40, 30)]


def test_what_she_planned_and_three_sessions_did_not_touch(pair, mentor):
    first, second, third = three(pair)
    plan_line(mentor, "S1", "S2", "S4", "K1")
    plan_line(mentor, "K2", state="done")
    name(action(first), "S1")
    name(locked(second), "S2")
    name(action(held(pair, days=90)), "K1").updates.create(
        session=third, kind="progress", author=mentor
    )

    assert silent(mentor, mentor) == ["S4"]


def test_before_three_sessions_nothing_has_gone_quiet(pair, mentor):
    plan_line(mentor, "S4")
    held(pair)
    held(pair, days=5)

    assert silent(mentor, mentor) == []


def test_her_supervisor_sees_what_grew_out_of_an_action_of_the_two(pair, mentor, supervisor):
    meetings = three(pair)
    plan_line(mentor, "S4")
    grown = plan_line(mentor, "S2", need="From supervision")
    row = action(meetings[0])
    row.plan_line = grown
    row.save()

    assert silent(mentor, mentor) == ["S2", "S4"]
    assert silent(mentor, supervisor) == ["S2"]
