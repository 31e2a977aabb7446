"""Exercises that guard the end of a lesson, and the notes people keep from the others."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from courses.progress import rules
from courses.progress.models import ExercisePass, Reflection, StepCompletion
from courses.progress.services import declare_done, pass_exercise, save_reflection
from tests.factories.courses import REFLECTION_BLOCK, enrolment, lesson_page, module_page
from tests.factories.practice import SORT, exercise_page

BLOCK = {"block_id": SORT}


@pytest.fixture
def lesson(db):
    return exercise_page(module_page())


@pytest.fixture
def row(mentor, lesson):
    return enrolment(mentor, lesson.get_parent().specific)


@pytest.mark.parametrize(
    ("asked", "passed", "is_enough"),
    [((), (), True), (("a",), (), False), (("a",), ("a",), True), (("a",), ("a", "b"), True),
     (("a", "b"), ("a",), False)],
)  # fmt: skip
def test_exercises_that_are_asked_must_be_passed(asked, passed, is_enough):
    if is_enough:
        rules.check_exercises(asked=asked, passed=passed)
    else:
        with pytest.raises(ValidationError, match="about safety"):
            rules.check_exercises(asked=asked, passed=passed)


def test_pass_exercise_is_kept_once_for_a_cycle(mentor, lesson, row):
    first = pass_exercise(participant=mentor, step=lesson, **BLOCK, by=mentor)
    again = pass_exercise(participant=mentor, step=lesson, **BLOCK, by=mentor)

    assert first == again == ExercisePass.objects.get()


def test_a_new_cycle_asks_for_the_exercise_again(mentor, lesson, row):
    pass_exercise(participant=mentor, step=lesson, **BLOCK, by=mentor)
    enrolment(mentor, lesson.get_parent().specific, cycle=2)

    with pytest.raises(ValidationError):
        declare_done(participant=mentor, step=lesson, by=mentor)


def test_pass_exercise_by_somebody_else_is_refused(mentor, manager, lesson, row):
    with pytest.raises(PermissionDenied):
        pass_exercise(participant=mentor, step=lesson, **BLOCK, by=manager)


def test_pass_exercise_of_nothing_is_refused(mentor, lesson, row):
    with pytest.raises(ValidationError):
        pass_exercise(participant=mentor, step=lesson, block_id="<b>", by=mentor)


def test_declare_done_waits_for_the_exercise(mentor, lesson, row):
    with pytest.raises(ValidationError, match="about safety"):
        declare_done(participant=mentor, step=lesson, by=mentor)
    assert not StepCompletion.objects.exists()

    pass_exercise(participant=mentor, step=lesson, **BLOCK, by=mentor)

    assert declare_done(participant=mentor, step=lesson, by=mentor) is not None


def test_declare_done_of_a_lesson_without_such_an_exercise(mentor, lesson, row):
    plain = lesson_page(lesson.get_parent())

    assert declare_done(participant=mentor, step=plain, by=mentor) is not None


def write(author, step, text, block=REFLECTION_BLOCK):
    return save_reflection(author=author, step=step, block_id=block, text=text, by=author)


def test_note_list_shows_her_own_and_nobody_else_s(client_of, mentor, peer, manager, lesson):
    write(mentor, lesson, "I talk more than he does.")
    write(peer, lesson, "I waited.")
    url = reverse("progress:note_list")

    page = client_of(mentor).get(url).content.decode()

    assert "I talk more than he does." in page
    assert f"{lesson.url}#block-{REFLECTION_BLOCK}" in page
    assert "I waited." not in page
    assert "I talk more" not in client_of(manager).get(url).content.decode()


def test_note_list_finds_words_and_says_when_there_are_none(client_of, mentor, lesson):
    url, client = reverse("progress:note_list"), client_of(mentor)
    assert "No notes yet" in client.get(url).content.decode()
    write(mentor, lesson, "He waited in silence.")

    assert "He waited" in client.get(url, {"q": "SILENCE"}).content.decode()
    assert "None of your notes" in client.get(url, {"q": "noise"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_note_list_takes_the_same_queries_for_one_and_three(
    client_of, mentor, lesson, count, django_assert_num_queries
):
    for number in range(count):
        write(mentor, lesson, f"Note {number}", block=f"{SORT}-{number}")
    client, url = client_of(mentor), reverse("progress:note_list")
    client.get(url)

    with django_assert_num_queries(4):
        page = client.get(url).content.decode()

    assert page.count("row-item") == count


def test_note_delete_asks_and_leaves_nothing(client_of, mentor, lesson):
    note = write(mentor, lesson, "He smiled.")
    client, url = client_of(mentor), reverse("progress:note_delete", args=[note.pk])

    assert "He smiled." in client.get(url).content.decode()
    assert Reflection.objects.count() == 1
    client.post(url)

    assert not Reflection.objects.exists()


def test_note_delete_of_another_s_is_not_found(client_of, mentor, peer, manager, lesson):
    note = write(mentor, lesson, "He smiled.")
    url = reverse("progress:note_delete", args=[note.pk])

    for person in (peer, manager):
        assert client_of(person).post(url).status_code == 404
    assert Reflection.objects.exists()
