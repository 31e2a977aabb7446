from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.teams.access import is_manager_of, managed_by
from cms.people.teams.queries import team_members
from tests.factories.people import ReportingLineFactory, UserFactory, days_ago

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "answer"),
    [("manager", True), ("other_manager", False), ("mentor", False), ("peer", False),
     ("supervisor", False), ("admin", False), ("hr", False), ("dpo", False)],
)  # fmt: skip
def test_a_manager_has_their_direct_reports_and_nobody_else(who, answer, mentor, request):
    user = request.getfixturevalue(who)

    assert is_manager_of(user, mentor) is answer
    assert User.objects.filter(managed_by(user), pk=mentor.pk).exists() is answer


def test_a_manager_has_each_report_once(manager, mentor, peer):
    ReportingLineFactory.create(
        person=mentor, manager=manager, starts_on=days_ago(900), ends_on=days_ago(800)
    )

    assert list(User.objects.filter(managed_by(manager)).order_by("last_name")) == [mentor, peer]
    assert list(team_members(manager)) == [mentor, peer]


def test_a_line_holds_from_its_first_day_to_its_last():
    line = ReportingLineFactory.create(starts_on=days_ago(10), ends_on=timezone.localdate())

    assert is_manager_of(line.manager, line.person)
    assert not is_manager_of(line.manager, line.person, on=days_ago(11))
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not is_manager_of(line.manager, line.person, on=tomorrow)


def test_a_closed_account_and_a_visitor_manage_nobody(manager, mentor):
    manager.is_active = False

    assert not is_manager_of(manager, mentor)
    assert not User.objects.filter(managed_by(manager)).exists()
    assert not User.objects.filter(managed_by(AnonymousUser())).exists()
    assert not is_manager_of(AnonymousUser(), mentor)


def test_people_who_left_are_not_in_the_team(manager, mentor):
    mentor.is_active = False
    mentor.save()

    assert not team_members(manager).exists()


def test_a_line_to_oneself_never_gives_a_right():
    person = UserFactory.create()

    assert not is_manager_of(person, person)
