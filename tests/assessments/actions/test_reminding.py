import pytest
from django.utils import timezone

from assessments.actions import tasks
from assessments.actions.models import SupervisionAction
from assessments.actions.rules import Keeper
from assessments.actions.services import remind_of_actions
from cms.people.notices.models import Notice
from tests.factories.people import days_ago
from tests.factories.supervision import action


def told(person):
    return list(Notice.objects.filter(recipient=person).values_list("title", flat=True))


def test_three_days_before_in_one_notice_for_all_of_a_day(meeting, mentor, supervisor):
    for _ in range(2):
        action(meeting, due_on=days_ago(-3))

    remind_of_actions()
    remind_of_actions()

    (title,) = told(mentor)
    assert title.startswith("2 actions from supervision are due on")
    assert told(supervisor) == []


def test_earlier_than_that_nobody_is_told(meeting, mentor):
    action(meeting, due_on=days_ago(-4))

    assert remind_of_actions() == 0
    assert told(mentor) == []


def test_late_ones_once_a_week(meeting, mentor):
    action(meeting, due_on=days_ago(1))
    action(meeting, due_on=days_ago(9))

    remind_of_actions()
    tasks.remind()

    assert told(mentor) == ["2 actions from supervision are overdue"]


@pytest.mark.parametrize(
    ("keeper", "shared", "who"),
    [
        (Keeper.SUPERVISEE, False, "mentor"),
        (Keeper.SUPERVISOR, False, "supervisor"),
        (Keeper.MANAGER, False, "mentor"),
        (Keeper.MANAGER, True, "manager"),
    ],
)
def test_whoever_keeps_it_is_told(meeting, keeper, shared, who, request):
    action(
        meeting,
        keeper=keeper,
        due_on=days_ago(1),
        supervisee_shares=shared,
        supervisor_shares=shared,
    )

    remind_of_actions()

    assert Notice.objects.get().recipient == request.getfixturevalue(who)


def test_no_word_of_it_is_in_the_notice(meeting, mentor):
    action(meeting, due_on=days_ago(1))

    remind_of_actions()

    notice = Notice.objects.get()
    assert "silence" not in notice.title + notice.body


def test_a_closed_account_is_not_told(meeting, mentor):
    action(meeting, due_on=days_ago(1))
    mentor.is_active = False
    mentor.save()

    assert remind_of_actions() == 0


def test_closed_ones_are_forgotten(step, mentor):
    SupervisionAction.objects.update(state="done", closed_at=timezone.now(), due_on=days_ago(1))

    assert remind_of_actions() == 0
