import pytest

from cms.people.editors.services import keep_groups_in_step
from content.activities.adapters import StoredLibraries
from content.h5p.names import parse_library_name
from tests.factories.h5p.activities import installed
from tests.factories.h5p.types import TYPES
from tests.factories.pages import home_page


@pytest.fixture
def types(groups):
    """The tiny content types, in use."""
    installed(*(make() for make in TYPES.values()))
    return StoredLibraries()


@pytest.fixture
def workplace(groups):
    home_page()
    keep_groups_in_step()


@pytest.fixture
def author(trainer, client_of, types, workplace):
    return client_of(trainer)


@pytest.fixture
def library(types):
    return lambda name: types.find(parse_library_name(name))
