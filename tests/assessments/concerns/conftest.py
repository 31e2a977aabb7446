import pytest

from cms.people.accounts.rules import Role
from cms.people.escalation.queries import card
from tests.factories.people import ContactFactory, make_person
from tests.factories.supervision import agreement, held


@pytest.fixture
def pair(mentor, supervisor):
    return agreement(mentor, supervisor)


@pytest.fixture
def meeting(pair):
    return held(pair)


@pytest.fixture
def deputy(groups):
    return make_person("Aisha", "Siddiq", Role.DSL)


@pytest.fixture
def senior(db):
    return make_person("Anita", "Sørby", Role.SENIOR_LEADER)


@pytest.fixture
def on_the_card(dsl):
    """The lead is on the safeguarding card, found there by her address."""
    ContactFactory.create(name="The lead", email=dsl.email.upper(), hours="9 to 5")
    ContactFactory.create(kind="out_of_hours", name="Duty manager", phone="01632 960999")
    ContactFactory.create(kind="children", name="Children’s social care", phone="01632 960111")
    ContactFactory.create(kind="staff_concern", name="Principal", phone="01632 960222")
    return card()
