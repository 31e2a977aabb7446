import pytest

from assessments.actions.models import SupervisionAction
from assessments.sessions.models import SupervisionSession
from assessments.supervision.models import SupervisionAgreement
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from tests.factories.people import make_person
from tests.factories.standards import st0148
from tests.factories.supervision import action, agreement, held


@pytest.fixture
def pair(mentor: User, supervisor: User) -> SupervisionAgreement:
    """Yasmin and Helen, in force."""
    return agreement(mentor, supervisor)


@pytest.fixture
def meeting(pair: SupervisionAgreement) -> SupervisionSession:
    """Held ten days ago."""
    return held(pair)


@pytest.fixture
def later(pair: SupervisionAgreement) -> SupervisionSession:
    """Held yesterday."""
    return held(pair, days=1)


@pytest.fixture
def step(meeting: SupervisionSession) -> SupervisionAction:
    """Open, due in two weeks, Yasmin’s to do."""
    return action(meeting)


@pytest.fixture
def new_supervisor(db: None) -> User:
    return make_person("Ruth", "Calder", Role.SUPERVISOR)


@pytest.fixture
def framework(db: None) -> None:
    st0148()
