"""How an activity is answered: over five people at least, and never of one of them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.rules import Role
from cms.people.editors.services import keep_groups_in_step
from content.activities.queries.statistics import statistics_of
from content.activities.rules.items import Asked, Reply, item_statistics
from tests.factories.h5p.results import (
    ANSWERS,
    CHOICE,
    ONE,
    TWO,
    choice,
    choice_params,
    finished,
    next_version,
    question_set,
    say,
)
from tests.factories.people import make_person
from tests.factories.rights import leaver

pytestmark = pytest.mark.django_db
QUESTION = Asked("", "choice", "What comes first?", (ANSWERS[0],))


@pytest.fixture
def people(db):
    names = ("Ada", "Bea", "Cleo", "Dina", "Edda", "Fay")
    return [make_person(name, f"Person{at}", Role.MENTOR) for at, name in enumerate(names)]


def told(activity):
    return [
        (item.asked.question, item.people, item.right_percent, item.answers)
        for item in statistics_of(activity).items.shown
    ]


def test_nothing_is_told_of_four_people_and_of_five_it_is(people):
    activity = choice()
    for person, answer in zip(people[:4], (0, 0, 1, 2), strict=True):
        finished(person, activity, answer)
    found = statistics_of(activity)
    assert (found.people, found.finished, found.average) == (4, 4, None)
    assert (found.items.shown, found.items.held_back, found.is_enough) == ((), 1, False)

    finished(people[4], activity, 0)

    found = statistics_of(activity)
    assert told(activity) == [
        ("What comes first?", 5, 60, ((ANSWERS[0], 3), (ANSWERS[2], 1), (ANSWERS[1], 1))),
    ]  # fmt: skip
    assert (found.average, found.items.held_back, found.is_enough) == (60, 0, True)


def test_each_person_counts_once_with_the_first_she_finished(people):
    activity, now = choice(), timezone.now()
    for person in people[:5]:
        finished(person, activity, 1, at=now)
        finished(person, activity, 0, at=now + timedelta(hours=1))
    say(people[5], activity, "attempted")  # not finished: she is a person who began
    leaver(people[0], 1)  # what was answered stays answered

    found = statistics_of(activity)

    assert (found.attempts, found.people, found.finished) == (11, 6, 5)
    assert told(activity) == [("What comes first?", 5, 0, ((ANSWERS[1], 5),))]


def test_a_version_that_one_person_played_is_not_told_by_taking_away(people):
    """Six results and five answers to the old question would give the sixth away."""
    activity = choice()
    for person in people[:5]:
        finished(person, activity)
    next_version(activity, CHOICE, choice_params("Another?"))
    finished(people[5], activity, 1, question="Another?")

    found = statistics_of(activity)

    assert [line[:3] for line in told(activity)] == [("What comes first?", 5, 100)]
    assert (found.average, found.items.held_back) == (None, 1)


def test_questions_of_a_set_in_their_order_with_the_first_answer_to_each(people):
    activity = question_set()
    for person in people[:5]:
        for part, response in ((ONE, "1"), (ONE, "0"), (TWO, "0")):
            say(person, activity, part=part, question=f"Part {part[0]}?", response=response,
                points=(1, 1))  # fmt: skip
        say(person, activity, "completed", points=(2, 2))

    assert [line[:3] for line in told(activity)] == [("Part 1?", 5, 0), ("Part 2?", 5, 100)]
    assert statistics_of(activity).average == 100


def test_what_people_type_is_listed_only_where_five_typed_the_same():
    asked = Asked("", "fill-in", "Who helps?", ())
    typed = [("her tutor",)] * 5 + [("Sophie from 12B",), ("her tutor", "Sophie from 12B")]
    replies = [Reply(at, asked, given, None) for at, given in enumerate(typed)]

    (item,) = item_statistics(replies).shown

    assert (item.answers, item.others) == ((("her tutor", 6),), 2)
    assert item.right_percent is None


def test_a_share_of_some_is_no_share():
    replies = [Reply(at, QUESTION, (ANSWERS[0],), at != 0 or None) for at in range(6)]

    (item,) = item_statistics(replies).shown

    assert (item.people, item.right_percent) == (6, None)


def test_statistics_take_the_same_queries_for_one_person_and_for_five(
    people, django_assert_num_queries
):
    activity = choice()
    for count in (1, 5):
        for person in people[:count]:
            finished(person, activity)
        with django_assert_num_queries(4):
            statistics_of(activity)


@pytest.mark.parametrize(("who", "status"), [
    ("trainer", 200), ("quality_lead", 200), ("dsl", 302), ("admin", 302), ("mentor", 302),
    ("manager", 302),
])  # fmt: skip
def test_statistics_are_for_trainers_and_the_quality_lead(
    groups, people, who, status, request, client_of
):
    """Also where somebody else has been let into the authors' workplace."""
    reader = request.getfixturevalue(who)
    reader.user_permissions.add(Permission.objects.get(codename="access_admin"))
    activity = choice()
    for person in people[:5]:
        finished(person, activity)
    client = client_of(reader)

    response = client.get(reverse("activity_admin:statistics", args=[activity.pk]))

    assert response.status_code == status
    if status == 200:
        assert "100 % right" in response.text
        assert ANSWERS[0] in response.text
        assert not any(person.last_name in response.text for person in people)
        assert client.get(reverse("activity_admin:statistics", args=[0])).status_code == 404


def test_statistics_say_what_is_missing(groups, trainer, client_of, people):
    activity = choice()
    finished(people[0], activity)
    keep_groups_in_step()
    address = reverse("activity_admin:statistics", args=[activity.pk])

    assert "1 of at least 5 people have finished it" in client_of(trainer).get(address).text
    assert "What comes first?" not in client_of(trainer).get(address).text
