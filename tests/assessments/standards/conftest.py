import pytest

from assessments.standards.models import Framework
from tests.factories.standards import st0148


@pytest.fixture
def framework(db: None) -> Framework:
    return st0148()
