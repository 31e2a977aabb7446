import pytest

from assessments.cpd.rules import cpd_year
from assessments.standards.models import Framework
from tests.factories.people import days_ago
from tests.factories.profiles import verified_entry
from tests.factories.standards import st0148


@pytest.fixture
def framework(db: None) -> Framework:
    return st0148()


@pytest.fixture
def year():
    return cpd_year(days_ago(3))


@pytest.fixture
def entry(framework, mentor, manager):
    return verified_entry(mentor, manager)
