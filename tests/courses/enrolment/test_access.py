import pytest

from courses.enrolment.access import can_enrol, can_withdraw, readable_by
from courses.enrolment.models import Enrolment
from tests.factories.courses import enrolment, module_page

pytestmark = pytest.mark.django_db

SEES = {
    "mentor": {"mentor"},
    "peer": {"peer"},
    "manager": {"mentor", "peer"},
    "other_manager": set(),
    "supervisor": set(),
    "trainer": set(),
    "quality_lead": {"mentor", "peer"},
    "admin": {"mentor", "peer"},
    "dsl": set(),
    "hr": set(),
    "dpo": set(),
}


@pytest.mark.parametrize("who", SEES)
def test_rows_are_read_by_those_concerned(request, mentor, peer, who):
    module = module_page()
    enrolment(mentor, module)
    enrolment(peer, module)
    reader = request.getfixturevalue(who)

    found = {row.participant for row in Enrolment.objects.filter(readable_by(reader))}

    assert found == {request.getfixturevalue(name) for name in SEES[who]}


@pytest.mark.parametrize("who", SEES)
def test_who_may_enrol_may_be_read_from_the_same_table(request, mentor, who):
    user = request.getfixturevalue(who)
    may = who in {"mentor", "manager", "quality_lead", "admin"}

    assert can_enrol(user, mentor) == may
    assert can_withdraw(user, mentor) == (who in {"manager", "admin"})
