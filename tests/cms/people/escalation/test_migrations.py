"""A college that kept its lead in the settings finds it on the card, and could go back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BEFORE = [("people", "0002_escalation_card")]
AFTER = [("people", "0004_settings_without_contacts")]


def migrate(targets):
    """The models as they are there."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def before(transactional_db, django_db_use_migrations):
    if not django_db_use_migrations:
        pytest.skip("the tables were made without migrations")
    newest = MigrationExecutor(
        connection
    ).loader.graph.leaf_nodes()  # of every app: some lean on it
    yield migrate(BEFORE)
    migrate(newest)


def contacts_after():
    rows = migrate(AFTER).get_model("people", "SafeguardingContact").objects.order_by("pk")
    return list(rows.values_list("kind", "name", "phone", "email", "hours"))


def test_the_lead_and_the_evening_number_are_on_the_card(before):
    before.get_model("people", "CollegeSettings").objects.create(
        dsl_name="Martin Hale",
        dsl_phone="01632 960140",
        dsl_email="martin@x.test",
        dsl_out_of_hours="Duty manager on 07700 900199 until midnight",
    )

    assert contacts_after() == [
        ("dsl", "Martin Hale", "01632 960140", "martin@x.test", ""),
        ("out_of_hours", "Out of hours", "07700 900199", "",
         "Duty manager on 07700 900199 until midnight"),
    ]  # fmt: skip


@pytest.mark.embedded  # the same rows again: going back and forth takes a minute
def test_a_name_alone_and_words_without_a_number_are_kept(before):
    before.get_model("people", "CollegeSettings").objects.create(
        dsl_name="Martin Hale", dsl_out_of_hours="Ask at the gate"
    )

    assert contacts_after() == [
        ("dsl", "Martin Hale", "", "", ""),
        ("out_of_hours", "Out of hours", "", "", "Ask at the gate"),
    ]


@pytest.mark.embedded  # the same rows again: going back and forth takes a minute
def test_settings_that_named_nobody_leave_the_card_empty(before):
    before.get_model("people", "CollegeSettings").objects.create()

    assert contacts_after() == []


@pytest.mark.embedded  # the same rows again: going back and forth takes a minute
def test_the_way_back_keeps_the_first_lead(before):
    contact = migrate(AFTER).get_model("people", "SafeguardingContact")
    contact.objects.create(kind="dsl", name="Second", phone="01632 960199", position=2)
    contact.objects.create(kind="dsl", name="First", phone="01632 960140", position=1)
    contact.objects.create(kind="out_of_hours", name="Duty manager", phone="07700 900199")

    settings = migrate(BEFORE).get_model("people", "CollegeSettings").objects.get()

    assert (settings.dsl_name, settings.dsl_phone) == ("First", "01632 960140")
    assert settings.dsl_out_of_hours == "Duty manager 07700 900199"
