import pytest
from django.urls import reverse

from content.checks.queries import is_answered, surroundings
from content.plain_words.models import PlainWord
from tests.factories.courses import lesson_page, module_page
from tests.factories.pages import home_page, information_page

pytestmark = pytest.mark.django_db


def test_pages_are_known_by_the_path_a_reader_sees():
    home = home_page()
    help_page = information_page(slug="help", live=False)

    pages = surroundings().pages

    assert (pages[home.pk].path, pages[home.pk].is_live) == ("/", True)
    assert (pages[help_page.pk].path, pages[help_page.pk].is_live) == ("/help/", False)


def test_paths_that_are_no_pages_are_asked_of_the_site():
    home_page()
    list_of_notes = reverse("progress:note_list")

    around = surroundings({list_of_notes, "/nothing/here/"})

    assert around.other_paths == {list_of_notes}
    assert not is_answered("/nothing/here/")


def test_jargon_and_words_of_the_college():
    PlainWord.objects.create(jargon="baseline", plain="where you start")

    around = surroundings()

    assert around.plain_words["baseline"] == "where you start"
    assert {"learner", "DSL", "college"} <= around.words


def test_it_costs_the_same_for_one_page_and_for_three(django_assert_num_queries):
    module = module_page()
    surroundings()
    with django_assert_num_queries(3):
        surroundings()

    lesson_page(module)
    lesson_page(module)
    with django_assert_num_queries(3):
        surroundings()
