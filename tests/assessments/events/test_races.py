"""One thumb that presses twice, and a room full of them, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from assessments.cpd.models import CPDEntry
from assessments.events.models import EventAttendance
from assessments.events.services import attend_event, close_event, draft_leading
from tests.factories.people import make_person

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


def test_two_scans_at_once_are_one_attendance_and_one_draft(event, mentor):
    results = at_once(*[lambda: attend_event(event=event, by=mentor)] * 3)

    assert sorted(is_new for _, is_new in results) == [False, False, True]
    assert EventAttendance.objects.count() == CPDEntry.objects.count() == 1


def test_six_people_at_once_have_a_draft_each(event):
    people = [make_person(f"Person{n}", "Test", "mentor") for n in range(6)]

    at_once(*[lambda person=person: attend_event(event=event, by=person) for person in people])

    assert EventAttendance.objects.count() == 6
    assert set(CPDEntry.objects.values_list("owner", flat=True)) == {row.pk for row in people}


def test_two_tabs_of_the_host_draft_once(event, trainer):
    at_once(*[lambda: draft_leading(event=event, by=trainer)] * 3)

    assert CPDEntry.objects.count() == 1


def test_a_scan_while_it_closes_has_a_draft_or_a_reason(event, trainer, mentor):
    _, result = at_once(
        lambda: close_event(event=event, by=trainer), lambda: attend_event(event=event, by=mentor)
    )

    assert EventAttendance.objects.count() == CPDEntry.objects.count() == (result != "closed")
