import pytest

from assessments.feedback.models import FormativeNote
from cms.people.accounts.models import User
from tests.factories.feedback import note as written
from tests.factories.standards import st0148


@pytest.fixture
def framework(db: None) -> None:
    st0148()


@pytest.fixture
def note(mentor: User, manager: User) -> FormativeNote:
    return written(mentor, manager)
