from datetime import timedelta

import pytest
from django.utils import timezone

from courses.enrolment.models import ProgrammeEnrolment
from courses.progress import queries, services
from courses.progress.models import Reflection
from courses.progress.rules import ModuleState
from tests.factories.courses import (
    REFLECTION_BLOCK,
    completion,
    enrolment,
    lessons_of,
    module_with_lessons,
    programme_page,
    step_completion,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def module():
    return module_with_lessons(3)


def test_progress_counts_what_is_asked(mentor, module):
    row = enrolment(mentor, module)
    step_completion(row, lessons_of(module)[0], result="83 %")

    progress = queries.module_progress(mentor, module)

    assert (progress.done, progress.total, progress.minutes_left, progress.percent) == (
        1,
        3,
        24,
        33,
    )
    assert [(step.state, step.result) for step in progress.steps] == [
        ("done", "83 %"), ("todo", ""), ("todo", ""),
    ]  # fmt: skip
    assert progress.state == ModuleState.IN_PROGRESS
    assert progress.rule == "This module is complete when you read 3 lessons."
    assert progress.missing == "Still to do: read 2 lessons."


def test_all_steps_done_but_no_completion_is_not_a_hundred(mentor, module):
    row = enrolment(mentor, module)
    for lesson in lessons_of(module):
        step_completion(row, lesson)

    progress = queries.module_progress(mentor, module)

    assert (progress.percent, progress.is_complete) == (99, False)


def test_a_renewal_keeps_the_old_cover_in_sight(mentor, module):
    completion(enrolment(mentor, module), expires_on=TODAY() + timedelta(days=10))
    enrolment(mentor, module, cycle=2)

    progress = queries.module_progress(mentor, module)

    assert (progress.state, progress.done, progress.is_complete) == (ModuleState.EXPIRING, 0, False)


def test_somebody_elses_rows_do_not_count(mentor, peer, module):
    step_completion(enrolment(peer, module), lessons_of(module)[0])

    progress = queries.module_progress(mentor, module)

    assert (progress.is_enrolled, progress.done) == (False, 0)
    assert progress.state == ModuleState.NOT_ENROLLED


@pytest.mark.parametrize("count", [1, 3])
def test_progress_takes_one_query_beside_the_outline(mentor, count, django_assert_num_queries):
    module = module_with_lessons(count)
    row = enrolment(mentor, module)
    for lesson in lessons_of(module):
        step_completion(row, lesson)
    queries.module_progress(mentor, module)
    with django_assert_num_queries(1):
        progress = queries.module_progress(mentor, module)

    assert progress.done == count


@pytest.mark.parametrize("count", [1, 3])
def test_step_context_takes_one_query_with_her_reflections(
    mentor, count, django_assert_num_queries
):
    module = module_with_lessons(3)
    row = enrolment(mentor, module)
    lessons = lessons_of(module)
    for lesson in lessons[:count]:
        step_completion(row, lesson)
    for place in range(count):
        Reflection.objects.create(
            author=mentor, step=lessons[1], block_id=f"b{place}", text=f"t{place}"
        )
    queries.step_context(mentor, lessons[1])
    with django_assert_num_queries(1):
        context = queries.step_context(mentor, lessons[1])

    assert context["reflections"] == {f"b{place}": f"t{place}" for place in range(count)}
    assert context["progress"].done == count
    assert context["position"] == 2
    assert (context["previous_title"], context["next_title"]) == ("Lesson 1", "Lesson 3")


def test_reflections_are_there_without_an_enrolment_and_never_anothers(mentor, peer, module):
    lesson = lessons_of(module)[0]
    Reflection.objects.create(author=mentor, step=lesson, block_id=REFLECTION_BLOCK, text="mine")
    Reflection.objects.create(author=peer, step=lesson, block_id=REFLECTION_BLOCK, text="hers")

    assert queries.step_context(mentor, lesson)["reflections"] == {REFLECTION_BLOCK: "mine"}
    enrolment(peer, module)
    assert queries.step_context(peer, lesson)["reflections"] == {REFLECTION_BLOCK: "hers"}


def test_a_step_outside_a_published_module_has_empty_neighbours(mentor, module):
    module.unpublish()

    context = queries.step_context(mentor, lessons_of(module)[0])

    assert (context["module"], context["next_url"], context["position"]) == (None, "", 0)


def test_next_step_looks_on_and_then_back(mentor, module):
    row = enrolment(mentor, module)
    first, second, third = lessons_of(module)
    assert queries.next_step(mentor, first).pk == second.pk

    step_completion(row, third)
    assert queries.next_step(mentor, second).pk == first.pk

    step_completion(row, first)
    step_completion(row, second)
    assert queries.next_step(mentor, third) is None


def test_resume_leads_to_the_part_she_saw_last(mentor, module):
    enrolment(mentor, module)
    first, second, _ = lessons_of(module)

    assert queries.resume_url(queries.module_progress(mentor, module)) == first.url

    services.note_visit(participant=mentor, step=second, by=mentor, block_id="b-7")
    assert queries.resume_url(queries.module_progress(mentor, module)) == f"{second.url}#block-b-7"

    services.complete_step(participant=mentor, step=second, by=mentor)
    assert queries.resume_url(queries.module_progress(mentor, module)) == first.url


def test_a_visit_alone_is_a_start(mentor, module):
    enrolment(mentor, module)
    services.note_visit(participant=mentor, step=lessons_of(module)[0], by=mentor)

    progress = queries.module_progress(mentor, module)

    assert (progress.is_started, progress.state) == (True, ModuleState.IN_PROGRESS)


@pytest.mark.parametrize("count", [1, 3])
def test_programme_progress_takes_three_queries(mentor, count, django_assert_num_queries):
    programme = programme_page()
    for code in ("TGT", "COQ", "MND")[:count]:
        enrolment(mentor, module_with_lessons(1, code=code))
    ProgrammeEnrolment.objects.create(participant=mentor, programme=programme, starts_on=TODAY())
    queries.programme_progress(mentor)
    with django_assert_num_queries(3):
        (found,) = queries.programme_progress(mentor)

    assert (found.title, found.done, found.total) == ("Mentor induction", 0, count)


def test_next_things_are_overdue_first_then_by_date(mentor):
    late, soon, done, far = (
        module_with_lessons(2, code=code) for code in ("LATE", "SOON", "DONE", "FAR")
    )
    enrolment(mentor, far, due_on=TODAY() + timedelta(days=40))
    enrolment(mentor, soon, due_on=TODAY() + timedelta(days=3))
    enrolment(mentor, late, due_on=TODAY() - timedelta(days=3))
    completion(enrolment(mentor, done))

    things = queries.next_things(mentor)

    assert [thing.progress.module.code for thing in things] == ["LATE", "SOON", "FAR"]
    assert (things[0].state, things[0].badge, things[0].minutes) == (
        ModuleState.OVERDUE,
        "overdue",
        12,
    )
    assert len(queries.next_things(mentor, limit=1)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_next_things_take_three_queries(mentor, count, django_assert_num_queries):
    for code in ("TGT", "COQ", "MND")[:count]:
        module = module_with_lessons(1, code=code)
        enrolment(mentor, module)
        services.note_visit(participant=mentor, step=lessons_of(module)[0], by=mentor, block_id="b")
    queries.next_things(mentor)
    with django_assert_num_queries(3):
        things = queries.next_things(mentor)

    assert [thing.url.endswith("#block-b") for thing in things] == [True] * count


def test_next_things_of_somebody_with_nothing_to_do(mentor):
    assert queries.next_things(mentor) == []


def test_next_module_is_the_next_one_not_complete(mentor):
    first, second, third = (module_with_lessons(1, code=code) for code in ("TGT", "COQ", "MND"))
    completion(enrolment(mentor, second))

    assert queries.next_module(mentor, first).module.pk == third.pk
    assert queries.next_module(mentor, third).module.pk == first.pk
