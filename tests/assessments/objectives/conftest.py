import pytest

from assessments.objectives.models import Objective
from cms.people.accounts.models import User
from tests.factories.objectives import agreed, objective
from tests.factories.standards import st0148


@pytest.fixture
def framework(db: None) -> None:
    st0148()


@pytest.fixture
def draft(mentor: User) -> Objective:
    return objective(mentor)


@pytest.fixture
def active(mentor: User) -> Objective:
    return agreed(mentor)
