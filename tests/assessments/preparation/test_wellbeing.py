from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.preparation import queries, services
from assessments.preparation.models import WellbeingMark
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.preparation import marks


def test_one_mark_a_day_and_a_second_tap_puts_it_right(mentor):
    services.mark_wellbeing(mentor=mentor, level=2, by=mentor)
    services.mark_wellbeing(mentor=mentor, level=4, by=mentor)

    assert [mark.level for mark in WellbeingMark.objects.all()] == ["4"]
    assert queries.today_s_mark(mentor) == 4
    assert not AuditEvent.objects.exists()
    assert not Notice.objects.exists()


def test_the_next_day_is_another_mark_and_keeps_who_may_see_it(mentor):
    marks(mentor, 3, is_shared=True)

    mark = services.mark_wellbeing(
        mentor=mentor, level=3, by=mentor, at=timezone.localtime() + timedelta(days=1)
    )

    assert WellbeingMark.objects.count() == 2
    assert mark.is_shared


def test_the_first_mark_is_hers_alone(mentor):
    assert not services.mark_wellbeing(mentor=mentor, level=3, by=mentor).is_shared


def test_there_is_no_sixth_level(mentor):
    with pytest.raises(ValidationError):
        services.mark_wellbeing(mentor=mentor, level=6, by=mentor)


def test_she_shows_the_trend_and_takes_it_back(pair, mentor, supervisor):
    marks(mentor, 4, 4, 4, 4)

    services.share_trend(mentor=mentor, shares=True, by=mentor)
    assert queries.shares_trend(mentor)
    assert queries.shown_trend(mentor, supervisor) is not None

    services.share_trend(mentor=mentor, shares=False, by=mentor)
    assert queries.shown_trend(mentor, supervisor) is None


def test_she_deletes_them_all(mentor, peer):
    marks(mentor, 4, 4)
    marks(peer, 4)

    assert services.forget_marks(mentor=mentor, by=mentor) == 2
    assert WellbeingMark.objects.get().mentor == peer


@pytest.mark.parametrize(
    "who", ["peer", "supervisor", "manager", "quality_lead", "dsl", "admin", "hr", "dpo"]
)
def test_nobody_says_it_for_her(pair, mentor, who, request):
    by = request.getfixturevalue(who)
    marks(mentor, 4)

    for move in (
        lambda: services.mark_wellbeing(mentor=mentor, level=1, by=by),
        lambda: services.share_trend(mentor=mentor, shares=True, by=by),
        lambda: services.forget_marks(mentor=mentor, by=by),
    ):
        with pytest.raises(PermissionDenied):
            move()


def test_her_own_trend_is_drawn_from_the_earliest_to_today(mentor, peer):
    marks(mentor, 1, 5, 3)
    marks(peer, 2)

    trend = queries.own_trend(mentor)

    assert trend.levels == [1, 5, 3]
    assert [point.words for point in trend.points] == ["Very hard", "Very good", "All right"]
    xs = [point.x for point in trend.points]
    assert xs == sorted(xs)
    assert trend.points[1].y < trend.points[2].y < trend.points[0].y


@pytest.mark.parametrize("count", [1, 3])
def test_a_trend_takes_one_query(mentor, django_assert_num_queries, count):
    marks(mentor, *[3] * count)
    queries.own_trend(mentor)  # her roles are asked for once

    with django_assert_num_queries(1):
        assert len(queries.own_trend(mentor).points) == count
