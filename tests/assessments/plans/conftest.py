import pytest

from assessments.plans.models import PlanLine
from cms.people.accounts.models import User
from tests.factories.plans import plan_line
from tests.factories.standards import st0148


@pytest.fixture
def line(mentor: User) -> PlanLine:
    """An open line that only Yasmin can read."""
    return plan_line(mentor)


@pytest.fixture
def framework(db: None) -> None:
    st0148()
