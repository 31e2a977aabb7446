from datetime import timedelta

import pytest
from django.utils import timezone

from cms.people.accounts.models import User
from courses.catalogue.models import StepPage
from courses.enrolment.models import Enrolment
from courses.progress.models import StepCompletion, StepVisit
from courses.progress.queries import team_progress
from courses.progress.rules import ModuleState
from tests.factories.courses import (
    completion,
    enrolment,
    lesson_page,
    lessons_of,
    module_with_lessons,
    programme_page,
    step_completion,
)
from tests.factories.pages import add_page

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def module():
    """Two lessons and a step that is judged."""
    page = module_with_lessons(2)
    add_page(page, StepPage(title="Quiz", slug="quiz"))
    return page


def judged(module):
    return StepPage.objects.child_of(module).get(slug="quiz")


def test_a_cell_says_result_and_attempts_and_no_more(mentor, module):
    row = enrolment(mentor, module)
    StepVisit.objects.create(enrolment=row, step=judged(module), attempts=2)
    step_completion(row, judged(module), result="83 %")
    step_completion(row, lessons_of(module)[0])

    ((grid_row,),) = [team_progress([mentor], programme_page_of(module))]

    (cell,) = grid_row.cells
    assert (cell.state, cell.result, cell.attempts) == (ModuleState.IN_PROGRESS, "83 %", 2)
    assert (cell.badge, cell.due_on, cell.completed_on) == ("doing", row.due_on, None)


def programme_page_of(module):
    return module.get_parent().specific


def test_a_completed_cell_says_when_and_until_when(mentor, module):
    until = TODAY() + timedelta(days=300)
    completion(enrolment(mentor, module), expires_on=until)

    (row,) = team_progress([mentor], programme_page_of(module))

    assert row.cells[0].state == ModuleState.COMPLETE
    assert (row.cells[0].completed_on, row.cells[0].expires_on) == (TODAY(), until)
    assert (row.done, row.overdue, row.cells[0].due_on) == (1, 0, None)


def test_a_renewal_shows_the_old_cover(mentor, module):
    gone = TODAY() - timedelta(days=6)
    completion(enrolment(mentor, module), expires_on=gone)
    enrolment(mentor, module, cycle=2)

    (row,) = team_progress([mentor], programme_page_of(module))

    assert (row.cells[0].state, row.cells[0].expires_on) == (ModuleState.EXPIRED, gone)
    assert row.overdue == 1


def test_a_withdrawn_enrolment_is_not_in_the_grid(mentor, module):
    enrolment(mentor, module, withdrawn_at=timezone.now())

    (row,) = team_progress([mentor], programme_page_of(module))

    assert row.cells[0].state == ModuleState.NOT_ENROLLED


def test_overdue_people_come_first_then_the_next_due(mentor, peer, manager, module):
    enrolment(peer, module, due_on=TODAY() - timedelta(days=1))
    enrolment(mentor, module, due_on=TODAY() + timedelta(days=2))
    enrolment(manager, module, due_on=TODAY() + timedelta(days=1))

    rows = team_progress([mentor, manager, peer], programme_page_of(module))

    assert [row.person for row in rows] == [peer, manager, mentor]


def test_yesterday_can_be_asked_for(mentor, module):
    enrolment(mentor, module, due_on=TODAY())

    (row,) = team_progress([mentor], programme_page_of(module), today=TODAY() + timedelta(days=1))

    assert row.cells[0].state == ModuleState.OVERDUE


@pytest.mark.parametrize("count", [1, 3, 2000])
def test_a_team_of_any_size_takes_four_queries_and_its_people(
    count, module, django_assert_num_queries
):
    lesson_page(module_with_lessons(1, code="COQ"))
    programme = programme_page_of(module)
    people = User.objects.bulk_create(
        User(email=f"p{n}@x.test", first_name=f"P{n}", last_name="Test") for n in range(count)
    )
    modules = [module, *module.get_siblings(inclusive=False)]
    rows = Enrolment.objects.bulk_create(
        Enrolment(participant=person, module_id=page.pk, reason="programme")
        for person in people
        for page in modules
    )
    step = judged(module)
    of_step = [row for row in rows if row.module_id == module.pk]
    StepCompletion.objects.bulk_create(
        StepCompletion(enrolment=row, step=step, result="90 %") for row in of_step
    )
    StepVisit.objects.bulk_create(
        StepVisit(enrolment=row, step=step, attempts=1) for row in of_step
    )
    team_progress(people[:1], programme)
    with django_assert_num_queries(5):
        grid = team_progress(User.objects.filter(email__endswith="@x.test"), programme)

    assert len(grid) == count
    assert {cell.result for row in grid for cell in row.cells} == {"90 %", ""}


def test_an_empty_team_and_an_empty_programme(mentor):
    programme = programme_page()

    assert team_progress([], programme) == []
    (row,) = team_progress([mentor], programme)
    assert row.cells == []
