from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.scenarios.models import ScenarioPage
from assessments.sessions.models import SupervisionSession
from assessments.supervision.models import SupervisionAgreement
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from tests.factories.debriefs import rich_material
from tests.factories.people import make_person
from tests.factories.scenarios import scenario_page
from tests.factories.standards import st0148
from tests.factories.supervision import agreement, session


@pytest.fixture
def pair(mentor: User, supervisor: User) -> SupervisionAgreement:
    """Yasmin and Helen, in force."""
    return agreement(mentor, supervisor)


@pytest.fixture
def planned(pair: SupervisionAgreement) -> SupervisionSession:
    """In a week: Helen does not read yet what Yasmin prepares."""
    return session(pair)


@pytest.fixture
def tomorrow(pair: SupervisionAgreement) -> SupervisionSession:
    """In twenty hours: what is prepared is shown."""
    return session(pair, starts_at=timezone.now() + timedelta(hours=20))


@pytest.fixture
def new_supervisor(db: None) -> User:
    return make_person("Ruth", "Calder", Role.SUPERVISOR)


@pytest.fixture
def framework(db: None) -> None:
    st0148()


@pytest.fixture
def scenario(framework: None) -> ScenarioPage:
    return scenario_page(material=rich_material())
