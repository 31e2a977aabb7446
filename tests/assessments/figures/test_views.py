import pytest
from django.urls import reverse

from assessments.figures.models import FigurePolicy

pytestmark = pytest.mark.django_db
PAGE = "figures:figure_policy"
CHANGE = "figures:figure_policy_update"
NUMBERS = {"respondents_from": 10, "comments_from": 12, "base_from": 10, "why": "", "seen": 0}


def test_figure_policy_explains_itself_to_everybody_who_works_here(client_of, mentor):
    page = client_of(mentor).get(reverse(PAGE))

    assert "from 10 answers" in page.content.decode()
    assert "Change the numbers" not in page.content.decode()


def test_figure_policy_asks_strangers_to_sign_in(visitor):
    assert visitor.get(reverse(PAGE)).status_code == 302


@pytest.mark.parametrize("who", ["mentor", "manager", "hr", "admin"])
def test_figure_policy_update_is_hidden_from_everybody_else(client_of, request, who):
    assert client_of(request.getfixturevalue(who)).get(reverse(CHANGE)).status_code == 404


def test_figure_policy_update_saves(client_of, quality_lead):
    client = client_of(quality_lead)
    assert client.get(reverse(CHANGE)).status_code == 200

    answer = client.post(reverse(CHANGE), NUMBERS)

    assert answer.url == reverse(PAGE)
    assert FigurePolicy.objects.get().comments_from == 12


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"base_from": 4}, "picked out"),
        ({"base_from": "many"}, "whole number"),
        ({"base_from": 8}, "why"),
        ({"seen": 99}, "Somebody else"),
    ],
)
def test_figure_policy_update_says_what_is_wrong(client_of, quality_lead, change, words):
    answer = client_of(quality_lead).post(reverse(CHANGE), {**NUMBERS, **change})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not FigurePolicy.objects.exists()


def test_figure_policy_costs_the_same_however_often_it_was_changed(
    client_of, quality_lead, django_assert_num_queries
):
    client = client_of(quality_lead)
    client.get(reverse(PAGE))
    for number in range(3):
        FigurePolicy.objects.create(base_from=10 + number, set_by=quality_lead)

    with django_assert_num_queries(4):
        client.get(reverse(PAGE))
