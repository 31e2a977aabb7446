import pytest

from courses.progress.models import Completion, StepCompletion
from tests.factories.courses import (
    enrolment,
    lessons_of,
    module_page,
    module_with_lessons,
    step_completion,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def module():
    return module_with_lessons(2)


@pytest.fixture
def almost(mentor, module):
    """Everything done but the last lesson."""
    row = enrolment(mentor, module)
    step_completion(row, lessons_of(module)[0])
    return row


def test_unpublishing_the_last_missing_step_completes_the_module(module, almost):
    lessons_of(module)[1].unpublish()

    assert Completion.objects.get().enrolment == almost


def test_moving_it_away_does_too(module, almost):
    lessons_of(module)[1].move(module_page(code="COQ"), pos="last-child")

    assert Completion.objects.get().enrolment == almost


def test_making_it_optional_does_too(module, almost):
    last = lessons_of(module)[1]
    last.required = False
    last.save_revision().publish()

    assert Completion.objects.get().enrolment == almost


def test_deleting_it_does_too(module, almost):
    lessons_of(module)[1].delete()

    assert Completion.objects.get().enrolment == almost


def test_who_has_done_nothing_does_not_complete(module, almost, peer):
    enrolment(peer, module)

    lessons_of(module)[1].unpublish()

    assert [done.participant for done in Completion.objects.all()] == [almost.participant]


def test_an_unpublished_step_leaves_what_was_done(module, almost):
    lessons_of(module)[0].unpublish()

    assert StepCompletion.objects.count() == 1
    assert not Completion.objects.exists()


def test_a_module_emptied_of_steps_completes_nobody(mentor):
    module = module_with_lessons(1)
    step_completion(enrolment(mentor, module), lessons_of(module)[0])

    lessons_of(module)[0].unpublish()

    assert not Completion.objects.exists()
