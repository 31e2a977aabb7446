"""What playing an activity does to progress and evidence, from the statement to the module."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.standards.models import Evidence
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import load_framework
from content.activities.rules import Completing, Weight
from courses.catalogue.models import ModulePage
from courses.interactive.models import ActivityPage
from courses.interactive.queries import version_for
from courses.progress.models import Completion, ExercisePass, StepCompletion, StepVisit
from tests.factories.courses import enrolment, lesson_page, module_page
from tests.factories.h5p.results import (
    activity_of,
    choice,
    choice_params,
    finished,
    next_version,
    say,
)
from tests.factories.pages import add_page

pytestmark = pytest.mark.django_db
BLOCK = "0b1e57d0-0000-4000-8000-0000000000a1"
CHOICE, DRAG = "H5P.MultiChoice 1.16", "H5P.DragQuestion 1.14"


def step(activity, module=None, **fields):
    page = ActivityPage(
        **{"title": "Six questions", "slug": "six", "activity": activity, "codes": ["S1"], **fields}
    )
    return add_page(module or module_page(), page)


def lesson_with(activity, module, completing, enough=None):
    value = {"title": "Play it", "activity": str(activity.uid), "completing": completing,
             "pass_percent": enough}  # fmt: skip
    return lesson_page(module, body=[{"type": "activity", "id": BLOCK, "value": value}])


def done(person, page):
    return StepCompletion.objects.filter(enrolment__participant=person, step=page.pk)


def test_a_score_that_is_enough_completes_the_step_and_the_module(mentor):
    page = step(choice(), completing=Completing.SCORED, pass_percent=80)
    enrolment(mentor, page.get_parent().specific)

    finished(mentor, page.activity, answer=1, page=page)
    assert not done(mentor, page).exists()
    finished(mentor, page.activity, page=page)

    assert done(mentor, page).get().result == "100 %"
    assert Completion.objects.filter(participant=mentor).exists()
    assert StepVisit.objects.get(step=page.pk).attempts == 2


def test_opening_is_enough_where_the_author_says_so(mentor):
    page = step(choice(), completing=Completing.OPENED)
    enrolment(mentor, page.get_parent().specific)

    say(mentor, page.activity, "attempted", page=page)

    assert done(mentor, page).get().result == ""


def test_a_type_without_a_score_is_done_when_it_is_finished(mentor):
    page = step(activity_of(DRAG, {}), completing=Completing.COMPLETED)
    enrolment(mentor, page.get_parent().specific)

    say(mentor, page.activity, "completed", page=page)

    assert done(mentor, page).exists()


def test_without_being_enrolled_attempts_are_kept_and_nothing_is_counted(mentor):
    page = step(choice(), completing=Completing.OPENED)

    attempt = finished(mentor, page.activity, page=page)

    assert attempt.state == "finished"
    assert not done(mentor, page).exists()


def test_an_activity_that_stands_there_no_more_counts_for_nothing(mentor):
    page, other = step(choice(), completing=Completing.OPENED), choice(title="Another")
    enrolment(mentor, page.get_parent().specific)

    finished(mentor, other, page=page)

    assert not done(mentor, page).exists()


@pytest.mark.parametrize(
    ("completing", "enough", "answer", "passes"),
    [
        (Completing.OPTIONAL, None, 0, 0),
        (Completing.COMPLETED, None, 1, 1),
        (Completing.SCORED, 80, 1, 0),
        (Completing.SCORED, 80, 0, 1),
    ],
)
def test_in_a_lesson_it_may_guard_the_end(mentor, completing, enough, answer, passes):
    module, activity = module_page(), choice()
    page = lesson_with(activity, module, completing, enough)
    enrolment(mentor, module)

    seen = say(
        mentor, activity, page=page, block_id=BLOCK, response=str(answer), points=(1 - answer, 1)
    )

    assert seen.attempt.seat.block_id == BLOCK
    assert ExercisePass.objects.filter(step=page.pk, block_id=BLOCK).count() == passes
    assert page.gate_ids() == (set() if completing == Completing.OPTIONAL else {BLOCK})


def make_it_about_safeguarding(module):
    """As it is once a lead has approved it: the gate has tests of its own."""
    ModulePage.objects.filter(pk=module.pk).update(is_safeguarding=True)


@pytest.fixture
def framework(db):
    load_framework()


def evidence_of(person):
    return Evidence.objects.filter(person=person)


def test_practice_leaves_no_evidence(mentor, framework):
    page = step(choice(), completing=Completing.SCORED, pass_percent=80, required=False)
    lesson_page(page.get_parent())  # so that the module is not complete by it
    enrolment(mentor, page.get_parent().specific)

    finished(mentor, page.activity, page=page)

    assert done(mentor, page).exists()
    assert not evidence_of(mentor).exists()


def test_a_verified_score_that_the_server_worked_out_is_assessed_evidence(mentor, framework):
    activity = choice(weight=Weight.VERIFIED)
    page = step(activity, completing=Completing.SCORED, pass_percent=80, required=False)
    lesson_page(page.get_parent())

    finished(mentor, activity, answer=1, page=page)
    assert not evidence_of(mentor).exists()
    attempt = finished(mentor, activity, page=page)
    finished(mentor, activity, page=page)

    first, second = evidence_of(mentor).order_by("pk")
    assert (first.statement.code, first.kind, first.strength, first.note) == (
        "S1", EvidenceKind.QUIZ, Strength.ASSESSED, "Six questions",
    )  # fmt: skip
    assert first.source == attempt
    assert second.source != attempt


def test_what_the_browser_alone_reports_proves_nothing(mentor, framework):
    activity = activity_of(DRAG, {}, weight=Weight.VERIFIED)
    page = step(activity, completing=Completing.SCORED, pass_percent=80, required=False)

    say(mentor, activity, "completed", page=page, points=(1, 1))

    assert not evidence_of(mentor).exists()


@pytest.mark.parametrize(
    ("name", "params", "weight", "is_done"),
    [
        (CHOICE, choice_params(), Weight.PRACTICE, False),
        (CHOICE, choice_params(), Weight.VERIFIED, True),
        (DRAG, {}, Weight.VERIFIED, False),
    ],
)
def test_about_safeguarding_no_browser_passes_a_certificate(mentor, name, params, weight, is_done):
    module = module_page()
    page = step(
        activity_of(name, params, weight=weight), module, completing=Completing.SCORED,
        pass_percent=80,
    )  # fmt: skip
    make_it_about_safeguarding(module)
    enrolment(mentor, module)

    say(mentor, page.activity, page=page, response="0", points=(1, 1))

    assert done(mentor, page).exists() is is_done
    assert Completion.objects.exists() is is_done


def test_a_new_version_plays_at_once_except_about_safeguarding(mentor):
    activity, module = choice(), module_page()
    page = step(activity, module)
    first = activity.current
    later = timezone.now() + timedelta(minutes=5)
    second = next_version(activity, CHOICE, choice_params("Another?"), created_at=later)

    assert version_for(page, activity) == second
    make_it_about_safeguarding(module)
    assert version_for(page, activity) == first
    page.latest_revision_created_at = later
    assert version_for(page, activity, is_draft=True) == second
