import pytest

from assessments.sessions.models import SupervisionSession
from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.services.policies import load_default_policies
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from tests.factories.people import make_person
from tests.factories.supervision import agreement, session


@pytest.fixture
def policies(db: None) -> None:
    load_default_policies()


@pytest.fixture
def pair(mentor: User, supervisor: User, policies: None) -> SupervisionAgreement:
    """Yasmin and Helen, agreed a year ago; Helen books."""
    return agreement(mentor, supervisor)


@pytest.fixture
def meeting(pair: SupervisionAgreement) -> SupervisionSession:
    """In a week, in a room that a line manager does not read of."""
    return session(pair, place="Room 4, behind the library")


@pytest.fixture
def group_of(db: None) -> list[User]:
    """Four more mentors, from elsewhere in the college."""
    return [make_person(f"Mentor{n}", "Group", Role.MENTOR) for n in range(1, 5)]
