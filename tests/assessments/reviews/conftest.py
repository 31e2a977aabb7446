import pytest

from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from tests.factories import reviews
from tests.factories.people import ReportingLineFactory, make_person


@pytest.fixture
def senior(manager: User) -> User:
    """To whom the manager reports."""
    person = make_person("Adaeze", "Obi", Role.LINE_MANAGER, Role.SENIOR_LEADER)
    ReportingLineFactory.create(person=manager, manager=person)
    return person


@pytest.fixture
def review(mentor: User, manager: User, senior: User):
    """An annual review, written and talked about: nothing stands in its way."""
    return reviews.ready_to_share(reviews.review(mentor, manager, countersigner=senior))


@pytest.fixture
def shared(review):
    """Shared for long enough to be signed."""
    return reviews.shared(review)
