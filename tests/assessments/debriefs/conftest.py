import pytest

from assessments.standards.services import load_framework
from tests.factories.debriefs import rich_material, run_over
from tests.factories.people import make_person
from tests.factories.scenarios import scenario_page


@pytest.fixture
def scenario(db):
    load_framework()
    return scenario_page(material=rich_material())


@pytest.fixture
def run(scenario, mentor):
    """She opened weakly, waited, and then did what an expert does."""
    return run_over(mentor, scenario, "b", "a", "a")


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


@pytest.fixture
def colleagues(scenario):
    """Makes people who have each played the scenario once, with these first choices."""

    def play(choices):
        for number, choice in enumerate(choices):
            person = make_person(f"Colleague{number}", f"N{choice}", "mentor")
            run_over(person, scenario, choice, state="abandoned")

    return play
