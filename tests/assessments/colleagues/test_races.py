"""One link, two answers at the same moment, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments.colleagues.models import ColleagueAnswer
from tests.factories.colleagues import (
    colleague_ask,
    colleague_round,
    colleague_token_of,
    posted_answer,
)

pytestmark = pytest.mark.django_db(transaction=True)


def send(ask, barrier):
    try:
        barrier.wait(timeout=30)
        address = reverse("colleagues:answer_create", args=[colleague_token_of(ask)])
        return Client().post(address, posted_answer()).status_code
    finally:
        connection.close()


def together(asks):
    barrier = Barrier(len(asks))
    with ThreadPoolExecutor(len(asks)) as pool:
        return sorted(pool.map(lambda ask: send(ask, barrier), asks))


def test_of_two_posts_at_once_one_is_kept_and_the_other_is_told(mentor):
    ask = colleague_ask(colleague_round(mentor, kind="anonymous"))

    assert together([ask, ask]) == [302, 409]
    assert ColleagueAnswer.objects.count() == 1


def test_two_colleagues_at_once_are_both_kept(mentor):
    row = colleague_round(mentor, kind="anonymous")
    asks = [colleague_ask(row, email=f"{number}@eastgate.test") for number in range(2)]

    assert together(asks) == [302, 302]
    assert ColleagueAnswer.objects.count() == 2
