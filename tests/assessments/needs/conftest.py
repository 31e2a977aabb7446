import pytest

from assessments.standards.rules import EvidenceKind, Strength
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from tests.factories.courses import lesson_page, module_page, programme_page
from tests.factories.people import ReportingLineFactory, days_ago, make_person
from tests.factories.standards import evidence, st0148


@pytest.fixture
def framework(db):
    return st0148()


@pytest.fixture
def module(framework):
    """Target setting, for S1 and K6: two lessons of twelve minutes."""
    page = module_page(programme_page())
    lesson_page(page)
    lesson_page(page)
    return page


@pytest.fixture
def mentors_of():
    """So many mentors of a team, each reporting to its manager."""

    def make(team, manager, count):
        before = User.objects.count()
        people = [
            make_person(f"{team.code}{before + number}", "Mentor", Role.MENTOR, team=team)
            for number in range(count)
        ]
        for person in people:
            ReportingLineFactory.create(person=person, manager=manager)
        return people

    return make


@pytest.fixture
def shown():
    """Evidence for a statement, so many days old."""

    def stand(person, code="S1", days=10):
        return evidence(
            person,
            code,
            kind=EvidenceKind.CPD,
            strength=Strength.VERIFIED,
            occurred_on=days_ago(days),
        )

    return stand
