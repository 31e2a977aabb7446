import pytest

from assessments.readings.access import can_read_reading, readable_people
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.models import Cover
from cms.people.teams.rules import CoverKind
from tests.factories.people import days_ago, make_person

pytestmark = pytest.mark.django_db


def reads(user, person):
    """The two ways to ask give the same answer."""
    one = can_read_reading(user, person)
    assert one == User.objects.filter(readable_people(user), pk=person.pk).exists()
    return one


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("mentor", True),
        ("manager", True),
        ("peer", False),
        ("other_manager", False),
        ("supervisor", False),
        ("quality_lead", False),
        ("hr", False),
        ("dpo", False),
        ("admin", False),
    ],
)
def test_the_mentor_and_her_manager_read_it(mentor, who, may, request):
    assert reads(request.getfixturevalue(who), mentor) is may


def test_the_former_manager_reads_it_no_more(mentor, manager):
    mentor.reporting_lines.update(ends_on=days_ago(1))

    assert not reads(manager, mentor)


def test_who_stands_in_for_the_manager_reads_it(mentor, manager, other_manager):
    Cover.objects.create(
        kind=CoverKind.MANAGER,
        absent=manager,
        stands_in=other_manager,
        starts_on=days_ago(1),
        ends_on=days_ago(-1),
        set_by=manager,
    )

    assert reads(other_manager, mentor)


def test_a_superuser_is_nobody_special(mentor):
    somebody = make_person("Root", "User", Role.TRAINER)
    somebody.is_superuser = True
    somebody.save()

    assert not reads(somebody, mentor)


def test_who_has_no_role_any_more_reads_nothing(mentor):
    mentor.role_grants.update(ends_on=days_ago(1))

    assert not reads(mentor, mentor)
