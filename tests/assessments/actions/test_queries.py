from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assessments.actions import queries, services
from assessments.actions.models import SupervisionAction
from assessments.actions.queries import Filters
from assessments.actions.rules import ActionState, Counts, Keeper, Shelf
from assessments.standards.models import Statement
from assessments.supervision.models import SupervisionAgreement
from tests.factories.cpd import cpd_entry, handed_in
from tests.factories.people import days_ago
from tests.factories.supervision import action, agreement, group, held, session

ANY = Filters()


def closed(row, days=0):
    at = timezone.localtime() - timedelta(days=days)
    SupervisionAction.objects.filter(pk=row.pk).update(state=ActionState.DONE, closed_at=at)


def test_open_ones_the_nearest_day_first(meeting, mentor):
    later, sooner = action(meeting), action(meeting, due_on=days_ago(-1))
    closed(action(meeting))

    assert list(queries.open_actions(mentor)) == [sooner, later]


def test_of_them_a_reader_sees_her_own_share(step, mentor, supervisor, manager):
    assert list(queries.open_actions(mentor, supervisor)) == [step]
    assert list(queries.open_actions(mentor, manager)) == []


# Of a session -----------------------------------------------------------------------------


@pytest.fixture
def planned(pair):
    return session(pair)


def test_a_session_looks_at_what_was_open_before_it(step, planned, meeting):
    closed(action(meeting))

    rows: Any = queries.actions_for_session(planned)

    assert [(row.pk, row.is_new, row.looked_at) for row in rows] == [(step.pk, False, [])]


def test_and_at_what_was_said_of_an_action_in_it(step, later, supervisor):
    services.close_action(action=step, note="It shows", session=later, by=supervisor)

    row: Any = queries.actions_for_session(later).get()

    assert [line.words for line in row.looked_at] == ["It shows"]


def test_what_was_agreed_in_it_is_new(later):
    made = action(later)

    row: Any = queries.actions_for_session(later).get()
    assert (row.pk, row.is_new) == (made.pk, True)


def test_what_was_agreed_after_it_is_not_in_it(meeting, later):
    action(later)

    assert not queries.actions_for_session(meeting).exists()


def test_another_supervisor_s_session_does_not_look_at_hers(step, mentor, manager):
    managerial = session(agreement(mentor, manager))

    assert not queries.actions_for_session(managerial).exists()


def test_a_new_supervisor_s_session_takes_up_what_is_open(pair, step, mentor, new_supervisor):
    SupervisionAgreement.objects.filter(pk=pair.pk).update(ends_on=days_ago(1))
    first = session(agreement(mentor, new_supervisor))

    assert list(queries.actions_for_session(first)) == [step]


def test_a_group_looks_at_what_its_own_people_agreed_with_whoever_holds_it(
    step, supervisor, mentor, peer, new_supervisor
):
    assert list(queries.actions_for_session(group(supervisor, [mentor, peer]))) == [step]
    assert not queries.actions_for_session(group(new_supervisor, [mentor])).exists()


def test_for_a_reader_it_is_narrowed(step, planned, supervisor, manager):
    assert list(queries.actions_for_session(planned, supervisor)) == [step]
    assert list(queries.actions_for_session(planned, manager)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_session_s_actions_take_four_queries(
    meeting, planned, framework, django_assert_num_queries, count
):
    for _ in range(count):
        action(meeting).statements.set(Statement.objects.filter(code="S4"))

    with django_assert_num_queries(4):
        for row in queries.actions_for_session(planned):
            assert row.supervisee.display_name
            assert [statement.framework.code for statement in row.statements.all()]


# Counted ----------------------------------------------------------------------------------


def test_counts_say_how_many_and_nothing_else(meeting, mentor, peer):
    action(meeting)
    action(meeting, due_on=days_ago(1))
    action(meeting, carried_count=3)
    closed(action(meeting, due_on=days_ago(1), carried_count=3))

    assert queries.counts([mentor, peer]) == {mentor.pk: Counts(3, 1, 1), peer.pk: Counts()}


@pytest.mark.parametrize("count", [1, 3])
def test_counts_take_one_query(mentor, peer, trainer, supervisor, django_assert_num_queries, count):
    people = [mentor, peer, trainer][:count]
    for person in people:
        action(held(agreement(person, supervisor)))

    with django_assert_num_queries(1):
        assert sum(row.open for row in queries.counts(people).values()) == count


# Between two sessions -----------------------------------------------------------------------


def test_what_is_agreed_between_two_sessions_goes_back_to_the_last(pair, mentor, supervisor):
    held(pair, days=20)
    last = held(pair, days=5)
    session(pair)

    assert queries.session_to_go_back_to(mentor, supervisor) == last


# Lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keeper", "who", "shelf"),
    [
        (Keeper.SUPERVISEE, "mentor", Shelf.TO_DO),
        (Keeper.SUPERVISEE, "supervisor", None),
        (Keeper.SUPERVISOR, "mentor", Shelf.OTHERS),
        (Keeper.SUPERVISOR, "supervisor", Shelf.TO_DO),
        (Keeper.MANAGER, "mentor", Shelf.OTHERS),
        (Keeper.MANAGER, "supervisor", None),
        (Keeper.MANAGER, "manager", None),
    ],
)
def test_on_whose_shelf_it_stands(meeting, keeper, who, shelf, request):
    action(meeting, keeper=keeper)
    person = request.getfixturevalue(who)

    found = [each for each in Shelf if queries.actions_on(person, each, ANY).exists()]

    assert found == ([shelf] if shelf else [])
    counted = [name for name, count in queries.shelf_counts(person).items() if count]
    assert counted == found


def test_what_is_shared_stands_in_no_list_of_the_manager_s_own(step, manager):
    SupervisionAction.objects.update(supervisee_shares=True, supervisor_shares=True)

    assert not any(queries.actions_on(manager, shelf, ANY) for shelf in Shelf)


def test_closed_ones_the_last_first(meeting, mentor):
    first, last = action(meeting), action(meeting)
    closed(first, days=4)
    closed(last, days=1)

    assert list(queries.actions_on(mentor, Shelf.CLOSED, ANY)) == [last, first]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(due="overdue"), "late"),
        (Filters(due="soon"), "soon"),
        (Filters(due="carried"), "carried"),
        (Filters(code="S4"), "soon"),
        (Filters(due="overdue", code="S4"), None),
    ],
)
def test_a_list_is_narrowed(meeting, mentor, framework, filters, expected):
    rows = {
        "late": action(meeting, due_on=days_ago(1)),
        "soon": action(meeting, due_on=days_ago(-2)),
        "carried": action(meeting, carried_count=3),
    }
    rows["soon"].statements.set(Statement.objects.filter(code="S4"))

    found = list(queries.actions_on(mentor, Shelf.TO_DO, filters))

    assert found == ([rows[expected]] if expected else [])
    assert [row.code for row in queries.statements_in_use(mentor)] == ["S4"]


def test_a_supervisor_sees_her_people_with_numbers(step, supervisor, mentor, peer, manager):
    agreement(peer, supervisor)
    agreement(mentor, manager)

    rows = queries.supervisees_with_actions(supervisor)

    assert [(row.person, row.counts.open) for row in rows] == [(mentor, 1), (peer, 0)]


@pytest.mark.parametrize("count", [1, 3])
def test_her_people_take_two_queries(
    mentor, peer, trainer, supervisor, django_assert_num_queries, count
):
    for person in [mentor, peer, trainer][:count]:
        action(held(agreement(person, supervisor)))
    supervisor = type(supervisor).objects.get(pk=supervisor.pk)

    with django_assert_num_queries(3):  # the third are her roles
        assert len(queries.supervisees_with_actions(supervisor)) == count


def test_whose_list_may_be_asked_for(step, mentor, supervisor, manager, peer):
    def people(reader):
        rows = type(mentor).objects.filter(queries.people_readable_by(reader))
        return list(rows)

    assert people(supervisor) == [mentor]
    assert people(manager) == people(peer) == people(mentor) == []
    SupervisionAction.objects.update(supervisee_shares=True, supervisor_shares=True)
    assert people(manager) == [mentor]


def test_evidence_to_choose_is_her_own_and_handed_in(mentor, peer, framework):
    cpd_entry(mentor)
    handed_in(peer)
    mine = handed_in(mentor)

    assert list(queries.entries_to_choose(mentor)) == [mine]


def test_what_readers_are_named_is_what_the_rights_give(step, mentor, supervisor, manager):
    def named():
        fresh = SupervisionAction.objects.select_related("supervisee", "supervisor").get()
        return {person for reader in queries.readers_of(fresh) for person in reader.people}

    assert named() == {mentor, supervisor}
    SupervisionAction.objects.update(supervisee_shares=True, supervisor_shares=True)
    assert named() == {mentor, supervisor, manager}


def test_a_manager_reads_what_is_to_be_done_and_not_what_was_said(
    step, mentor, supervisor, manager
):
    assert queries.reads_history(mentor, step)
    assert queries.reads_history(supervisor, step)
    assert not queries.reads_history(manager, step)
