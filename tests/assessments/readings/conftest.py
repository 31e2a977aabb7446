import pytest
from django.utils import timezone

from assessments.readings.queries import reading_of
from assessments.readings.rules.periods import year_back
from tests.factories.courses import module_page, programme_page
from tests.factories.standards import st0148


@pytest.fixture
def framework(db):
    return st0148()


@pytest.fixture
def module(framework):
    return module_page(programme_page())


@pytest.fixture
def read():
    """The reading of the last twelve months, unless told another time."""

    def reading(person, reader=None, **fields):
        today = timezone.localdate()
        period = {"period_from": year_back(today), "period_to": today}
        return reading_of(person, reader=reader or person, **{**period, **fields})

    return reading
