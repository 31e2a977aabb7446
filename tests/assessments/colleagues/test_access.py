from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.colleagues.access import (
    can_answer,
    can_close,
    can_keep_round,
    can_open_round,
    readable_by,
)
from assessments.colleagues.models import ColleagueRound
from cms.people.teams.models import Cover
from tests.factories.colleagues import colleague_ask, colleague_round, heard_without_names
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db
OTHERS = [
    "peer", "supervisor", "other_manager", "quality_lead", "dsl", "trainer", "admin", "hr", "dpo",
]  # fmt: skip


def reads(user, row):
    return ColleagueRound.objects.filter(readable_by(user), pk=row.pk).exists()


@pytest.mark.parametrize("name", [*OTHERS, "manager"])
def test_a_round_is_the_subjects_alone(request, mentor, name):
    somebody = request.getfixturevalue(name)
    rows = [colleague_round(mentor), heard_without_names(mentor)]

    for row in rows:
        assert reads(mentor, row)
        assert not reads(somebody, row)
        assert not can_keep_round(somebody, row)
        assert not can_close(somebody, row)
    assert not can_open_round(somebody, mentor)
    assert can_close(None, rows[0])


@pytest.mark.parametrize("name", OTHERS)
def test_sharing_opens_it_to_the_line_manager_and_nobody_else(request, mentor, manager, name):
    row = heard_without_names(mentor, is_shared=True)

    assert reads(manager, row)
    assert not can_keep_round(manager, row)
    assert not reads(request.getfixturevalue(name), row)


def test_an_open_round_is_shared_with_nobody(mentor, manager):
    assert not reads(manager, colleague_round(mentor, is_shared=True))


def test_a_new_manager_reads_no_round_that_was_closed_before_her(mentor, manager, other_manager):
    old = heard_without_names(
        mentor, is_shared=True, closed_at=timezone.localtime() - timedelta(days=40)
    )
    mentor.reporting_lines.update(manager=other_manager, starts_on=days_ago(10))
    new = heard_without_names(mentor, is_shared=True)

    assert not reads(manager, new)
    assert not reads(other_manager, old)
    assert reads(other_manager, new)


def test_who_stands_in_for_the_manager_reads_what_the_manager_would(
    mentor, manager, other_manager, hr
):
    row = heard_without_names(mentor, is_shared=True)
    Cover.objects.create(
        kind="manager",
        absent=manager,
        stands_in=other_manager,
        starts_on=days_ago(1),
        ends_on=days_ago(-1),
        set_by=hr,
    )

    assert reads(other_manager, row)


@pytest.mark.parametrize(
    ("name", "may"),
    [("mentor", True), ("manager", True), ("supervisor", False), ("hr", False), ("dpo", False)],
)
def test_mentors_and_managers_ask_about_themselves(request, name, may):
    person = request.getfixturevalue(name)

    assert can_open_round(person, person) is may


def test_whoever_has_the_link_answers_except_the_subject(mentor, peer):
    ask = colleague_ask(colleague_round(mentor))

    assert can_answer(None, ask)
    assert can_answer(peer, ask)
    assert not can_answer(mentor, ask)


def test_somebody_who_has_left_reads_nothing(mentor):
    row = colleague_round(mentor)
    mentor.is_active = False

    assert not reads(mentor, row)
    assert not can_keep_round(mentor, row)
