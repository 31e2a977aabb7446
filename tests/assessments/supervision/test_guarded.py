"""The list for supervision names nobody either."""

import pytest
from django.urls import reverse

from assessments.supervision.models import SupervisionBookmark
from cms.people.college.rules import DetailsPolicy
from courses.progress.models import Reflection
from tests.factories.college import details_policy
from tests.factories.courses import REFLECTION_BLOCK, lessons_of, module_with_lessons

pytestmark = pytest.mark.django_db
NAMING = "I met with Kacper about his attendance."


@pytest.fixture
def put(client_of, mentor):
    url = reverse("supervision:bookmark_create")

    def post(**data):
        return client_of(mentor).post(url, {"title": "A hard talk", **data}, follow=True)

    return post


def test_a_learner_is_pointed_out_once(put):
    page = put(words=NAMING).content.decode()

    assert SupervisionBookmark.objects.exists()
    assert page.count("seems to hold a name") == 1


def test_where_the_college_blocks_nothing_is_put_on_the_list(put):
    details_policy(DetailsPolicy.BLOCK)

    page = put(words=NAMING).content.decode()

    assert not SupervisionBookmark.objects.exists()
    assert "“Kacper”" in page
    assert NAMING in page


def test_what_comes_from_a_page_was_looked_through_there(put):
    details_policy(DetailsPolicy.BLOCK)

    put(title="“Rosa is late”, decision 1", words=NAMING, source_url="/scenarios/runs/1/#step-1")

    assert SupervisionBookmark.objects.exists()


def test_an_answer_under_a_lesson_is_neither_saved_nor_taken_along(client_of, mentor):
    details_policy(DetailsPolicy.BLOCK)
    lesson = lessons_of(module_with_lessons(1))[0]
    url = reverse("supervision:bookmark_step", args=[lesson.pk])
    data = {"block": REFLECTION_BLOCK, "text": NAMING}

    page = client_of(mentor).post(url, data, headers={"HX-Request": "true"}).content.decode()

    assert "Nothing is saved yet" in page
    assert not SupervisionBookmark.objects.exists()
    assert not Reflection.objects.exists()
