import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.needs.services import enrol_for_need
from assessments.standards.models import Statement
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from courses.enrolment.models import Enrolment
from tests.factories.courses import completion, enrolment
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(module):
    def do(people, by):
        statement = Statement.objects.get(code="S1", framework__is_default=True)
        return enrol_for_need(statement=statement, module=module, people=people, by=by)

    return do


@pytest.mark.parametrize("who", ["manager", "quality_lead"])
def test_a_module_goes_on_their_lists_and_they_are_told(act, mentor, peer, who, module, request):
    by = request.getfixturevalue(who)
    done = act([mentor, peer], by)

    assert len(done.rows) == 2
    assert {row.reason for row in Enrolment.objects.all()} == {"assigned"}
    assert Notice.objects.filter(recipient__in=[mentor, peer]).count() == 2
    event = AuditEvent.objects.get(verb="training_need.acted_on")
    assert event.detail == {"statement": "S1", "module": "TGT", "people": 2}


def test_asked_twice_it_is_there_once(act, mentor, manager):
    act([mentor], manager)
    act([mentor], manager)

    assert Enrolment.objects.count() == 1


def test_who_cannot_begin_it_now_is_left_out(act, mentor, peer, manager, module):
    completion(enrolment(mentor, module), expires_on=days_ago(-300))
    done = act([mentor, peer], manager)

    assert done.left_out == [mentor]
    assert [row.participant for row in done.rows] == [peer]


@pytest.mark.parametrize(
    "who", ["mentor", "peer", "other_manager", "supervisor", "hr", "admin", "dpo", "trainer"]
)
def test_nobody_else_puts_it_on_a_list(act, mentor, who, request):
    with pytest.raises(PermissionDenied):
        act([mentor], request.getfixturevalue(who))
    assert not Enrolment.objects.exists()


def test_one_who_is_not_hers_stops_the_whole(act, mentor, other_manager, manager, supervisor):
    with pytest.raises(PermissionDenied):
        act([mentor, supervisor], manager)
    assert not Enrolment.objects.exists()


def test_nobody_chosen_and_nothing_published(act, mentor, manager, module):
    with pytest.raises(ValidationError, match="at least one person"):
        act([], manager)
    module.unpublish()
    module.refresh_from_db()
    with pytest.raises(ValidationError, match="not published"):
        act([mentor], manager)
