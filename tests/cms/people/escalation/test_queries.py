from datetime import timedelta

import pytest
from django.utils import timezone

from cms.people.accounts.rules import Role
from cms.people.college.models import CollegeSettings
from cms.people.college.queries import college
from cms.people.escalation.models import CardCheck
from cms.people.escalation.queries import card, keepers
from tests.factories.people import ContactFactory, days_ago, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("contacts", [1, 3])
def test_the_card_is_read_once(dsl, contacts, django_assert_num_queries):
    ContactFactory.create_batch(contacts)
    CardCheck.objects.create(checked_by=dsl)
    college()

    with django_assert_num_queries(2):
        card()
    with django_assert_num_queries(0):
        assert len(card().contacts) == contacts


def test_the_card_says_who_vouched_for_it_last(dsl, admin):
    ContactFactory.create()
    CardCheck.objects.create(checked_by=dsl)
    CardCheck.objects.create(checked_by=admin, checked_at=timezone.localtime() - timedelta(days=3))

    assert card().checked_by == "Martin Hale"
    assert not card().is_stale


def test_a_cached_card_is_stale_and_people_are_away_by_the_day_it_is_read(dsl):
    tomorrow = timezone.localdate() + timedelta(days=1)
    ContactFactory.create(away_from=tomorrow)
    CardCheck.objects.create(checked_by=dsl)

    assert [contact.is_away for contact in card().contacts] == [False]
    assert [contact.is_away for contact in card(tomorrow).contacts] == [True]
    assert card(tomorrow + timedelta(days=90)).is_stale


def test_the_college_says_how_often_the_card_is_checked(dsl):
    ContactFactory.create()
    CardCheck.objects.create(checked_by=dsl, checked_at=timezone.localtime() - timedelta(days=31))
    assert not card().is_stale

    ours = CollegeSettings.load()
    ours.card_check_days = 30
    ours.save()

    assert card().is_stale


def test_a_change_that_passes_by_the_services_is_seen_too(dsl):
    contact = ContactFactory.create(phone="01632 960140")
    assert card().checked_at is None

    contact.phone = "01632 960199"
    contact.save()
    CardCheck.objects.create(checked_by=dsl)
    assert card().contacts[0].phone == "01632 960199"
    assert card().checked_at is not None
    contact.delete()

    assert card().is_empty


def test_the_leads_keep_the_card_and_without_any_the_admins(admin, dsl):
    make_person("Gone", "Away", Role.DSL, is_active=False)
    former = make_person("Former", "Lead", Role.DSL)
    former.role_grants.update(ends_on=days_ago(1))
    assert keepers() == [dsl]

    dsl.role_grants.update(ends_on=days_ago(1))

    assert keepers() == [admin]
