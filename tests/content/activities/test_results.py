"""What attempts came to: first, best and last, question by question, and the way taken."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from content.activities.queries.results import attempts_of, report_of, to_report
from content.activities.rules import attempts as rules
from tests.factories.h5p.results import (
    ANSWERS,
    CHOICE,
    DRAG,
    ONE,
    TWO,
    activity_of,
    branching,
    choice,
    chose,
    finished,
    keep,
    next_version,
    question_set,
    say,
    set_params,
)

pytestmark = pytest.mark.django_db


def test_first_best_and_last_are_of_the_finished_attempts_of_this_person_alone(mentor, peer):
    activity, now = choice(), timezone.now()
    for day, answer in enumerate((1, 0, 0, 2)):
        finished(mentor, activity, answer, at=now - timedelta(days=9 - day))
    say(mentor, activity, "attempted")
    finished(peer, activity)
    finished(mentor, choice())

    found = attempts_of(mentor, activity)

    assert [one.number for one in found.attempts] == [5, 4, 3, 2, 1]
    assert [one.number for one in found.finished] == [4, 3, 2, 1]
    assert (found.first.number, found.best.number, found.last.number) == (1, 2, 4)
    assert not found.has_places


def test_nothing_yet_and_nothing_to_score(mentor):
    activity = activity_of(DRAG, {})
    assert attempts_of(mentor, activity).first is None
    assert attempts_of(None, activity).attempts == ()

    say(mentor, activity, "completed")

    found = attempts_of(mentor, activity)
    assert found.best is None
    assert found.first == found.last == found.attempts[0]


def test_attempts_are_read_with_one_query(mentor, django_assert_num_queries):
    activity = choice()
    for count in (1, 3):
        while attempts_of(mentor, activity).attempts[count - 1 :] == ():
            finished(mentor, activity)
        with django_assert_num_queries(1):
            found = attempts_of(mentor, activity)
            assert len(found.attempts) == count
            assert [one.seat.page.title for one in found.attempts]


def test_each_question_with_the_last_answer_to_it(mentor):
    activity = question_set()
    for part, question, response in (
        (ONE, "Question 1?", "1"), (TWO, "Question 2?", "2"), (ONE, "Question 1?", "0"),
    ):  # fmt: skip
        say(mentor, activity, part=part, question=question, response=response, points=(1, 1))
    attempt = say(mentor, activity, "completed", points=(1, 2)).attempt

    lines = report_of(attempt).answers

    assert [(line.number, line.question, line.given, line.verdict) for line in lines] == [
        (1, "Question 1?", (ANSWERS[0],), "right"), (2, "Question 2?", (ANSWERS[2],), "wrong"),
    ]  # fmt: skip
    assert {line.expected for line in lines} == {(ANSWERS[0],)}
    assert (lines[0].score, report_of(attempt).score) == ("1 of 1", "1 of 2")


def test_what_is_partly_right_or_nobodys_to_judge_says_so(mentor):
    activity = activity_of("H5P.Essay 1.5", {})
    for words, points in (("Half", (1, 2)), ("Free", None)):
        attempt = say(mentor, activity, response=words, points=points, interaction="fill-in",
                      question=f"{words}?").attempt  # fmt: skip
        line = report_of(attempt).answers[0]
        assert (line.given, line.verdict) == ((words,), "partly" if points else "")


def test_answers_to_an_earlier_version_are_left_out(mentor):
    activity = question_set()
    say(mentor, activity, part=ONE, response="1", points=(0, 1))
    next_version(activity, "H5P.QuestionSet 1.20", {**set_params(CHOICE, CHOICE), "x": 1})
    attempt = say(mentor, activity, part=TWO, response="0", points=(1, 1)).attempt

    assert [line.number for line in report_of(attempt).answers] == [1]


def test_a_report_costs_one_query_however_many_answers(mentor, django_assert_num_queries):
    activity = question_set()
    for count in (1, 3):
        for _ in range(count):
            attempt = say(mentor, activity, part=ONE, response="0", points=(1, 1)).attempt
        read = to_report(mentor).get(pk=attempt.pk)
        with django_assert_num_queries(1):
            assert len(report_of(read).answers) == 1


STATE = '{"userPath": [0, 1, -1], "scoring": [{"id": 0, "score": 2}]}'
WAY = [("At the door", "Ask what happened"), ("In your room", "Listen"), ("She comes back", "")]


@pytest.mark.parametrize(("kept", "beside"), [
    # The decisions are in no statement: in the data, the state sent with it, or the one kept.
    (None, {"data": {"children": [chose(ONE, 0), chose(TWO, 0)]}}),
    (STATE, {"data": {"children": [chose(ONE, 0), chose(TWO, 0)]}}),
    ('{"userPath": [0]}', {"state": {"userPath": [0, 1, -1], "xAPIData": [chose(TWO, 0)]}}),
])  # fmt: skip
def test_a_branching_activity_keeps_the_way_that_was_taken(mentor, kept, beside):
    activity = branching()
    if kept:
        keep(mentor, activity, kept)

    attempt = say(mentor, activity, "completed", points=(2, 2), beside=beside).attempt

    way = report_of(attempt).path
    assert [(stop.title, stop.choice) for stop in way] == WAY
    assert [stop.number for stop in way] == [1, 2, 3]
    assert way[0].score == ("2" if kept == STATE else "")


def test_the_state_of_another_version_tells_no_way(mentor):
    activity = branching()
    keep(mentor, activity, STATE)
    next_version(activity, "H5P.BranchingScenario 1.8", {**activity.current.params, "x": 1})

    assert say(mentor, activity, "completed").attempt.path == []


@pytest.mark.parametrize(("seconds", "words"), [
    (0, "less than a second"), (1, "1 second"), (125, "2 minutes 5 seconds"), (3600, "1 hour"),
    (7325, "2 hours 2 minutes"),
])  # fmt: skip
def test_time_is_said_in_words(seconds, words):
    assert rules.shown_seconds(seconds) == words


def test_time_that_cannot_be_is_left_out_and_points_are_said_as_people_write_them():
    assert [rules.seconds_taken(one) for one in (None, -1, 60, 8 * 24 * 3600)] == [
        None, None, 60, None,
    ]  # fmt: skip
    assert [rules.shown_number(Decimal(one)) for one in ("2.00", "2.50", "10", "0")] == [
        "2", "2.5", "10", "0",
    ]  # fmt: skip
