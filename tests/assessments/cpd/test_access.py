import pytest
from django.contrib.auth.models import AnonymousUser

from assessments.cpd.access import can_change, can_keep_log_of, readable_by
from assessments.cpd.models import CPDEntry
from tests.factories.cpd import cpd_entry
from tests.factories.people import UserFactory

EVERYBODY_ELSE = [
    "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer", "admin",
    "hr", "dpo",
]  # fmt: skip


def may_anything(person, entry) -> set[bool]:
    return {
        CPDEntry.objects.filter(readable_by(person), pk=entry.pk).exists(),
        can_change(person, entry),
        can_keep_log_of(person, entry.owner),
    }


def test_its_owner_may_do_everything(mentor):
    assert may_anything(mentor, cpd_entry(mentor)) == {True}


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_nobody_else_may_do_anything(mentor, request, name):
    assert may_anything(request.getfixturevalue(name), cpd_entry(mentor)) == {False}


def test_a_superuser_may_not_either(mentor):
    root = UserFactory.create(is_superuser=True, is_staff=True)

    assert may_anything(root, cpd_entry(mentor)) == {False}


def test_a_visitor_may_not_either(mentor):
    assert may_anything(AnonymousUser(), cpd_entry(mentor)) == {False}


def test_a_closed_account_keeps_no_log(mentor):
    entry = cpd_entry(mentor)
    mentor.is_active = False

    assert may_anything(mentor, entry) == {False}
