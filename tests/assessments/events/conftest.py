import pytest

from assessments.events.models import TrainingEvent
from assessments.standards.models import Framework
from cms.people.accounts.models import User
from tests.factories.events import training_event
from tests.factories.standards import st0148


@pytest.fixture
def framework(db: None) -> Framework:
    return st0148()


@pytest.fixture
def event(trainer: User, framework: Framework) -> TrainingEvent:
    """Joanna’s workshop of today, for two statements."""
    return training_event(trainer, "S2", "K3", provider="Larkmoor learning team")
