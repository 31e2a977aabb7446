"""An author tries an exercise in the preview before anybody sees it; nothing is recorded."""

import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.people.editors.services import keep_groups_in_step, set_up_groups
from courses.progress.models import ExercisePass
from tests.factories.courses import lesson_page, module_page
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db

BLOCKS = {
    "sort": "5b1e57d0-0000-4000-8000-000000000001",
    "drill": "5b1e57d0-0000-4000-8000-000000000002",
    "bench": "5b1e57d0-0000-4000-8000-000000000003",
    "talk_time": "5b1e57d0-0000-4000-8000-000000000004",
}
PLACES = [
    {"name": "Mentor", "items": [{"text": "Review a target", "feedback": "", "must": True}]},
    {"name": "Counsellor", "items": [{"text": "Treat a panic", "feedback": "", "must": False}]},
]
ONE = [{"text": "What would help?", "note": ""}]
VALUES = {
    "sort": {"intro": "Sort.", "places": PLACES},
    "drill": {"intro": "Ask.", "prompts": [{"said": "“No.”", "about": "", "exemplars": ONE}]},
    "bench": {"intro": "Mend.", "targets": [{"target": "Try.", "about": "", "exemplars": ONE}]},
    "talk_time": {"text": "Talk."},
}
ANSWERS = {
    "sort": ("sort_check", {}, {}),
    "drill": ("question_check", {"place": 0}, {"text": "What would help?"}),
    "bench": ("target_check", {}, {"which": "0", "text": "By Friday, write one page."}),
    "talk_time": ("talk_check", {}, {"press": "me"}),
}


@pytest.fixture
def author(trainer, client_of):
    home_page()
    set_up_groups()
    keep_groups_in_step(people=[trainer])
    return client_of(trainer)


@pytest.fixture
def lesson(author):
    """Live, with exercises that stand only in its draft."""
    page = lesson_page(module_page())
    page.body = [
        {"type": kind, "id": block, "value": {"key": "k", "title": kind, "minutes": 3, **value}}
        for (kind, block), value in zip(BLOCKS.items(), VALUES.values(), strict=True)
    ]
    page.save_revision()
    return page


def answer_to(kind, lesson, client, **data):
    name, kwargs, given = ANSWERS[kind]
    address = reverse(f"practice:{name}", kwargs={"pk": lesson.pk, "block": BLOCKS[kind], **kwargs})
    return client.post(address, {**given, **data}, headers={"HX-Request": "true"})


def test_every_exercise_of_a_preview_is_marked_as_a_draft(author, lesson):
    page = author.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])).content.decode()

    forms = re.findall(r'<form class="exercise.*?</form>', page, re.DOTALL)
    assert len(forms) == 4
    assert all('name="draft" value="1"' in form for form in forms)
    assert all("Save for myself" not in form for form in forms)
    assert "nothing you do here is recorded" in page


@pytest.mark.parametrize("kind", BLOCKS)
def test_an_author_tries_an_exercise_of_a_draft_and_stays_in_it(author, lesson, kind):
    answer = answer_to(kind, lesson, author, draft="1")

    assert answer.status_code == 200
    assert 'name="draft" value="1"' in answer.content.decode()
    assert not ExercisePass.objects.exists()


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_mentor_cannot_reach_into_a_draft(author, lesson, mentor, client_of, kind):
    assert answer_to(kind, lesson, client_of(mentor), draft="1").status_code == 404
    assert answer_to(kind, lesson, client_of(mentor)).status_code == 404


def test_a_lesson_that_was_never_saved_says_what_to_do_first(author):
    module = module_page()
    data = nested_form_data(
        {
            "title": "Quiet",
            "slug": "quiet",
            "summary": "",
            "minutes": "0",
            "codes": "",
            "audience": "everyone",
            "body": streamfield([("talk_time", {"key": "k", "title": "T", "text": "Talk."})]),
            "sources": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
    )
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["courses", "lessonpage", module.pk]
    )

    assert author.post(address, data).json() == {"is_valid": True, "is_available": True}
    page = author.get(address, {"in_preview_panel": "true"}).content.decode()

    assert "Save the lesson once, and you can try its exercises here too." in page
