"""What people meet: the step with its activity, and an activity among the parts of a lesson."""

import pytest
from django.urls import reverse

from content.activities.models import Activity
from content.activities.rules import Completing
from tests.courses.interactive.test_counting import BLOCK, lesson_with, step
from tests.factories.courses import enrolment, module_page
from tests.factories.h5p.results import choice, finished

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plays_elsewhere(settings):
    settings.PLAYER_URL = "http://play.test"


def test_a_step_shows_its_activity_in_a_closed_frame(client_of, mentor):
    page = step(choice(), intro="Take your **time**.")

    shown = client_of(mentor).get(page.url).content.decode()

    assert 'sandbox="allow-scripts"' in shown
    assert 'src="http://play.test/play/' in shown
    assert "<strong>time</strong>" in shown
    assert "not on your list" in shown
    assert "Your attempts" not in shown


def test_a_step_that_was_played_leads_to_the_attempts(client_of, mentor):
    page = step(choice())
    enrolment(mentor, page.get_parent().specific)
    finished(mentor, page.activity, page=page)

    shown = client_of(mentor).get(page.url).content.decode()

    assert reverse("activities:result_list", args=[page.activity.pk]) in shown
    assert "not on your list" not in shown


def test_a_step_costs_a_fixed_number_of_queries(client_of, mentor, django_assert_num_queries):
    page = step(choice())
    enrolment(mentor, page.get_parent().specific)
    client = client_of(mentor)
    client.get(page.url)

    with django_assert_num_queries(8):
        client.get(page.url)
    for _ in range(3):
        finished(mentor, page.activity, page=page)
    with django_assert_num_queries(8):
        client.get(page.url)


def test_a_step_without_an_activity_says_so(client_of, mentor):
    activity = choice()
    page = step(activity)
    Activity.objects.filter(pk=activity.pk).update(current=None)

    assert "There is no activity here yet" in client_of(mentor).get(page.url).content.decode()


def test_who_is_not_signed_in_signs_in_first(visitor):
    page = step(choice())

    assert visitor.get(page.url).status_code == 302


def test_a_lesson_shows_its_activity_and_what_guards_its_end(client_of, mentor):
    module = module_page()
    page = lesson_with(choice(), module, Completing.COMPLETED)
    enrolment(mentor, module)

    shown = client_of(mentor).get(page.url).content.decode()

    assert f'id="block-{BLOCK}"' in shown
    assert 'src="http://play.test/play/' in shown
    assert "finish" in shown
    assert f'id="guard-{BLOCK}"' in shown


def test_a_lesson_whose_activity_is_gone_can_be_read(client_of, mentor):
    activity = choice()
    page = lesson_with(activity, module_page(), Completing.OPTIONAL)
    Activity.objects.filter(pk=activity.pk).update(current=None)

    shown = client_of(mentor).get(page.url).content.decode()

    assert "not here at the moment" in shown


def test_an_undone_activity_keeps_the_lesson_from_being_declared_read(client_of, mentor):
    module = module_page()
    page = lesson_with(choice(), module, Completing.COMPLETED)
    enrolment(mentor, module)

    answer = client_of(mentor).post(reverse("progress:step_complete", args=[page.pk]), follow=True)

    assert "has to be done first" in answer.content.decode()
