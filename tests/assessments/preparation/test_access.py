"""Who reads what a mentor prepared, and how the work feels to her."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.preparation import queries
from assessments.preparation.access import can_prepare, marks_readable_by, readable_by
from assessments.preparation.models import SessionPreparation, WellbeingMark
from assessments.supervision.models import SupervisionAgreement
from tests.factories.people import days_ago
from tests.factories.preparation import marks, preparation
from tests.factories.supervision import agreement, group

OTHERS = (
    "peer",
    "manager",
    "other_manager",
    "quality_lead",
    "dsl",
    "trainer",
    "admin",
    "hr",
    "dpo",
)


def reads(person, row, now=None):
    return SessionPreparation.objects.filter(readable_by(person, now), pk=row.pk).exists()


def test_her_supervisor_reads_it_from_a_day_before(planned, mentor, supervisor):
    row = preparation(planned, mentor)

    assert reads(mentor, row)
    assert not reads(supervisor, row, planned.starts_at - timedelta(hours=25))
    assert reads(supervisor, row, planned.starts_at - timedelta(hours=24))
    assert reads(supervisor, row, planned.starts_at + timedelta(days=30))


def test_what_she_keeps_to_herself_is_never_shown(tomorrow, mentor, supervisor):
    row = preparation(tomorrow, mentor, is_held_back=True)

    assert reads(mentor, row)
    assert not reads(supervisor, row, tomorrow.starts_at + timedelta(days=1))


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reads_or_writes_it(tomorrow, mentor, who, request):
    row = preparation(tomorrow, mentor)
    person = request.getfixturevalue(who)

    assert not reads(person, row)
    assert not can_prepare(person, tomorrow)


def test_a_supervisor_who_has_gone_reads_nothing(pair, tomorrow, mentor, supervisor):
    row = preparation(tomorrow, mentor)
    SupervisionAgreement.objects.filter(pk=pair.pk).update(ends_on=days_ago(60))

    assert not reads(supervisor, row)


def test_a_new_supervisor_reads_nothing_of_sessions_before_her(tomorrow, mentor, new_supervisor):
    row = preparation(tomorrow, mentor)
    agreement(mentor, new_supervisor)

    assert not reads(new_supervisor, row)


def test_of_a_group_each_reads_her_own_and_who_holds_it_all(supervisor, mentor, peer):
    circle = group(supervisor, [mentor, peer], starts_at=timezone.now() + timedelta(hours=2))
    hers, other = preparation(circle, mentor), preparation(circle, peer)

    assert list(queries.preparations_for(circle, mentor)) == [hers]
    assert list(queries.preparations_for(circle, supervisor)) == [hers, other]


# How the work feels -----------------------------------------------------------------------


@pytest.mark.parametrize("who", [*OTHERS, "supervisor"])
def test_a_mark_is_hers_alone(pair, mentor, who, request):
    marks(mentor, 5, 4, 3, 2)
    person = request.getfixturevalue(who)

    assert not WellbeingMark.objects.filter(marks_readable_by(person)).exists()
    assert queries.shown_trend(mentor, person) is None


def test_a_trend_is_shown_to_her_supervisor_when_she_ticks_it(
    pair, mentor, supervisor, new_supervisor, manager
):
    marks(mentor, 5, 4, 3, 2, is_shared=True)

    trend = queries.shown_trend(mentor, supervisor)

    assert trend is not None
    assert trend.levels == [5, 4, 3, 2]
    assert trend.is_falling
    assert queries.shown_trend(mentor, new_supervisor) is None
    assert queries.shown_trend(mentor, manager) is None


def test_three_marks_are_no_trend(pair, mentor, supervisor):
    marks(mentor, 5, 3, 1, is_shared=True)

    assert queries.shown_trend(mentor, supervisor) is None


def test_marks_of_long_ago_are_no_part_of_it(pair, mentor, supervisor):
    marks(mentor, 5, 5, 5, 5, is_shared=True)
    WellbeingMark.objects.filter(on__lt=days_ago(0)).delete()
    for days in (100, 110, 120):
        WellbeingMark.objects.create(mentor=mentor, level="5", is_shared=True, on=days_ago(days))

    assert queries.shown_trend(mentor, supervisor) is None
