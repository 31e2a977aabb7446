"""Own words to a scenario name nobody real; the people of the story may be named."""

import pytest
from django.urls import reverse

from assessments.scenarios.models import OwnWords, ScenarioWayOut
from assessments.scenarios.services import start_attempt
from cms.people.college.rules import DetailsPolicy
from tests.factories.college import details_policy

pytestmark = pytest.mark.django_db
OF_THE_STORY = "Rosa, what happened on the way here? I told Rosa that I had worried."
OF_A_LEARNER = "I would ring my student Callum Reid and ask him."


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


@pytest.fixture
def say(client, rich, mentor):
    attempt = start_attempt(scenario=rich, by=mentor)
    url = reverse("scenarios:own_words_create", args=[attempt.pk])
    return lambda text: client.post(url, {"position": 1, "text": text}, follow=True)


@pytest.mark.parametrize("policy", DetailsPolicy)
def test_the_people_of_the_story_may_be_named(say, policy):
    details_policy(policy)

    page = say(OF_THE_STORY).content.decode()

    assert OwnWords.objects.get().text == OF_THE_STORY
    assert "details-found" not in page


def test_a_learner_is_pointed_out(say):
    page = say(OF_A_LEARNER).content.decode()

    assert OwnWords.objects.exists()
    assert "<strong>“Callum Reid”</strong> (name)" in page


def test_where_the_college_blocks_a_learner_is_not_kept(say):
    details_policy(DetailsPolicy.BLOCK)

    response = say(OF_A_LEARNER)

    assert response.status_code == 422
    assert not OwnWords.objects.exists()
    assert "Nothing is saved yet" in response.content.decode()
    assert OF_A_LEARNER in response.content.decode()


@pytest.mark.parametrize(
    ("policy", "answer", "is_kept", "says"),
    [
        (DetailsPolicy.WARN, OF_A_LEARNER, True, "seems to hold a name"),
        (DetailsPolicy.BLOCK, OF_A_LEARNER, False, "Nothing is saved yet"),
        (DetailsPolicy.BLOCK, OF_THE_STORY, True, "What you wrote stays yours"),
    ],
)
def test_answers_to_the_way_out(client, rich, policy, answer, is_kept, says):
    details_policy(policy)
    url = reverse("scenarios:way_out_create", args=[rich.pk])

    page = client.post(url, {"answer": answer}, follow=True).content.decode()

    assert ScenarioWayOut.objects.exists() is is_kept
    assert says in page
