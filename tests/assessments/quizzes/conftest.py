import pytest

from assessments.standards.services import load_framework


@pytest.fixture
def framework(db):
    return load_framework()
