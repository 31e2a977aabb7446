"""Two tabs at once, on the real database: what must happen once happens once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cms.people.notices.models import Notice
from courses.certificates.models import Certificate
from courses.enrolment.models import Enrolment
from courses.enrolment.services import enrol
from courses.progress.models import Completion, StepCompletion, StepVisit
from courses.progress.services import complete_step, note_attempt
from tests.factories.courses import enrolment, lessons_of, module_page, module_with_lessons

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TABS = 4


@pytest.fixture(autouse=True)
def tree(django_db_serialized_rollback):
    """A transactional test empties the tables afterwards; the next one finds its tree again."""


def at_once(call):
    """The same call from several threads that start together; their answers."""
    barrier = Barrier(TABS)

    def tab(_):
        try:
            barrier.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(TABS) as pool:
        return list(pool.map(tab, range(TABS)))


def test_the_last_step_sent_from_several_tabs_completes_once(mentor):
    module = module_with_lessons(1)
    enrolment(mentor, module)
    step = lessons_of(module)[0]

    answers = at_once(
        lambda: complete_step(participant=mentor, step=step, by=mentor, result="90 %")
    )

    assert len({answer.pk for answer in answers}) == 1
    assert StepCompletion.objects.count() == 1
    assert Completion.objects.count() == Certificate.objects.count() == 1
    assert Notice.objects.filter(recipient=mentor, kind="module_completed").count() == 1


def test_every_attempt_is_counted(mentor):
    module = module_with_lessons(1)
    enrolment(mentor, module)
    step = lessons_of(module)[0]

    at_once(lambda: note_attempt(participant=mentor, step=step, by=mentor))

    assert StepVisit.objects.get().attempts == TABS


def test_putting_a_module_on_the_list_from_several_tabs_opens_one_cycle(mentor):
    module = module_page()

    at_once(lambda: enrol(participant=mentor, module=module, by=mentor))

    assert Enrolment.objects.count() == 1
