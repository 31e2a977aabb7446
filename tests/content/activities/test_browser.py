import pytest
from django.urls import reverse

from content.activities.queries.results import attempts_of
from tests.browser import BOTH_ENDS, assert_nothing_sticks_out
from tests.factories.h5p.results import ONE, TWO, branching, chose, finished, question_set, say
from tests.factories.pages import information_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def played(mentor):
    """A set judged here, a way through branches as the browser tells it, and one left open."""
    questions, way = question_set(), branching()
    for part, response in ((ONE, "0"), (TWO, "1")):
        say(mentor, questions, part=part, response=response, points=(1, 1))
    say(mentor, questions, "completed", points=(1, 2))
    say(mentor, questions, "completed", points=(1, 2), page=information_page())
    beside = {"data": {"children": [chose(ONE, 0), chose(TWO, 1)]}}
    say(mentor, way, "completed", points=(2, 3), beside=beside)
    finished(mentor, way, 1)
    say(mentor, way, "attempted")
    return questions, way


@pytest.mark.looks
@BOTH_ENDS
def test_results_are_readable_and_accessible(
    mentor, played, signed_in, browser_page, assert_accessible, viewport, theme
):
    page = signed_in(browser_page(viewport, color_scheme=theme), mentor)
    attempts = [one for activity in played for one in attempts_of(mentor, activity).attempts]
    lists = [reverse("activities:result_list", args=[activity.pk]) for activity in played]

    for address in [*lists, *(one.get_absolute_url() for one in attempts)]:
        page.goto(address)
        assert_accessible(page)
        assert_nothing_sticks_out(page)
