from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.records.models import SupervisionRecord
from assessments.records.services import remind_of_records
from assessments.supervision.models import CollegeClosure
from cms.people.notices.models import Notice
from tests.factories.people import days_ago
from tests.factories.records import drafted, fresh, met, shared, signed

pytestmark = pytest.mark.django_db


def notices(person, start):
    return Notice.objects.filter(recipient=person, key__startswith=start).count()


def shared_long_ago(mentor, supervisor, days=21):
    session = met(mentor, supervisor, days=days)
    shared(session)
    moment = timezone.localtime() - timedelta(days=days - 1)
    SupervisionRecord.objects.update(shared_at=moment)
    return session


def test_a_draft_that_is_late_is_remembered_once(mentor, supervisor):
    met(mentor, supervisor, days=9)
    drafted(met(mentor, supervisor, days=10))
    met(mentor, supervisor, days=1)

    remind_of_records()
    remind_of_records()

    assert notices(supervisor, "record-late-") == 2


def test_days_of_closure_do_not_count(mentor, supervisor):
    CollegeClosure.objects.create(name="Half-term", starts_on=days_ago(8), ends_on=days_ago(2))
    met(mentor, supervisor, days=9)

    remind_of_records()

    assert notices(supervisor, "record-late-") == 0


def test_two_reminders_and_then_the_supervisor_is_told(mentor, supervisor):
    session = shared_long_ago(mentor, supervisor, days=21)

    for _ in range(3):
        remind_of_records()

    assert fresh(session).reminded == 2
    assert notices(mentor, "record-sign-") == 1
    assert notices(supervisor, "record-unsigned-") == 1


def test_reminders_come_one_after_the_other(mentor, supervisor):
    session = met(mentor, supervisor, days=0)
    shared(session)
    now = timezone.now()

    for day in range(20):
        remind_of_records(now=now + timedelta(days=day))

    assert notices(mentor, "record-sign-") == 2


def test_whoever_has_signed_is_left_alone_and_the_other_side_asked(mentor, supervisor):
    signed(met(mentor, supervisor, days=21))

    remind_of_records()
    remind_of_records()

    assert notices(mentor, "record-sign-") == 0
    assert notices(supervisor, "record-countersign-") == 1


def test_reminding_takes_as_many_queries_for_three_as_for_one(
    mentor, supervisor, django_assert_max_num_queries
):
    for days in (21, 22, 23):
        met(mentor, supervisor, days=days)
    remind_of_records()

    with django_assert_max_num_queries(16):
        remind_of_records()
