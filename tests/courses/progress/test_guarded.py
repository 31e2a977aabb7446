"""What seems to name a learner in an answer under a lesson: warned of, or not saved."""

import pytest
from django.urls import reverse

from cms.people.college.rules import DetailsPolicy
from courses.progress.models import Reflection
from tests.factories.college import details_policy
from tests.factories.courses import REFLECTION_BLOCK, lessons_of, module_with_lessons

pytestmark = pytest.mark.django_db
NAMING = "I met with Kacper about his attendance."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def save(client_of, mentor):
    lesson = lessons_of(module_with_lessons(1))[0]
    url = reverse("progress:reflection_save", args=[lesson.pk])

    def post(text, **more):
        data = {"block": REFLECTION_BLOCK, "text": text}
        return client_of(mentor).post(url, {**data, **more.pop("data", {})}, **more)

    return post


def test_a_warning_stands_beside_what_was_saved(save):
    page = save(NAMING, headers=HTMX).content.decode()

    assert Reflection.objects.get().text == NAMING
    assert "Saved." in page
    assert "<strong>“Kacper”</strong> (name)" in page


def test_without_javascript_it_is_said_once_on_the_next_page(save):
    page = save(NAMING, follow=True).content.decode()

    assert page.count("seems to hold a name") == 1


def test_an_exercise_hears_it_in_a_line(save):
    page = save(NAMING, headers=HTMX, data={"quiet": "1"}).content.decode()

    assert "Saved." in page
    assert "“Kacper”" in page


@pytest.mark.parametrize(("headers", "status"), [({}, 400), (HTMX, 200)])
def test_where_the_college_blocks_nothing_is_saved_and_the_words_stay(save, headers, status):
    details_policy(DetailsPolicy.BLOCK)

    response = save(NAMING, headers=headers)

    page = response.content.decode()
    assert response.status_code == status
    assert not Reflection.objects.exists()
    assert "Nothing is saved yet" in page
    assert f">{NAMING}</textarea>" in page


def test_what_names_nobody_is_saved_without_a_word(save):
    details_policy(DetailsPolicy.BLOCK)

    page = save("The learner said more when I asked less.", headers=HTMX).content.decode()

    assert Reflection.objects.exists()
    assert "details-found" not in page
