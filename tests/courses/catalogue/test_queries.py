import pytest
from django.db.models.deletion import ProtectedError

from courses.catalogue.queries import forget_outlines, is_deletable, module_pk_of, outline, outlines
from tests.factories.courses import (
    enrolment,
    lesson_page,
    lessons_of,
    module_page,
    module_with_lessons,
    step_completion,
)

pytestmark = pytest.mark.django_db


def steps(module):
    return [step.title for step in outline(module.pk).steps]


def test_an_outline_holds_the_live_steps_in_order():
    module = module_with_lessons(2)
    lesson_page(module, live=False, title="A draft")

    shape = outline(module.pk)

    assert [step.title for step in shape.steps] == ["Lesson 1", "Lesson 2"]
    assert (shape.code, shape.minutes) == ("TGT", 24)
    assert shape.programme_title == "Mentor induction"
    assert shape.steps[0].url.endswith("/module-tgt/lesson-1/")


@pytest.mark.parametrize("count", [1, 3])
def test_an_outline_takes_three_queries_and_then_none(django_assert_num_queries, count):
    module = module_with_lessons(count)
    forget_outlines([module.pk])  # the site's addresses stay in the cache
    with django_assert_num_queries(3):
        outline(module.pk)
    with django_assert_num_queries(0):
        outline(module.pk)


def test_many_outlines_take_as_many_queries_as_one(django_assert_num_queries):
    modules = [module_with_lessons(2, code=code) for code in ("TGT", "COQ", "MND")]
    forget_outlines([module.pk for module in modules])
    with django_assert_num_queries(3):
        found = outlines([module.pk for module in modules])

    assert [shape.code for shape in found.values()] == ["TGT", "COQ", "MND"]


def test_an_unpublished_module_has_no_outline():
    assert outline(module_page(live=False).pk) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda lesson: lesson.unpublish(),
        lambda lesson: lesson.delete(),
        lambda lesson: lesson.move(module_page(code="COQ"), pos="last-child"),
    ],
    ids=["unpublish", "delete", "move"],
)
def test_a_step_that_leaves_is_forgotten_at_once(change):
    module = module_with_lessons(2)
    first, _ = lessons_of(module)
    assert steps(module) == ["Lesson 1", "Lesson 2"]

    change(first)

    assert steps(module) == ["Lesson 2"]
    module.refresh_from_db()
    assert module.minutes == 12


def test_a_new_order_and_a_new_title_are_seen():
    module = module_with_lessons(2)
    first, second = lessons_of(module)
    steps(module)

    first.move(second, pos="right")
    second.refresh_from_db()
    second.title = "Renamed"
    second.save_revision().publish()

    assert steps(module) == ["Renamed", "Lesson 1"]


def test_a_renamed_programme_changes_the_addresses_below():
    module = module_with_lessons(1)
    outline(module.pk)
    programme = module.get_parent().specific
    programme.slug = "start"
    programme.save_revision().publish()

    assert "/start/" in outline(module.pk).steps[0].url


def test_a_moved_step_is_found_in_its_new_module():
    module, other = module_with_lessons(1), module_page(code="COQ")
    lesson = lessons_of(module)[0]
    assert module_pk_of(lesson) == module.pk

    lesson.move(other, pos="last-child")
    lesson.refresh_from_db()

    assert module_pk_of(lesson) == other.pk


def test_pages_people_learned_on_cannot_be_deleted(mentor):
    module = module_with_lessons(2)
    done, untouched = lessons_of(module)
    step_completion(enrolment(mentor, module), done)

    assert not is_deletable(done)
    assert not is_deletable(module)
    assert is_deletable(untouched)
    with pytest.raises(ProtectedError):
        done.delete()
