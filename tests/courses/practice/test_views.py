import json
import re

import pytest
from django.urls import reverse

from cms.people.editors.services import keep_groups_in_step, set_up_groups
from courses.practice.rules.sorting import items_of
from courses.progress.models import ExercisePass, Reflection, StepCompletion
from tests.factories.courses import enrolment, module_page
from tests.factories.practice import (
    BENCH,
    DRILL,
    HARMLESS,
    SORT,
    TALK,
    WORRYING,
    exercise_body,
    exercise_page,
    sort_value,
)

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
ITEMS = {item.text: item.key for item in items_of(sort_value()["places"], seed=SORT)}
SAFE = {ITEMS[HARMLESS]: "0", ITEMS[WORRYING]: "1"}
UNSAFE = {ITEMS[HARMLESS]: "0", ITEMS[WORRYING]: "0"}


@pytest.fixture
def lesson():
    return exercise_page(module_page())


def address(name, lesson, block, *more):
    return reverse(f"practice:{name}", args=[lesson.pk, block, *more])


def send(client, name, lesson, block, *more, **data):
    return client.post(address(name, lesson, block, *more), data)


def text_of(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_lesson_shows_every_exercise_and_no_right_answer(client_of, mentor, lesson):
    page = text_of(client_of(mentor).get(lesson.url))

    for words in ("Where does it go?", "What would you ask?", "Be more organised.", "Who talks?"):
        assert words in page
    for secret in ("It points to control.", "When did it go better?", "Headings by Friday."):
        assert secret not in page


def test_sort_check_tells_what_is_in_place_and_why(client_of, mentor, lesson):
    enrolment(mentor, lesson.get_parent().specific)

    page = text_of(send(client_of(mentor), "sort_check", lesson, SORT, **UNSAFE))

    assert "1 of 2 are where they belong." in page
    assert "1 of those about safety is not in place yet." in page
    assert "It points to control." in page
    assert not ExercisePass.objects.exists()


def test_sort_check_done_safely_is_remembered_once(client_of, mentor, lesson):
    row = enrolment(mentor, lesson.get_parent().specific)
    client = client_of(mentor)

    page = text_of(send(client, "sort_check", lesson, SORT, **SAFE))
    send(client, "sort_check", lesson, SORT, **SAFE)
    send(client, "sort_check", lesson, SORT, **UNSAFE)

    assert "Everything about safety is where it belongs." in page
    passed = ExercisePass.objects.get()
    assert (passed.enrolment, passed.block_id) == (row, SORT)


def test_sort_check_without_items_about_safety_keeps_nothing(client_of, mentor):
    body = [{"type": "sort", "id": SORT, "value": sort_value(must=False)}]
    lesson = exercise_page(module_page(), body=body)
    enrolment(mentor, lesson.get_parent().specific)

    send(client_of(mentor), "sort_check", lesson, SORT, **SAFE)

    assert not ExercisePass.objects.exists()


def test_sort_check_of_a_reader_who_is_not_enrolled_keeps_nothing(client_of, mentor, lesson):
    page = text_of(send(client_of(mentor), "sort_check", lesson, SORT, **SAFE))

    assert "2 of 2" in page
    assert not ExercisePass.objects.exists()


def test_lesson_counts_as_read_only_after_the_exercise_about_safety(client_of, mentor, lesson):
    enrolment(mentor, lesson.get_parent().specific)
    client = client_of(mentor)
    done = reverse("progress:step_complete", args=[lesson.pk])

    refused = client.post(done, follow=True)
    send(client, "sort_check", lesson, SORT, **SAFE)
    client.post(done)

    assert "Something in this lesson has to be done first." in refused.content.decode()
    assert refused.redirect_chain[-1][0] == f"{lesson.url}#block-{SORT}"
    assert StepCompletion.objects.filter(step=lesson.pk).count() == 1


def test_lesson_says_what_guards_its_end_until_it_is_done(client_of, mentor, lesson):
    enrolment(mentor, lesson.get_parent().specific)
    client = client_of(mentor)

    before = text_of(client.get(lesson.url))
    send(client, "sort_check", lesson, SORT, **SAFE)
    after = text_of(client.get(lesson.url))

    assert f'id="guard-{SORT}"' in before
    assert f'id="guard-{SORT}"' not in after
    assert "You have done this safely." in after


def test_lesson_with_exercises_takes_four_queries(
    client_of, mentor, lesson, django_assert_num_queries
):
    enrolment(mentor, lesson.get_parent().specific)
    client = client_of(mentor)
    client.get(lesson.url)
    send(client, "sort_check", lesson, SORT, **SAFE)

    with django_assert_num_queries(4):
        client.get(lesson.url)


def test_question_check_explains_and_then_shows_what_others_asked(client_of, mentor, lesson):
    page = text_of(
        send(client_of(mentor), "question_check", lesson, DRILL, 0, text="Did you revise?")
    )

    assert "Did" in page
    assert "When did it go better?" in page
    assert "An exception." in page


def test_question_check_wants_the_own_question_first(client_of, mentor, lesson):
    page = text_of(send(client_of(mentor), "question_check", lesson, DRILL, 0, text="  "))

    assert "Write your own question first" in page
    assert "When did it go better?" not in page


def test_question_check_refuses_a_speech_and_keeps_it(client_of, mentor, lesson):
    speech = "What else? " * 60

    page = text_of(send(client_of(mentor), "question_check", lesson, DRILL, 0, text=speech))

    assert "Keep it to 500 characters." in page
    assert speech.strip()[:40] in page


def test_question_check_of_a_prompt_that_is_none(client_of, mentor, lesson):
    assert send(client_of(mentor), "question_check", lesson, DRILL, 1, text="x").status_code == 404


def test_nothing_written_in_an_exercise_is_kept(client_of, mentor, lesson):
    client = client_of(mentor)

    send(client, "question_check", lesson, DRILL, 0, text="What happened?")
    send(client, "target_check", lesson, BENCH, which="0", text="Write three headings by Friday.")

    assert not Reflection.objects.exists()


def test_what_is_saved_for_oneself_comes_back_in_its_place(client_of, mentor, peer, lesson):
    client = client_of(mentor)
    save = reverse("progress:reflection_save", args=[lesson.pk])

    answer = client.post(
        save, {"block": f"{DRILL}-0", "text": "What went well?", "quiet": "1"}, headers=HTMX
    )

    assert answer.content.decode().strip() == "Saved."
    assert "What went well?" in text_of(client.get(lesson.url))
    assert "What went well?" not in text_of(client_of(peer).get(lesson.url))


def test_target_check_reads_before_and_after_and_makes_a_note(client_of, mentor, lesson):
    page = text_of(
        send(
            client_of(mentor),
            "target_check",
            lesson,
            BENCH,
            which="0",
            text="By Friday at 3 I write three headings and show Miss Okoye.",
            **{"rung-1": "Open the file", "stretch-1": "1"},
            **{"rung-2": "Write headings", "stretch-2": "2"},
        )
    )

    assert "Be more organised." in page
    assert "Your ladder" in page
    assert "Headings by Friday." in page
    assert "A note to the teacher" in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"which": "0", "text": ""}, "Write your version first"),
        ({"which": "own", "own": "", "text": "A page by Friday."}, "Write the target you want"),
        ({"which": "0", "text": "word " * 200}, "at most 500 characters"),
    ],
)
def test_target_check_says_what_is_missing(client_of, mentor, lesson, data, message):
    assert message in text_of(send(client_of(mentor), "target_check", lesson, BENCH, **data))


def test_target_check_of_one_s_own(client_of, mentor, lesson):
    data = {"which": "own", "own": "Do better in class", "text": "Ask one question on Monday."}

    page = text_of(send(client_of(mentor), "target_check", lesson, BENCH, **data))

    assert "Do better in class" in page
    assert "What others made of it" not in page


def test_talk_check_of_presses_counted_in_the_browser(client_of, mentor, lesson):
    presses = [["me", 1.0], ["them", 4.0], ["quiet", 10.0], ["them", 15.0], ["stop", 16.0]]

    page = text_of(send(client_of(mentor), "talk_check", lesson, TALK, presses=json.dumps(presses)))

    assert "You talked 30 % of the time." in page
    assert re.search(r"Longest silence</th><td>5 s", page)


def test_talk_check_press_by_press_without_javascript(client_of, mentor, lesson):
    client = client_of(mentor)
    state = ""
    for press in ("me", "them"):
        page = text_of(send(client, "talk_check", lesson, TALK, press=press, state=state))
        state = re.search(r'name="state" value="([^"]+)"', page)[1]
    assert "They are talking." in page

    page = text_of(send(client, "talk_check", lesson, TALK, press="stop", state=state))

    assert "Longest silence" in page


@pytest.mark.parametrize(
    "data",
    [
        {"presses": "no json"},
        {"presses": "[]"},
        {"presses": '[["me", "x"], ["stop", 3]]'},
        {"presses": '[["me", NaN], ["stop", 3]]'},
        {"presses": '[["me", 5], ["stop", 3]]'},
        {"presses": '[["boss", 1], ["stop", 3]]'},
        {"press": "me", "state": "forged"},
        {"press": "stop", "state": "forged"},
    ],
)
def test_talk_check_refuses_what_no_talk_could_give(client_of, mentor, lesson, data):
    assert "Start again" in text_of(send(client_of(mentor), "talk_check", lesson, TALK, **data))


def test_an_exercise_answers_a_part_of_the_page_to_htmx_and_a_page_without(
    client_of, mentor, lesson
):
    client = client_of(mentor)
    url = address("sort_check", lesson, SORT)

    part = client.post(url, SAFE, headers=HTMX).content.decode()
    page = client.post(url, SAFE).content.decode()

    assert part.lstrip().startswith("<form")
    assert "<!doctype html>" in page
    assert f'href="{lesson.url}#block-{SORT}"' in page


@pytest.mark.parametrize(
    ("name", "block", "more"),
    [("sort_check", DRILL, ()), ("question_check", SORT, (0,)), ("talk_check", BENCH, ())],
)
def test_an_exercise_of_another_kind_is_not_found(client_of, mentor, lesson, name, block, more):
    assert send(client_of(mentor), name, lesson, block, *more).status_code == 404


def test_an_exercise_is_nobody_s_without_a_role_and_never_by_get(client_of, mentor, lesson):
    url = address("sort_check", lesson, SORT)
    mentor.role_grants.update(ends_on=mentor.role_grants.get().starts_on)

    assert client_of(mentor).post(url, SAFE).status_code == 404
    assert client_of(mentor).get(url).status_code == 405


def test_a_draft_is_tried_out_by_its_author_alone(client_of, mentor, trainer, lesson):
    lesson.body = [*exercise_body()[1:], {"type": "sort", "id": SORT, "value": sort_value()}]
    lesson.body[0].value["prompts"][0]["said"] = "“Only in the draft.”"
    lesson.save_revision()
    set_up_groups()
    keep_groups_in_step()

    tried = send(client_of(trainer), "question_check", lesson, DRILL, 0, text="How?", draft="1")

    assert "Only in the draft." in text_of(tried)
    refused = send(client_of(mentor), "question_check", lesson, DRILL, 0, text="How?", draft="1")
    assert refused.status_code == 404


def test_an_exercise_that_was_passed_in_a_draft_is_not_remembered(client_of, trainer, lesson):
    enrolment(trainer, lesson.get_parent().specific)
    set_up_groups()
    keep_groups_in_step()

    assert "2 of 2" in text_of(
        send(client_of(trainer), "sort_check", lesson, SORT, draft="1", **SAFE)
    )
    assert not ExercisePass.objects.exists()
