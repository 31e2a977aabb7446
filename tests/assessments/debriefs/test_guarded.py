"""Answers in a debrief: the people of the story may be named, learners may not."""

import pytest
from django.urls import reverse

from assessments.debriefs.models import DebriefAnswer
from cms.people.college.rules import DetailsPolicy
from tests.factories.college import details_policy

pytestmark = pytest.mark.django_db
OF_THE_STORY = "Rosa told me more when I waited."
OF_A_LEARNER = "It made me think of learner Callum."


@pytest.fixture
def answer(client, run):
    url = reverse("debriefs:answers_save", args=[run.pk])
    return lambda text: client.post(url, {"answer-1": text}, follow=True)


@pytest.mark.parametrize("policy", DetailsPolicy)
def test_the_people_of_the_story_may_be_named(answer, policy):
    details_policy(policy)

    page = answer(OF_THE_STORY).content.decode()

    assert DebriefAnswer.objects.get().text == OF_THE_STORY
    assert "details-found" not in page


def test_a_learner_is_pointed_out_beside_the_answer(answer):
    page = answer(OF_A_LEARNER).content.decode()

    assert DebriefAnswer.objects.exists()
    assert page.count("details-found") == 1


def test_where_the_college_blocks_the_answer_is_not_kept(answer):
    details_policy(DetailsPolicy.BLOCK)

    response = answer(OF_A_LEARNER)

    assert response.status_code == 422
    assert not DebriefAnswer.objects.exists()
    assert "Nothing is saved yet" in response.content.decode()
    assert OF_A_LEARNER in response.content.decode()
