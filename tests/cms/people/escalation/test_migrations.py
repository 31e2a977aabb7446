"""A college that kept its lead in the settings finds it on the card, and could go back."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

moving = import_module("cms.people.migrations.0003_contacts_onto_card")
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
BEFORE = [("people", "0002_escalation_card")]
THEN = [("people", "0003_contacts_onto_card")]
KEPT = {
    "dsl_name": "Martin Hale",
    "dsl_phone": "01632 960140",
    "dsl_email": "martin@x.test",
    "dsl_out_of_hours": "Duty manager on 07700 900199 until midnight",
}


def migrate(targets):
    """The models as they are there."""
    MigrationExecutor(connection).migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture(scope="module")
def then(django_db_setup, django_db_blocker, django_db_use_migrations):
    """The models of that time, with their tables and what a college had in them before."""
    if not django_db_use_migrations:
        pytest.skip("the tables were made without migrations")
    with django_db_blocker.unblock():
        # Of every app: some lean on it.
        newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
        before = migrate(BEFORE)
        before.get_model("people", "CollegeSettings").objects.create(**KEPT)
        models = migrate(THEN)
        yield models
        models.get_model("people", "SafeguardingContact").objects.all().delete()
        models.get_model("people", "CollegeSettings").objects.all().delete()
        MigrationExecutor(connection).migrate(newest)


@pytest.fixture
def settings_then(then):
    return then.get_model("people", "CollegeSettings").objects


@pytest.fixture
def contacts_then(then):
    return then.get_model("people", "SafeguardingContact").objects


def on_card(contacts):
    found = contacts.order_by("pk")
    return list(found.values_list("kind", "name", "phone", "email", "hours"))


@pytest.fixture
def nothing_kept(settings_then, contacts_then):
    settings_then.all().delete()
    contacts_then.all().delete()


def test_the_lead_and_the_evening_number_are_on_the_card(contacts_then):
    assert on_card(contacts_then) == [
        ("dsl", "Martin Hale", "01632 960140", "martin@x.test", ""),
        ("out_of_hours", "Out of hours", "07700 900199", "",
         "Duty manager on 07700 900199 until midnight"),
    ]  # fmt: skip


def test_a_name_alone_and_words_without_a_number_are_kept(
    then, nothing_kept, settings_then, contacts_then
):
    settings_then.create(dsl_name="Martin Hale", dsl_out_of_hours="Ask at the gate")

    moving.contacts_onto_card(then, None)

    assert on_card(contacts_then) == [
        ("dsl", "Martin Hale", "", "", ""),
        ("out_of_hours", "Out of hours", "", "", "Ask at the gate"),
    ]


def test_settings_that_named_nobody_leave_the_card_empty(
    then, nothing_kept, settings_then, contacts_then
):
    settings_then.create()

    moving.contacts_onto_card(then, None)

    assert on_card(contacts_then) == []


def test_the_way_back_keeps_the_first_lead(then, nothing_kept, settings_then, contacts_then):
    contacts_then.create(kind="dsl", name="Second", phone="01632 960199", position=2)
    contacts_then.create(kind="dsl", name="First", phone="01632 960140", position=1)
    contacts_then.create(kind="out_of_hours", name="Duty manager", phone="07700 900199")

    moving.contacts_off_card(then, None)

    settings = settings_then.get()
    assert (settings.dsl_name, settings.dsl_phone) == ("First", "01632 960140")
    assert settings.dsl_out_of_hours == "Duty manager 07700 900199"
