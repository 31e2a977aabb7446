"""Who is asked next when nobody answers (domain.md 4.7, step 4). The moments are fixed: the 26th of
November 2026 is a Thursday."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from assessments.concerns import services
from assessments.concerns.rules import Stage
from assessments.concerns.tasks import escalate_pointers
from cms.people.accounts.models import User
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.supervision import pointer

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 26, 14, 10, tzinfo=ZoneInfo("Europe/London"))
FRIDAY, MONDAY, TUESDAY = (THURSDAY + timedelta(days=days) for days in (1, 4, 5))
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def college(dsl, deputy, senior, on_the_card):
    return dsl


def waiting_since(mentor, at, **fields):
    return pointer(
        mentor, reported_at=at - timedelta(minutes=5), created_at=at, asked_at=at, **fields
    )


def stage_of(row):
    row.refresh_from_db()
    return row.stage


def told(person):
    return Notice.objects.filter(recipient=person).count()


def test_it_goes_to_the_deputies_and_then_to_the_senior_leaders(mentor, college, deputy, senior):
    row = waiting_since(mentor, THURSDAY)

    assert services.escalate_pointers(now=FRIDAY - A_MINUTE) == 0
    assert stage_of(row) == Stage.LEAD

    assert services.escalate_pointers(now=FRIDAY) == 1
    assert stage_of(row) == Stage.DEPUTIES
    assert (told(deputy), told(senior)) == (1, 0)

    assert services.escalate_pointers(now=MONDAY - A_MINUTE) == 0
    assert services.escalate_pointers(now=MONDAY) == 1
    assert stage_of(row) == Stage.SENIOR
    assert (told(deputy), told(senior)) == (1, 1)

    assert services.escalate_pointers(now=MONDAY + timedelta(days=30)) == 0


@pytest.mark.parametrize(
    ("asked", "still", "then"),
    [
        (FRIDAY, MONDAY - A_MINUTE, MONDAY),
        (FRIDAY + timedelta(days=1), TUESDAY.replace(hour=0, minute=0) - A_MINUTE,
         TUESDAY.replace(hour=0, minute=0)),
        (FRIDAY + timedelta(days=2), TUESDAY.replace(hour=0, minute=0) - A_MINUTE,
         TUESDAY.replace(hour=0, minute=0)),
    ],
    ids=["on a Friday", "on a Saturday", "on a Sunday"],
)  # fmt: skip
def test_a_weekend_does_not_count(mentor, college, asked, still, then):
    waiting_since(mentor, asked)

    assert services.escalate_pointers(now=still) == 0
    assert services.escalate_pointers(now=then) == 1


def test_run_twice_it_asks_once(mentor, college, deputy):
    waiting_since(mentor, THURSDAY)

    assert [services.escalate_pointers(now=FRIDAY) for _ in range(3)] == [1, 0, 0]

    assert told(deputy) == 1
    assert AuditEvent.objects.filter(verb="safeguarding_pointer.passed_on").count() == 1


def test_what_was_acknowledged_goes_nowhere(mentor, college, senior, deputy):
    row = waiting_since(mentor, THURSDAY)
    services.acknowledge_pointer(pointer=row, by=college, at=THURSDAY + timedelta(minutes=35))

    assert services.escalate_pointers(now=TUESDAY) == 0
    assert told(deputy) == told(senior) == 0


def test_late_by_many_days_it_still_goes_one_step_at_a_time(mentor, college, deputy, senior):
    """A task that stood still for a week does not wake the senior leaders before a deputy."""
    row = waiting_since(mentor, THURSDAY)

    services.escalate_pointers(now=THURSDAY + timedelta(days=11))

    assert stage_of(row) == Stage.DEPUTIES
    assert (told(deputy), told(senior)) == (1, 0)


def test_senior_leaders_learn_that_it_waits_and_whom_to_ask(mentor, college, deputy, senior):
    waiting_since(mentor, THURSDAY, stage=Stage.DEPUTIES)

    services.escalate_pointers(now=FRIDAY)

    notice = Notice.objects.get(recipient=senior)
    assert notice.title == "A concern passed on at 14:05 on 26 November waits to be acknowledged"
    assert "Martin Hale" in notice.body
    assert "Aisha Siddiq" in notice.body
    assert notice.url == "/safeguarding/"
    for secret in ("Yasmin", "Haddad", "2231"):
        assert secret not in notice.title + notice.body


def test_a_lead_who_reported_is_named_like_the_others_so_that_nothing_gives_her_away(
    college, deputy, senior
):
    waiting_since(college, THURSDAY, stage=Stage.DEPUTIES)

    services.escalate_pointers(now=FRIDAY)

    assert "Martin Hale" in Notice.objects.get(recipient=senior).body
    assert told(college) == 0


def test_without_anybody_to_ask_nothing_breaks(mentor):
    row = waiting_since(mentor, THURSDAY)

    services.escalate_pointers(now=FRIDAY)

    assert stage_of(row) == Stage.SENIOR


def test_a_closed_account_is_asked_nothing(mentor, college, deputy, senior):
    User.objects.filter(pk=deputy.pk).update(is_active=False)
    row = waiting_since(mentor, THURSDAY)

    services.escalate_pointers(now=FRIDAY)

    assert stage_of(row) == Stage.SENIOR
    assert (told(deputy), told(senior)) == (0, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_one_query_when_nothing_is_due(
    mentor, college, count, django_assert_num_queries
):
    for _ in range(count):
        waiting_since(mentor, THURSDAY)

    with django_assert_num_queries(1):
        services.escalate_pointers(now=THURSDAY + timedelta(hours=2))
    with django_assert_num_queries(1):
        services.escalate_pointers(now=FRIDAY - A_MINUTE)


def test_each_that_is_due_costs_the_same(mentor, college, django_assert_max_num_queries):
    """Three to look, and then a fixed number for each pointer and person asked."""
    costs = []
    for count in (1, 3):
        for _ in range(count):
            waiting_since(mentor, THURSDAY)
        with django_assert_max_num_queries(100) as asked:
            services.escalate_pointers(now=FRIDAY)
        costs.append(len(asked))

    one, three = costs
    each = (three - one) // 2
    assert three - one == 2 * each
    assert one - each <= 4


def test_the_task_runs(mentor, college):
    waiting_since(mentor, timezone.localtime() - timedelta(days=30))

    escalate_pointers()

    assert AuditEvent.objects.get().actor is None
