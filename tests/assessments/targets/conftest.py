import pytest
from django.utils import timezone

from assessments.cpd.rules import CPDYear, cpd_year


@pytest.fixture
def year(db):
    """The CPD year that is running."""
    return cpd_year(timezone.localdate())


@pytest.fixture
def last_year(year):
    return CPDYear(year.start - 1)
