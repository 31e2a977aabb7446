from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from assessments.contact_hours.models import ContactMonth
from assessments.contact_hours.rules import MonthNumbers
from assessments.contact_hours.services import add_to_month, set_month
from tests.factories.contact_hours import contact_month, this_month

pytestmark = pytest.mark.django_db
STRANGERS = ["peer", "manager", "supervisor", "quality_lead", "admin", "hr", "dpo"]


def add(owner, *numbers):
    return add_to_month(
        owner=owner, month_on=this_month(), numbers=MonthNumbers(*numbers), by=owner
    )


def test_a_month_is_what_was_said_last(mentor):
    for numbers in (MonthNumbers(4, 180), MonthNumbers(5, 200, 1, 45)):
        set_month(owner=mentor, month_on=this_month(), numbers=numbers, by=mentor)

    month = ContactMonth.objects.get()
    assert (month.one_to_one_sessions, month.group_minutes) == (5, 45)


def test_adding_adds(mentor):
    contact_month(mentor)

    assert add(mentor, 3, 90, 1, 60) == MonthNumbers(7, 270, 1, 60)
    assert ContactMonth.objects.get().one_to_one_minutes == 270


def test_nothing_at_all_takes_the_month_out(mentor):
    contact_month(mentor)

    set_month(owner=mentor, month_on=this_month(), numbers=MonthNumbers(), by=mentor)

    assert not ContactMonth.objects.exists()


def test_together_they_are_no_more_than_a_month_has(mentor):
    contact_month(mentor, one_to_one_minutes=700 * 60)

    with pytest.raises(ValidationError, match="744"):
        add(mentor, 1, 45 * 60)
    assert ContactMonth.objects.get().one_to_one_minutes == 700 * 60


@pytest.mark.parametrize("stranger", STRANGERS)
def test_they_are_kept_by_nobody_else(mentor, request, stranger):
    by = request.getfixturevalue(stranger)
    given = {"owner": mentor, "month_on": this_month(), "numbers": MonthNumbers(1), "by": by}

    for service in (set_month, add_to_month):
        with pytest.raises(PermissionDenied):
            service(**given)
    assert not ContactMonth.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_both_count(mentor):
    barrier = Barrier(3)

    def run():
        try:
            barrier.wait(timeout=30)
            add(mentor, 1, 30)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        for job in [pool.submit(run) for _ in range(3)]:
            job.result()

    month = ContactMonth.objects.get()
    assert (month.one_to_one_sessions, month.one_to_one_minutes) == (3, 90)
