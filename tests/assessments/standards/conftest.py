import pytest

from assessments.standards.models import Framework
from tests.factories.standards import st0148, st1379


@pytest.fixture
def framework(db: None) -> Framework:
    return st0148()


@pytest.fixture
def newer(framework: Framework) -> Framework:
    """ST1379, of which only the knowledge statements are known, beside the college's ST0148."""
    return st1379()
