from typing import Any

import pytest

from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from tests.factories import moderation, reviews
from tests.factories.people import make_person


@pytest.fixture
def third_manager(db: None) -> User:
    return make_person("Ines", "Costa", Role.LINE_MANAGER)


@pytest.fixture
def cycle(quality_lead: User) -> Any:
    return reviews.cycle(quality_lead)


@pytest.fixture
def review(mentor: User, manager: User, cycle: Any) -> Any:
    return moderation.answered(mentor, manager, cycle)


@pytest.fixture
def case(review: Any, quality_lead: User, other_manager: User, third_manager: User) -> Any:
    """Drawn yesterday; two managers and the quality lead look at it."""
    return moderation.case_of(review, quality_lead, quality_lead, other_manager, third_manager)


@pytest.fixture
def rated_case(case: Any, quality_lead: User, other_manager: User, third_manager: User) -> Any:
    for person, rating in ((quality_lead, 3), (other_manager, 3), (third_manager, 2)):
        moderation.view_of(case, person, rating)
    return case
