from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.progress.models import Completion, Reflection, StepCompletion, StepVisit
from courses.progress.services import complete_step
from tests.factories.courses import (
    REFLECTION_BLOCK,
    completion,
    enrolment,
    lesson_page,
    lessons_of,
    module_page,
    module_with_lessons,
    programme_page,
    step_completion,
)
from tests.factories.quizzes import quiz_page

pytestmark = pytest.mark.django_db

NAMES = ["step_complete", "block_seen", "reflection_save"]


@pytest.fixture
def module():
    return module_with_lessons(2)


def address(name, page):
    return reverse(f"progress:{name}", args=[page.pk])


def text_of(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_programme_detail_shows_each_module_with_her_progress(client_of, mentor, module):
    step_completion(enrolment(mentor, module), lessons_of(module)[0])

    page = text_of(client_of(mentor).get(module.get_parent().url))

    assert "Target setting and review" in page
    assert "1 of 2 steps done" in page
    assert "In progress" in page


def test_programme_detail_without_modules_says_so(client_of, mentor):
    assert "No modules yet" in text_of(client_of(mentor).get(programme_page().url))


def test_module_detail_offers_to_put_it_on_the_list(client_of, mentor, module):
    page = text_of(client_of(mentor).get(module.url))

    assert reverse("enrolment:module_enrol", args=[module.pk]) in page
    assert "This module is complete when you read 2 lessons." in page
    assert "Find the priority." in page


def test_module_detail_leads_to_where_she_stopped(client_of, mentor, module):
    row = enrolment(mentor, module)
    second = lessons_of(module)[1]
    StepVisit.objects.create(enrolment=row, step=second, last_block="b-7")

    page = text_of(client_of(mentor).get(module.url))

    assert f'href="{second.url}#block-b-7"' in page
    assert "Continue where you stopped" in page
    assert "Still to do: read 2 lessons." in page


def test_module_detail_of_a_completed_module_offers_a_renewal_in_time(client_of, mentor, module):
    done = completion(
        enrolment(mentor, module), expires_on=timezone.localdate() + timedelta(days=90)
    )
    client = client_of(mentor)
    assert "Start again" not in text_of(client.get(module.url))

    Completion.objects.filter(pk=done.pk).update(
        expires_on=timezone.localdate() + timedelta(days=9)
    )
    assert "Start again to renew it" in text_of(client.get(module.url))


def test_module_detail_offers_lessons_to_print_where_there_are_any(client_of, mentor, module):
    practice = module_page(module.get_parent(), code="ROL", slug="practice")
    quiz_page(practice)

    assert "to print" in text_of(client_of(mentor).get(module.url))
    assert "to print" not in text_of(client_of(mentor).get(practice.url))


def test_module_detail_of_an_empty_module_says_so(client_of, mentor):
    assert "No steps yet" in text_of(client_of(mentor).get(module_page().url))


def test_lesson_detail_shows_the_text_and_the_path(client_of, mentor, module):
    enrolment(mentor, module)
    lesson = lessons_of(module)[0]

    page = text_of(client_of(mentor).get(lesson.url))

    assert "Start where the learner is." in page
    assert "step 1 of 2" in page
    assert "I have read this" in page
    assert "Only you can read this" in page
    assert f'data-seen-url="{address("block_seen", lesson)}"' in page


def test_lesson_detail_of_a_reader_who_is_not_enrolled_records_nothing(client_of, mentor, module):
    page = text_of(client_of(mentor).get(lessons_of(module)[0].url))

    assert "nothing is recorded" in page
    assert "I have read this" not in page
    assert "data-seen-url" not in page


def test_lesson_detail_that_is_done_leads_on(client_of, mentor, module):
    first, second = lessons_of(module)
    step_completion(enrolment(mentor, module), first)

    page = text_of(client_of(mentor).get(first.url))

    assert "I have read this" not in page
    assert f'href="{second.url}">Next: Lesson 2' in page


@pytest.mark.parametrize("count", [1, 3])
def test_lesson_detail_takes_four_queries(client_of, mentor, count, django_assert_num_queries):
    """The person, her roles, the page, and all that is hers in one."""
    module = module_with_lessons(3)
    row = enrolment(mentor, module)
    lessons = lessons_of(module)
    for lesson in lessons[:count]:
        step_completion(row, lesson)
    Reflection.objects.create(
        author=mentor, step=lessons[1], block_id=REFLECTION_BLOCK, text="He smiled."
    )
    client = client_of(mentor)
    client.get(lessons[1].url)
    with django_assert_num_queries(4):
        page = text_of(client.get(lessons[1].url))

    assert "He smiled." in page


def test_lesson_detail_keeps_reflections_apart(client_of, mentor, peer, manager, module):
    lesson = lessons_of(module)[0]
    Reflection.objects.create(
        author=mentor, step=lesson, block_id=REFLECTION_BLOCK, text="He smiled."
    )

    assert "He smiled." in text_of(client_of(mentor).get(lesson.url))
    for other in (peer, manager):
        assert "He smiled." not in text_of(client_of(other).get(lesson.url))


@pytest.mark.parametrize("which", ["programme", "module", "lesson"])
def test_pages_send_visitors_to_sign_in_and_strangers_nowhere(
    visitor, client_of, mentor, module, which
):
    pages = {"programme": module.get_parent(), "module": module, "lesson": lessons_of(module)[0]}
    url = pages[which].url
    response = visitor.get(url)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={url}")

    mentor.role_grants.all().delete()
    assert client_of(mentor).get(url).status_code == 404


@pytest.mark.parametrize(
    "who",
    ["mentor", "manager", "supervisor", "trainer", "quality_lead", "dsl", "admin", "hr", "dpo"],
)
def test_lesson_detail_is_open_to_everybody_who_works_here(request, client_of, module, who):
    reader = request.getfixturevalue(who)
    assert client_of(reader).get(lessons_of(module)[0].url).status_code == 200


def test_lesson_detail_not_published_is_not_found(client_of, mentor, module):
    draft = lesson_page(module, live=False, slug="draft")

    assert client_of(mentor).get(draft.get_url() or "/x").status_code == 404


def test_lesson_detail_in_preview_records_nothing(mentor, rf, module):
    enrolment(mentor, module)
    lesson = lessons_of(module)[0]
    request = rf.get(lesson.url)
    request.user = mentor

    response = lesson.serve_preview(request, "")

    page = response.content.decode()
    assert "Preview: nothing you do here is recorded." in page
    assert "data-seen-url" not in page
    assert not StepVisit.objects.exists()


def test_module_detail_in_preview_before_it_is_published(trainer, rf):
    module = module_page(live=False)
    request = rf.get("/")
    request.user = trainer

    assert module.serve_preview(request, "").status_code == 200


def test_step_complete_leads_to_the_next_step_and_then_to_the_end(client_of, mentor, module):
    enrolment(mentor, module)
    first, second = lessons_of(module)
    client = client_of(mentor)

    response = client.post(address("step_complete", first))
    assert response["Location"] == second.url
    again = client.post(address("step_complete", first))
    assert again["Location"] == second.url

    last = client.post(address("step_complete", second), follow=True)
    assert last.redirect_chain == [(address("module_finished", module), 302)]
    page = text_of(last)
    assert "You can cut a big task into steps." in page
    assert "Which target have you let drift?" in page
    assert StepCompletion.objects.count() == 2


def test_step_complete_without_an_enrolment_leads_on_and_records_nothing(client_of, mentor, module):
    first, second = lessons_of(module)

    response = client_of(mentor).post(address("step_complete", first))

    assert response["Location"] == second.url
    assert not StepCompletion.objects.exists()


def test_step_complete_of_a_step_taken_out_meanwhile_says_so(client_of, mentor, module):
    enrolment(mentor, module)
    lesson = lessons_of(module)[0]
    lesson.unpublish()

    response = client_of(mentor).post(address("step_complete", lesson), follow=True)

    assert "was taken out of the module" in text_of(response)
    assert response.redirect_chain[-1][0] == module.url


def test_step_complete_of_a_step_moved_meanwhile_still_works(client_of, mentor, module):
    other = module_page(code="COQ")
    enrolment(mentor, other)
    lesson = lessons_of(module)[0]
    lesson.move(other, pos="last-child")

    client_of(mentor).post(address("step_complete", lesson))

    assert StepCompletion.objects.get().enrolment.module == other


@pytest.mark.parametrize("name", NAMES)
def test_posts_about_an_unpublished_step_are_not_found_for_others(client_of, peer, module, name):
    lesson = lessons_of(module)[0]
    lesson.unpublish()

    assert client_of(peer).post(address(name, lesson)).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_posts_send_visitors_to_sign_in(visitor, module, name):
    response = visitor.post(address(name, lessons_of(module)[0]))

    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", NAMES)
def test_posts_are_not_found_for_somebody_without_a_role(client_of, mentor, module, name):
    mentor.role_grants.all().delete()

    assert client_of(mentor).post(address(name, lessons_of(module)[0])).status_code == 404


def test_block_seen_remembers_the_part(client_of, mentor, module):
    enrolment(mentor, module)
    lesson = lessons_of(module)[0]

    response = client_of(mentor).post(address("block_seen", lesson), {"block": "b-3"})

    assert response.status_code == 204
    assert StepVisit.objects.get().last_block == "b-3"


def test_block_seen_refuses_what_is_no_part(client_of, mentor, module):
    enrolment(mentor, module)
    response = client_of(mentor).post(
        address("block_seen", lessons_of(module)[0]), {"block": "<b>"}
    )

    assert response.status_code == 400


def test_reflection_save_works_without_javascript(client_of, mentor, module):
    lesson = lessons_of(module)[0]

    response = client_of(mentor).post(
        address("reflection_save", lesson), {"block": REFLECTION_BLOCK, "text": "He smiled."}
    )

    assert response["Location"] == f"{lesson.url}#block-{REFLECTION_BLOCK}"
    assert Reflection.objects.get().author == mentor


def test_reflection_save_with_htmx_gives_the_form_back(client_of, mentor, module):
    response = client_of(mentor).post(
        address("reflection_save", lessons_of(module)[0]),
        {"block": REFLECTION_BLOCK, "text": "He smiled."},
        headers={"HX-Request": "true"},
    )

    page = text_of(response)
    assert page.lstrip().startswith("<form")
    assert "He smiled." in page
    assert "Saved." in page


@pytest.mark.parametrize(("headers", "status"), [({}, 400), ({"HX-Request": "true"}, 200)])
def test_reflection_save_that_is_too_long_keeps_the_words(
    client_of, mentor, module, headers, status
):
    response = client_of(mentor).post(
        address("reflection_save", lessons_of(module)[0]),
        {"block": REFLECTION_BLOCK, "text": "long " * 3000},
        headers=headers,
    )

    assert response.status_code == status
    assert "10,000 characters" in response.content.decode()
    assert "long long" in response.content.decode()


def test_module_finished_before_the_end_leads_to_the_module(client_of, mentor, module):
    enrolment(mentor, module)

    response = client_of(mentor).get(address("module_finished", module), follow=True)

    assert response.redirect_chain[-1][0] == module.url
    assert "not complete yet" in text_of(response)


def test_module_finished_offers_the_certificate_and_the_next_module(
    client_of, mentor, peer, module
):
    following = module_with_lessons(1, code="COQ", title="Coaching questions")
    enrolment(mentor, module)
    for lesson in lessons_of(module):
        complete_step(participant=mentor, step=lesson, by=mentor)

    page = text_of(client_of(mentor).get(address("module_finished", module)))

    assert Completion.objects.get().certificate.code in page
    assert following.url in page
    assert client_of(peer).get(address("module_finished", module)).status_code == 302
