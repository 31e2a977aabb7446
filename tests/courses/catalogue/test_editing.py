"""The trainer's form for a lesson: minutes that are left open are worked out from the text."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.people.editors.services import keep_groups_in_step, set_up_groups
from courses.catalogue.models import LessonPage
from tests.factories.courses import lesson_page, module_page
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db

WORDS = ("markdown", "word " * 600)


@pytest.fixture
def author(trainer, client_of):
    home_page()
    set_up_groups()
    keep_groups_in_step(people=[trainer])
    return client_of(trainer)


def posted(*blocks, **extra):
    return nested_form_data(
        {
            "title": "Quiet",
            "slug": "quiet",
            "summary": "",
            "minutes": "0",
            "codes": "",
            "audience": "everyone",
            "body": streamfield(list(blocks)),
            "sources": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **extra,
        }
    )


@pytest.mark.parametrize(("given", "kept"), [("0", 4), ("", 4), ("9", 9)])
def test_minutes_left_open_are_filled_on_save(author, given, kept):
    module = module_page()
    address = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk])

    answer = author.post(address, posted(WORDS, minutes=given, **{"action-publish": "1"}))

    assert answer.status_code == 302
    assert LessonPage.objects.get().minutes == kept


def test_an_empty_draft_stays_at_nothing(author):
    module = module_page()
    address = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk])

    author.post(address, posted())

    assert LessonPage.objects.get().get_latest_revision_as_object().minutes == 0


def test_the_estimate_stands_beside_the_field(author):
    body = [
        {"type": "markdown", "value": "word " * 1200},
        {"type": "reflection", "value": {"key": "k", "prompt": "Think.", "minutes": 5}},
    ]
    lesson = lesson_page(module_page(), body=body)

    page = author.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()

    assert "comes to 13 minutes: 8 min reading + 5 min practice." in page


def test_a_new_lesson_is_told_what_nothing_does(author):
    address = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module_page().pk])

    assert "Leave it at 0 to have it worked out" in author.get(address).content.decode()
