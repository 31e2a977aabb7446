"""The morning's reminders: each stage once, to the right person, and to nobody who is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.people.notices.models import Notice
from courses.progress import services
from courses.progress.models import Completion
from tests.factories.courses import enrolment, lessons_of, module_with_lessons

pytestmark = pytest.mark.django_db


@pytest.fixture
def module():
    return module_with_lessons(1)


@pytest.fixture
def row(mentor, module):
    return enrolment(mentor, module)


def told(person):
    return list(person.notices.filter(kind__in=["module_due", "certificate_expiring"]))


def due_in(row, days):
    row.due_on = timezone.localdate() + timedelta(days=days)
    row.save()


def finish(mentor, module):
    for lesson in lessons_of(module):
        services.complete_step(participant=mentor, step=lesson, by=mentor)


def test_remind_says_what_is_due_soon_once(mentor, module, row):
    due_in(row, 5)

    assert services.remind() == 1
    assert services.remind() == 0

    (notice,) = told(mentor)
    assert notice.title == f"{module.title} is due in 5 days"
    assert notice.url == module.url


def test_remind_speaks_again_when_it_is_overdue(mentor, row):
    due_in(row, 5)
    services.remind()
    services.remind(today=row.due_on + timedelta(days=1))
    services.remind(today=row.due_on + timedelta(days=7))

    assert [notice.title.split(" due ")[1] for notice in reversed(told(mentor))] == [
        "in 5 days",
        "1 day ago",
        "7 days ago",
    ]


@pytest.mark.parametrize("days", [8, 60])
def test_remind_is_quiet_while_there_is_time(mentor, row, days):
    due_in(row, days)

    assert services.remind() == 0


def test_remind_leaves_those_in_peace_who_are_done(mentor, module, row):
    due_in(row, 5)
    finish(mentor, module)

    assert services.remind() == 0


def test_remind_leaves_out_a_closed_account(mentor, row):
    due_in(row, 5)
    mentor.is_active = False
    mentor.save()

    assert services.remind() == 0


def test_remind_says_when_a_completion_runs_out(mentor, module, row):
    finish(mentor, module)
    expires = Completion.objects.get().expires_on

    assert services.remind(today=expires - timedelta(days=61)) == 0
    assert services.remind(today=expires - timedelta(days=30)) == 1
    assert services.remind(today=expires + timedelta(days=1)) == 1

    assert [notice.title for notice in reversed(told(mentor))] == [
        f"{module.title} runs out in 30 days",
        f"{module.title} ran out 1 day ago",
    ]


@pytest.mark.parametrize("people", [1, 3])
def test_remind_reads_everybody_at_once(
    mentor, peer, manager, module, people, django_assert_num_queries
):
    for person in [mentor, peer, manager][:people]:
        due_in(enrolment(person, module), 60)

    with django_assert_num_queries(2):
        services.remind()
    assert not Notice.objects.filter(kind="module_due").exists()
