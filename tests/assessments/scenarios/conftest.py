import pytest

from assessments.scenarios.services import choose
from assessments.standards.services import load_framework
from tests.factories.scenarios import rich_material, scenario_page


@pytest.fixture
def framework(db):
    return load_framework()


@pytest.fixture
def rich(framework):
    """A scenario that asks for everything a scene can ask."""
    return scenario_page(material=rich_material())


@pytest.fixture
def play():
    """Choose one option after the other, as the person whose run it is."""

    def choose_all(attempt, *options, at=None, confidence=None):
        first = attempt.steps.count() + 1
        for position, option in enumerate(options, start=first):
            choose(attempt=attempt, position=position, option_key=option, confidence=confidence,
                   by=attempt.participant, at=at)  # fmt: skip
        attempt.refresh_from_db()
        return attempt

    return choose_all
