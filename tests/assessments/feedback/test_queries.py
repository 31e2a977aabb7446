from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.feedback import queries
from tests.factories.feedback import note as written
from tests.factories.feedback import reply, seen
from tests.factories.grants import grant
from tests.factories.people import ReportingLineFactory, days_ago, make_person


def test_notes_are_the_newest_first_and_of_one_kind_when_asked(mentor, manager):
    old = written(mentor, manager, seen_on=days_ago(30), kind="strength")
    new = written(mentor, manager)

    assert list(queries.notes_of(mentor, mentor)) == [new, old]
    assert list(queries.notes_of(mentor, mentor, "strength")) == [old]
    assert list(queries.notes_of(mentor, mentor, "gossip")) == [new, old]


def test_a_note_knows_its_answers_and_whether_it_was_put_right(mentor, manager, note):
    reply(note, mentor)
    reply(note, manager)
    later = written(mentor, manager, corrects=note)

    rows = {row.pk: row for row in queries.notes_of(mentor, mentor)}

    assert (rows[note.pk].replied, rows[note.pk].is_put_right) == (2, True)
    assert (rows[later.pk].replied, rows[later.pk].is_put_right) == (0, False)


@pytest.mark.parametrize("count", [1, 3])
def test_a_timeline_costs_the_same_for_one_and_for_three(
    django_assert_num_queries, framework, mentor, manager, count
):
    for _ in range(count):
        seen(written(mentor, manager, "S1", "S2"))
    list(queries.notes_of(mentor, mentor))

    with django_assert_num_queries(3):
        for row in queries.notes_of(mentor, mentor):
            assert row.seen
            assert row.author.first_name
            assert [statement.framework for statement in row.statements.all()]


@pytest.mark.parametrize("count", [1, 3])
def test_a_team_costs_three_queries(django_assert_num_queries, mentor, manager, team, count):
    for number in range(count - 1):
        person = make_person(f"P{number}", "Extra", "mentor", team=team)
        ReportingLineFactory.create(person=person, manager=manager)
        written(person, manager)
    written(mentor, manager)
    queries.team_overview(manager)

    with django_assert_num_queries(3):
        assert len(queries.team_overview(manager)) == count


def test_who_has_had_none_for_eight_weeks_comes_first(mentor, peer, manager):
    written(mentor, manager, kind="concern", at=timezone.localtime() - timedelta(days=60))
    written(peer, manager, kind="strength")

    rows = queries.team_overview(manager)

    assert [(row.person, row.is_quiet) for row in rows] == [(mentor, True), (peer, False)]
    assert (rows[0].concerns, rows[0].unseen, rows[1].strengths) == (1, 1, 1)
    assert rows[1].total == 1


def test_who_came_lately_is_not_quiet_yet(mentor, manager):
    mentor.reporting_lines.update(starts_on=days_ago(20))

    (row,) = queries.team_overview(manager)

    assert (row.is_quiet, row.last_on) == (False, None)


def test_notes_between_are_what_was_seen_then_and_stands(mentor, manager):
    inside = written(mentor, manager, seen_on=days_ago(10))
    written(mentor, manager, seen_on=days_ago(40))
    wrong = written(mentor, manager, seen_on=days_ago(12))
    right = written(mentor, manager, seen_on=days_ago(11), corrects=wrong)

    assert list(queries.notes_between(mentor, days_ago(20), days_ago(5))) == [inside, right]


def at(days):
    return timezone.localtime() - timedelta(days=days)


def test_the_first_concern_is_the_day_she_could_read_it(mentor, manager):
    written(mentor, manager, kind="concern", at=at(5), seen_on=days_ago(50))
    written(mentor, manager, kind="concern", at=at(9))
    written(mentor, manager, kind="next_step", at=at(30))

    assert queries.first_concern_on(mentor, days_ago(0)) == days_ago(9)
    assert queries.first_concern_on(mentor, days_ago(10)) is None


def test_a_concern_that_was_put_right_is_none(mentor, manager):
    wrong = written(mentor, manager, kind="concern", at=at(20))
    written(mentor, manager, kind="next_step", at=at(18), corrects=wrong)

    assert queries.first_concern_on(mentor, days_ago(0)) is None


def test_a_concern_put_right_by_another_is_as_old_as_the_first(mentor, manager):
    first = written(mentor, manager, kind="concern", at=at(20))
    written(mentor, manager, kind="concern", at=at(3), corrects=first)

    assert queries.first_concern_on(mentor, days_ago(0)) == days_ago(20)


def test_readers_are_the_two_of_today_and_who_has_a_grant(mentor, manager, hr, dpo, note):
    grant(hr, mentor, dpo, record_class="formative_note")

    assert [reader.people for reader in queries.readers_of(note)] == [
        (mentor,),
        (manager,),
        (hr,),
    ]


def test_what_the_mentor_has_not_opened_is_counted(mentor, manager, note):
    seen(written(mentor, manager))

    assert queries.unseen_by(mentor) == 1
