"""Two requests at once, on the real database: two threads, each with a connection of its own."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from content.activities.models import ActivityAttempt, ActivitySeat, ActivityStatement
from content.activities.rules import Reached
from content.activities.signals import activity_reached
from tests.factories.h5p.results import choice, finished, keep, say, the_page

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        barrier.wait(timeout=10)
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.mark.parametrize("_round", range(3))
def test_the_same_statement_twice_at_once_is_kept_and_told_once(mentor, _round):
    activity, page, sent_as = choice(), the_page(), uuid.uuid4()
    told: list[str] = []

    def hear(*, reached: str, **_: Any) -> None:
        told.append(reached)

    activity_reached.connect(hear)
    try:
        first, second = at_once(*(
            lambda: say(mentor, activity, page=page, sent_as=sent_as, response="0", points=(1, 1))
            for _ in range(2)
        ))  # fmt: skip
    finally:
        activity_reached.disconnect(hear)

    assert first == second
    assert ActivityAttempt.objects.count() == ActivityStatement.objects.count() == 1
    assert told == [Reached.OPENED, Reached.FINISHED]


def test_two_first_statements_share_the_seat_and_the_attempt(mentor):
    activity, page = choice(), the_page()

    first, second = at_once(
        lambda: say(mentor, activity, "attempted", page=page),
        lambda: say(mentor, activity, "interacted", page=page),
    )

    assert first.attempt == second.attempt
    assert (ActivitySeat.objects.count(), ActivityStatement.objects.count()) == (1, 2)


def test_two_results_at_once_are_two_attempts_and_states_saved_at_once_both_stay(mentor):
    activity, page = choice(), the_page()

    one, other, *_ = at_once(
        lambda: finished(mentor, activity, page=page),
        lambda: finished(mentor, activity, page=page),
        lambda: keep(mentor, activity, "[1]", "a", page=page),
        lambda: keep(mentor, activity, "[2]", "b", page=page),
    )

    assert {one.number, other.number} == {1, 2}
    assert set(ActivitySeat.objects.get().states) == {"a", "b"}
