from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.objectives import queries
from assessments.objectives.rules import ObjectiveState
from tests.factories.objectives import agreed, objective, priority, progress
from tests.factories.people import ReportingLineFactory, days_ago, make_person
from tests.factories.plans import plan_line
from tests.factories.standards import evidence
from tests.factories.supervision import action, agreement, held


def test_open_is_agreed_and_a_draft_is_none(mentor, draft, active):
    agreed(mentor, state="met")

    assert list(queries.open_objectives(mentor)) == [active]
    assert list(queries.drafts_of(mentor)) == [draft]


def test_closed_between_is_what_was_agreed_and_ended_on_these_days(mentor):
    inside = objective(mentor, state="not_met")
    objective(mentor, state="met", closed_at=timezone.localtime() - timedelta(days=50))
    objective(mentor, state="dropped", agreed_at=None)

    assert list(queries.closed_between(mentor, days_ago(10), days_ago(0))) == [inside]


def test_agreed_ones_come_first_by_their_day_then_drafts(mentor, draft):
    late, soon = agreed(mentor, due_on=days_ago(3)), agreed(mentor, due_on=days_ago(-3))

    rows = queries.rows_of(queries.objectives_of(mentor, mentor))

    assert [row.objective for row in rows] == [late, soon, draft]
    assert [row.due for row in rows] == ["overdue", "soon", "later"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_and_for_three(
    django_assert_num_queries, framework, mentor, manager, count
):
    for _ in range(count):
        agreed(mentor, "S1", "K2", priority=priority())
    manager.refresh_from_db()
    list(queries.objectives_of(manager, mentor))

    with django_assert_num_queries(3):
        for row in queries.rows_of(queries.objectives_of(manager, mentor)):
            assert [statement.framework for statement in row.objective.statements.all()]
            assert row.objective.priority
            assert row.objective.owner


@pytest.mark.parametrize("count", [1, 3])
def test_a_team_costs_two_queries(django_assert_num_queries, mentor, manager, team, count):
    for number in range(count - 1):
        person = make_person(f"P{number}", "Extra", "mentor", team=team)
        ReportingLineFactory.create(person=person, manager=manager)
        agreed(person)
    agreed(mentor, due_on=days_ago(2))
    queries.people_with_objectives(manager)

    with django_assert_num_queries(2):
        rows = queries.people_with_objectives(manager)

    assert rows[0].person == mentor
    assert (rows[0].totals.overdue, rows[0].next_on) == (1, days_ago(2))


def test_who_has_none_comes_before_who_is_on_the_way(mentor, peer, manager):
    agreed(mentor)

    assert [row.person for row in queries.people_with_objectives(manager)] == [peer, mentor]


def test_of_the_team_all_that_is_open_by_day(mentor, peer, manager, other_manager):
    later, first = agreed(mentor), agreed(peer, due_on=days_ago(1))
    draft = objective(mentor)

    assert list(queries.team_objectives(manager)) == [first, later, draft]
    assert not queries.team_objectives(other_manager).exists()


# Progress ---------------------------------------------------------------------------


def test_progress_is_words_and_the_ledger_since_it_was_agreed(framework, mentor, manager):
    row = agreed(mentor, "S1")
    evidence(mentor, "S1", occurred_on=days_ago(400))
    evidence(mentor, "S2", occurred_on=days_ago(5))
    fits = evidence(mentor, "S1", occurred_on=days_ago(5))
    word = progress(row, manager)

    points = queries.progress_of(row)

    assert [point.words for point in points] == [word.text, fits.note]
    assert [point.is_words for point in points] == [True, False]
    assert points[1].url == f"/standards/evidence/{fits.pk}/"


def test_a_managers_links_lead_where_she_may_go(framework, mentor, manager):
    row = agreed(mentor, "S1")
    evidence(mentor, "S1", occurred_on=days_ago(5))

    (point,) = queries.progress_of(row, manager)

    assert point.url == f"/standards/people/{mentor.pk}/?statement=S1"


def test_the_evidence_of_its_own_end_is_no_progress(framework, mentor):
    row = agreed(mentor, "S1", state="met")
    evidence(mentor, "S1", source=row, occurred_on=days_ago(0))

    assert queries.progress_of(row) == []


def test_what_came_after_the_end_is_no_progress(framework, mentor):
    closed = timezone.localtime() - timedelta(days=10)
    row = agreed(mentor, "S1", state="met", closed_at=closed)
    evidence(mentor, "S1", occurred_on=days_ago(2))

    assert queries.progress_of(row) == []


def test_a_draft_has_no_progress(framework, mentor):
    row = objective(mentor, "S1")
    evidence(mentor, "S1", occurred_on=days_ago(0))

    assert queries.progress_of(row) == []


@pytest.mark.parametrize("count", [1, 3])
def test_progress_costs_the_same_for_one_and_for_three(
    django_assert_num_queries, framework, mentor, manager, count
):
    row = agreed(mentor, "S1")
    for days in range(count):
        piece = evidence(mentor, "S1", occurred_on=days_ago(days))
        progress(row, manager, evidence=piece)
    queries.progress_of(row, manager)

    with django_assert_num_queries(2):
        assert len(queries.progress_of(row, manager)) == 2 * count


def test_evidence_that_fits_is_offered_first(framework, mentor, manager):
    row = agreed(mentor, "S1")
    fits = evidence(mentor, "S1", occurred_on=days_ago(50))
    other = evidence(mentor, "S2", occurred_on=days_ago(5))
    evidence(mentor, "S1", occurred_on=days_ago(300))

    found = [moment.evidence for moment in queries.evidence_to_choose(row, manager)]

    assert found == [fits, other]


# Sources and readers ----------------------------------------------------------------


def test_a_manager_begins_from_the_lines_shown_to_her(mentor, manager):
    plan_line(mentor)
    plan_line(mentor, state="done")
    shown = plan_line(mentor, is_shared=True)

    assert queries.plan_lines_to_start(mentor, mentor).count() == 2
    assert list(queries.plan_lines_to_start(manager, mentor)) == [shown]


def test_actions_are_hers_to_begin_from_when_both_share_them(mentor, manager, supervisor):
    session = held(agreement(mentor, supervisor))
    action(session, supervisee_shares=True)
    shared = action(session, supervisee_shares=True, supervisor_shares=True)

    assert list(queries.actions_to_carry(mentor, mentor)) == [shared]
    assert not queries.actions_to_carry(manager, mentor).exists()


def test_only_priorities_that_hold_are_offered(db):
    priority(is_active=False)
    priority(from_on=days_ago(400), to_on=days_ago(40))
    holds = priority()

    assert list(queries.priorities_to_offer()) == [holds]


def test_how_many_serve_a_priority_is_a_number(mentor):
    wanted = priority()
    agreed(mentor, priority=wanted)
    agreed(mentor, priority=wanted, state="met")

    assert queries.priorities_listed().get().serving == 1


def test_readers_are_the_two_of_today(mentor, manager, active):
    assert [reader.people for reader in queries.readers_of(active)] == [(mentor,), (manager,)]

    mentor.reporting_lines.update(ends_on=days_ago(1))
    assert [reader.people for reader in queries.readers_of(active)] == [(mentor,)]


def test_a_reminder_has_no_words(mentor, manager):
    agreed(mentor, due_on=days_ago(1), outcome="Secret words of an objective")

    found = queries.reminders(days_ago(0))

    assert {row.recipient for row in found} == {mentor, manager}
    assert "Secret" not in str(found)


@pytest.mark.parametrize("state", list(ObjectiveState))
def test_advice_is_given_on_drafts_alone(mentor, state):
    (row,) = queries.rows_of([objective(mentor, state=state, outcome="Improve reviews")])

    assert bool(row.advice) is (state == ObjectiveState.DRAFT)
