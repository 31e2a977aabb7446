"""The same number of queries, however much there is to read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.caseloads import snapshot
from tests.factories.colleagues import heard_without_names
from tests.factories.courses import enrolment, module_page
from tests.factories.feedback import note
from tests.factories.objectives import agreed
from tests.factories.people import days_ago
from tests.factories.quizzes import quiz_page
from tests.factories.readings import (
    at,
    heard,
    held_on_time,
    module_done,
    outcome,
    quiz_passed,
    scenario_done,
    seen_at_work,
    shared_action,
    verified_entry,
)
from tests.factories.scenarios import scenario_page
from tests.factories.supervision import agreement

pytestmark = pytest.mark.django_db
# Rights 3, framework and ledger 3, modules 1, training 4, CPD 9, supervision 9, observations 6,
# voice 4, outcomes 6, feedback 2, objectives 2, colleagues 2, caseload 2, the drawing of the
# standard 1.
MOST = 56


@pytest.fixture
def work(mentor, manager, supervisor, quality_lead, framework):
    """A number of times all there is, some days apart."""
    pair = agreement(mentor, supervisor)

    def do(number):
        module = module_page(code=f"MOD{number}", slug=f"mod-{number}")
        row = enrolment(mentor, module)
        days = 20 + 30 * number
        module_done(mentor, module, days=days)
        quiz_passed(row, quiz_page(module), "S1", "K6", days=days)
        scenario_done(row, scenario_page(module), "S2", days=days)
        verified_entry(mentor, "S1", days=days)
        shared_action(held_on_time(pair, days))
        seen_at_work(mentor, quality_lead, days=days)
        heard(mentor, days=days, title=f"Voices {number}")
        outcome(mentor, days=days)
        note(mentor, manager, "S1", seen_on=days_ago(days))
        agreed(mentor, "S1", agreed_at=at(days_ago(days)))
        closed_at = at(days_ago(days))
        heard_without_names(mentor, is_shared=True, closed_at=closed_at)
        snapshot(mentor, on=days_ago(days))

    return do


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_the_number_of_queries_is_constant(
    read, mentor, who, work, django_assert_num_queries, django_user_model, request
):
    work(1)
    reader = request.getfixturevalue(who)
    read(mentor, reader)  # outlines and titles are cached from here on

    def fresh():
        """Somebody who has just signed in: her roles are asked for, too."""
        return django_user_model.objects.get(pk=reader.pk)

    with CaptureQueriesContext(connection) as once:
        read(mentor, fresh())
    assert len(once) <= MOST
    work(2)
    work(3)
    read(mentor, reader)
    with django_assert_num_queries(len(once)):
        found = read(mentor, fresh())
    assert len(found.pieces()) >= 3 * 10
