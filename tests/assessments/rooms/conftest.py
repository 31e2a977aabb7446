import pytest

from assessments.standards.services import load_framework
from tests.factories.rooms import room_of
from tests.factories.scenarios import scenario_page


@pytest.fixture
def scenario(db):
    load_framework()
    return scenario_page()


@pytest.fixture
def host(manager):
    """Somebody who may open rooms."""
    return manager


@pytest.fixture
def room(scenario, host):
    return room_of(host, scenario)
