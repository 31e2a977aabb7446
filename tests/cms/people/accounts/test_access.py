from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cms.people.accounts.access import (
    can_list_people,
    can_manage_people,
    can_read_person,
    has_role,
    is_staff_member,
    readable_by,
)
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from tests.factories.people import RoleGrantFactory, UserFactory, days_ago

# who: may read the mentor's profile, may list people, may look after accounts
TRUTH = {
    "mentor": (True, False, False),
    "peer": (False, False, False),
    "manager": (True, True, False),
    "other_manager": (False, True, False),
    "supervisor": (False, False, False),
    "trainer": (False, False, False),
    "quality_lead": (False, False, False),
    "dsl": (False, False, False),
    "admin": (True, True, True),
    "hr": (True, True, False),
    "dpo": (True, True, False),
}


@pytest.mark.parametrize("who", TRUTH)
def test_who_may_read_and_look_after_accounts(who, mentor, request):
    user = request.getfixturevalue(who)
    reads, lists, manages = TRUTH[who]

    assert User.objects.filter(readable_by(user), pk=mentor.pk).exists() is reads
    assert can_read_person(user, mentor) is reads
    assert can_list_people(user) is lists
    assert can_manage_people(user) is manages


def test_a_superuser_without_a_role_reads_only_their_own(mentor):
    superuser = UserFactory.create(is_superuser=True, is_staff=True)

    assert not is_staff_member(superuser)
    assert list(User.objects.filter(readable_by(superuser))) == [superuser]
    assert not can_manage_people(superuser)


def test_nobody_signed_in_reads_nothing(mentor):
    assert not User.objects.filter(readable_by(AnonymousUser())).exists()
    assert not can_read_person(AnonymousUser(), mentor)


def test_a_closed_account_has_no_role(admin):
    admin.is_active = False

    assert not has_role(admin, Role.SITE_ADMIN)
    assert not can_read_person(admin, admin)


def test_roles_hold_from_their_first_day_to_their_last(db):
    person = UserFactory.create()
    today = timezone.localdate()
    RoleGrantFactory.create(holder=person, role=Role.HR, starts_on=days_ago(9), ends_on=today)
    RoleGrantFactory.create(holder=person, role=Role.TRAINER, starts_on=today + timedelta(days=1))

    assert has_role(person, Role.HR)
    assert not has_role(person, Role.TRAINER)
    assert has_role(person, Role.TRAINER, on=today + timedelta(days=1))
    assert not has_role(person, Role.HR, on=today + timedelta(days=1))
    assert not has_role(person, Role.HR, on=days_ago(10))


def test_roles_are_asked_for_once(admin, django_assert_num_queries):
    fresh = User.objects.get(pk=admin.pk)

    with django_assert_num_queries(1):
        assert has_role(fresh, Role.SITE_ADMIN)
        assert not has_role(fresh, Role.HR)


def test_a_former_manager_reads_no_longer(mentor, manager, other_manager, admin):
    from cms.people.teams.services import set_manager

    set_manager(person=mentor, manager=other_manager, by=admin)

    assert not can_read_person(manager, mentor)
    assert can_read_person(other_manager, mentor)
