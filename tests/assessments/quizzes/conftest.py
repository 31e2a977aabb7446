import pytest

from assessments.standards.services import load_framework
from tests.journeys.conftest import (  # noqa: F401 - the stories' browser, for the two scripts here
    assert_accessible,
    browser,
    browser_page,
    signed_in,
)


@pytest.fixture
def framework(db):
    return load_framework()
