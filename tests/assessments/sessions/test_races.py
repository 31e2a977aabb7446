"""Two people, one moment, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from assessments.cpd.models import CPDEntry
from assessments.sessions.models import CalendarFeed, SupervisionSession
from assessments.sessions.queries import feed_at
from assessments.sessions.services import (
    book_session,
    call_off_session,
    make_feed,
    mark_held,
    mark_missed,
    move_session,
    remind_of_sessions,
)
from cms.people.notices.models import Notice
from tests.factories import supervision as scenes
from tests.factories.supervision import called_off, group, moment

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run each call in a thread of its own, all released at the same moment."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=30)
            return call()
        except ValidationError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def moving(meeting, by, days, **values):
    return lambda: move_session(
        session=meeting, starts_at=moment(days), minutes=60, medium="phone", place="", by=by,
        **values,
    )  # fmt: skip


def test_of_two_moves_at_once_one_is_kept_and_the_other_is_told(meeting, mentor, supervisor):
    results = at_once(moving(meeting, mentor, 9, seen=0), moving(meeting, supervisor, 10, seen=0))

    meeting.refresh_from_db()
    assert sum(result == "changed" for result in results) == 1
    assert meeting.sequence == 1
    assert Notice.objects.count() == 1


def test_two_moves_that_saw_nothing_come_one_after_the_other(meeting, mentor, supervisor):
    at_once(moving(meeting, mentor, 9), moving(meeting, supervisor, 10))

    meeting.refresh_from_db()
    assert meeting.sequence == 2


def test_a_move_and_a_calling_off_leave_a_session_that_is_whole(meeting, mentor, supervisor):
    at_once(
        moving(meeting, mentor, 9),
        lambda: call_off_session(
            session=meeting, called_off_by="supervisor", reason="diary", by=supervisor
        ),
    )

    meeting.refresh_from_db()
    assert (meeting.state, meeting.reason) == ("cancelled", "diary")


def test_held_and_missed_at_once_is_one_of_them(pair, supervisor):
    meeting = scenes.session(pair, starts_at=moment(-1))
    results = at_once(
        lambda: mark_held(session=meeting, held_at=moment(-1), minutes=60, by=supervisor),
        lambda: mark_missed(
            session=meeting, called_off_by="supervisee", reason="diary", by=supervisor
        ),
    )

    meeting.refresh_from_db()
    assert meeting.state == "held"  # a missed one may still be put right
    assert len(results) == 2


def test_a_session_is_booked_again_once_by_two_windows(pair, supervisor):
    before = called_off(pair)

    def again(days):
        return lambda: book_session(
            agreement=pair, type="reflective", starts_at=moment(days), minutes=60,
            medium="phone", by=supervisor, instead_of=before,
        )  # fmt: skip

    results = at_once(again(8), again(9))

    assert SupervisionSession.objects.filter(instead_of=before).count() == 1
    assert sum(result == "rebooked" for result in results) == 1


def test_a_form_sent_three_times_books_once(pair, supervisor):
    at_once(
        *[
            lambda: book_session(
                agreement=pair, type="reflective", starts_at=moment(8), minutes=60,
                medium="phone", by=supervisor,
            )
        ]
        * 3
    )  # fmt: skip

    assert SupervisionSession.objects.count() == 1


def test_two_new_addresses_at_once_leave_one_that_works(mentor):
    tokens = at_once(*[lambda: make_feed(owner=mentor, by=mentor)] * 2)

    assert CalendarFeed.objects.count() == 1
    assert sum(feed_at(token) is not None for token in tokens) == 1


def test_two_runs_of_the_reminders_tell_once(pair, supervisor):
    meeting = scenes.session(pair, starts_at=moment(-1))
    at_once(remind_of_sessions, remind_of_sessions)

    key = f"session-{meeting.pk}-0-was-it-held"
    assert Notice.objects.filter(recipient=supervisor, key=key).count() == 1


def test_a_group_marked_twice_drafts_once(supervisor, group_of):
    meeting = group(supervisor, group_of, starts_at=moment(-1))
    at_once(
        *[lambda: mark_held(session=meeting, held_at=moment(-1), minutes=90, by=supervisor)] * 2
    )

    assert CPDEntry.objects.count() == 4
