"""Two at the same moment, on the real database: each once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from assessments.plans.models import PlanLine
from assessments.reviews import services
from assessments.reviews.models import (
    DevelopmentAction,
    PerformanceReview,
    ReviewResponse,
    ReviewSignature,
    ReviewTemplate,
)
from assessments.reviews.queries.words import words_hash_of
from assessments.reviews.rules import ReviewState
from tests.factories import reviews
from tests.factories.people import days_ago

from .moves import answer, fresh, sign

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run each call in a thread of its own, all released at the same moment."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=30)
            call()
            return "kept"
        except (ValidationError, PermissionDenied):
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def test_a_double_click_answers_once(shared, mentor):
    given = {"review": shared, "stance": "agree", "words_hash": words_hash_of(shared)}

    outcomes = at_once(*[lambda: services.respond(**given, by=mentor)] * 2)

    assert outcomes == ["kept", "refused"]
    assert ReviewResponse.objects.count() == 1


def test_it_is_answered_or_taken_back(shared, mentor, manager):
    words_hash = words_hash_of(shared)
    outcomes = at_once(
        lambda: services.respond(review=shared, stance="agree", words_hash=words_hash, by=mentor),
        lambda: services.take_back(review=shared, by=manager),
    )

    assert "kept" in outcomes
    assert fresh(shared).state == ReviewState.MEETING_HELD or outcomes == ["kept", "refused"]


def test_a_double_click_seals_once(shared, mentor, manager, senior):
    DevelopmentAction.objects.create(review=shared, need="To wait longer")
    answer(shared)
    sign(shared, mentor)
    sign(shared, manager)
    given = {"review": shared, "words_hash": words_hash_of(shared), "by": senior}

    outcomes = at_once(*[lambda: services.countersign_review(**given)] * 2)

    assert outcomes == ["kept", "refused"]
    assert ReviewSignature.objects.count() == 3
    assert PlanLine.objects.count() == 1


def test_a_round_opened_twice_at_once_gives_one_review_each(hr, mentor, peer, manager):
    cycle = reviews.cycle(hr)
    people = [mentor.pk, peer.pk]

    at_once(*[lambda: services.open_for_people(cycle=cycle, people=people, by=hr)] * 2)

    assert PerformanceReview.objects.count() == 2


def test_both_sides_begin_an_interim_review_at_once_and_it_is_one(mentor, manager):
    services.load_default_reviews()
    template = ReviewTemplate.objects.get(kind="interim")
    given = {"template": template, "person": mentor, "period_from": days_ago(90)}

    outcomes = at_once(
        lambda: services.begin_review(**given, by=mentor),
        lambda: services.begin_review(**given, by=manager),
    )

    assert outcomes == ["kept", "kept"]
    assert PerformanceReview.objects.count() == 1
