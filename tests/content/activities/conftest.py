import pytest

from cms.people.editors.services import keep_groups_in_step
from tests.factories.pages import home_page


@pytest.fixture
def workplace(groups):
    home_page()


@pytest.fixture
def at_work(workplace, client_of):
    """Somebody's client, with the rights her roles give in Wagtail's admin."""

    def sign_in(person):
        keep_groups_in_step(people=[person])
        return client_of(person)

    return sign_in


@pytest.fixture
def author(at_work, trainer):
    return at_work(trainer)


@pytest.fixture
def keeper(at_work, admin):
    return at_work(admin)
