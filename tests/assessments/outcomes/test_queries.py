from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.outcomes import queries
from assessments.outcomes.access import people_readable_by, readable_by, teams_readable_by
from assessments.outcomes.models import OutcomeImport, OutcomeMetric
from assessments.outcomes.privacy import notes_about, outcomes_about, outcomes_aged
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.registry import record_class
from cms.people.teams.models import ReportingLine, Team
from tests.factories.outcomes import YEAR, YEAR_BEFORE, metric, outcome_import, outcome_note
from tests.factories.people import days_ago, make_person

pytestmark = pytest.mark.django_db


def reads(user) -> set[int]:
    return set(OutcomeMetric.objects.filter(readable_by(user)).values_list("pk", flat=True))


# Who reads -----------------------------------------------------------------------


@pytest.fixture
def third(team) -> User:
    return make_person("Tanvi", "Desai", Role.MENTOR, team=team)


@pytest.fixture
def figures(mentor, peer, third, team, other_team, quality_lead) -> dict[str, int]:
    batch = outcome_import(quality_lead)
    subjects = {"mentor": mentor, "peer": peer, "team": team, "other_team": other_team}
    return {name: metric(each, batch=batch).pk for name, each in subjects.items()}


@pytest.mark.parametrize(
    ("who", "what"),
    [
        ("mentor", {"mentor", "team"}), ("manager", {"mentor", "peer", "team"}),
        ("other_manager", {"other_team"}),
        ("quality_lead", {"mentor", "peer", "team", "other_team"}),
        ("supervisor", set()), ("hr", set()), ("admin", set()), ("dpo", set()), ("dsl", set()),
        ("trainer", set()),
    ],
)  # fmt: skip
def test_everybody_reads_what_is_theirs(request, figures, who, what):
    assert reads(request.getfixturevalue(who)) == {figures[name] for name in what}


def test_of_a_team_of_two_mentors_neither_can_work_out_the_other(mentor, peer, manager, team):
    own, of_team = metric(mentor), metric(team)
    metric(peer)

    assert reads(mentor) == {own.pk}
    assert of_team.pk in reads(manager)
    assert [each.pk for each in queries.outcomes_for_review(mentor, *YEAR)] == [own.pk]


def test_a_new_manager_reads_no_figure_of_a_time_before_her(mentor, manager, team):
    of_mentor, of_team = metric(mentor), metric(team)
    ReportingLine.objects.filter(person=mentor).update(starts_on=YEAR[1] + timedelta(days=1))

    assert reads(manager) == {of_team.pk}
    assert of_mentor.pk in reads(mentor)


def test_lists_are_of_those_whose_figures_may_be_read(mentor, peer, manager, team, other_team):
    assert set(Team.objects.filter(teams_readable_by(manager))) == {team}
    assert set(User.objects.filter(people_readable_by(manager))) == {manager, mentor, peer}
    assert list(queries.people_listed(manager)) == [mentor, peer]
    assert list(queries.people_listed(mentor)) == []


# What is read --------------------------------------------------------------------


def test_a_summary_has_everything_a_review_prints(mentor, team, quality_lead):
    metric(team)
    metric(mentor, 70, 84, compared=None)
    outcome_note(team, quality_lead)

    of_team, of_mentor = queries.outcomes_for_review(mentor, *YEAR)

    assert (of_team.is_about, of_team.subject, of_team.label) == ("team", team.name, "Retention")
    assert (of_team.percent, of_team.interval_words) == ("87.9 %", "84.5 % to 90.7 %")
    assert (of_team.comparator_percent, of_team.comparator_denominator) == ("89.8 %", 5850)
    assert of_team.difference_interval.low < of_team.difference < of_team.difference_interval.high
    assert "within ordinary variation" in of_team.sentence
    assert of_team.note.startswith("Another mix of levels. Differences under")
    assert (of_mentor.is_about, of_mentor.subject) == ("mentor", mentor.display_name)
    assert (of_mentor.difference, of_mentor.sentence, of_mentor.note) == (None, "", "")


def test_a_review_reads_what_lies_for_the_most_part_in_its_period(mentor, team):
    now = metric(team)
    metric(team, period=YEAR_BEFORE)

    found = queries.outcomes_for_review(mentor, date(2025, 9, 1), date(2026, 7, 20))

    assert [each.pk for each in found] == [now.pk]


def test_a_review_reads_nothing_of_others(mentor, peer, other_team):
    metric(peer)
    metric(other_team)

    assert queries.outcomes_for_review(mentor, *YEAR) == []


def test_of_two_files_the_last_counts_and_taken_back_the_first_again(mentor, team, quality_lead):
    day = timezone.now()
    first = outcome_import(quality_lead, imported_at=day - timedelta(days=9))
    second = outcome_import(quality_lead, imported_at=day)
    late, early = metric(team, 380, batch=second), metric(team, 379, batch=first)

    assert [each.pk for each in queries.outcomes_for_review(mentor, *YEAR)] == [late.pk]
    OutcomeImport.objects.filter(pk=second.pk).update(withdrawn_at=day)
    assert [each.pk for each in queries.outcomes_for_review(mentor, *YEAR)] == [early.pk]


def test_figures_over_time_are_drawn_with_their_intervals(team):
    metric(team, period=YEAR_BEFORE)
    metric(team)

    (kind,) = queries.figures_of_team(team)

    assert [each.period_to for each in kind.summaries] == [YEAR[1], YEAR_BEFORE[1]]
    first, second = kind.plot.marks
    assert (first.label, second.label) == ("Jul 25", "Jul 26")
    assert first.high_y < first.y < first.low_y
    assert first.other_y is not None


def test_one_period_is_no_trend(team):
    metric(team)

    assert queries.figures_of_team(team)[0].plot is None


@pytest.mark.parametrize("count", [1, 3])
def test_figures_cost_the_same_for_any_number(team, quality_lead, count, django_assert_num_queries):
    batch = outcome_import(quality_lead)
    for n in range(count):
        period = (date(2020 + n, 8, 1), date(2021 + n, 7, 31))
        metric(team, batch=batch, period=period)

    with django_assert_num_queries(2):
        queries.figures_of_team(team)


# The college’s page --------------------------------------------------------------


def test_the_page_adds_teams_up_beside_what_they_are_compared_with(team, other_team, quality_lead):
    batch = outcome_import(quality_lead)
    metric(team, 90, 100, batch=batch, compared=(800, 1000))
    metric(other_team, 45, 50, batch=batch, compared=(500, 1000))
    outcome_note(team, quality_lead)

    (kind,) = queries.impact_report(*YEAR).kinds

    assert (kind.numerator, kind.denominator, kind.percent) == (135, 150, "90.0 %")
    assert kind.expected == "70.0 %"  # 80 of 100 and 25 of 50
    assert kind.is_ordinary is False
    assert [each.subject for each in kind.teams] == sorted([team.name, other_team.name])
    assert queries.impact_report(*YEAR).notes[0][0] == team.name


def test_the_page_has_no_figure_of_a_mentor(mentor):
    metric(mentor)

    assert queries.impact_report(*YEAR).kinds == []
    assert queries.report_periods() == []


def test_a_team_without_comparator_leaves_no_half_sum(team, other_team):
    metric(team, compared=(800, 1000))
    metric(other_team, compared=None)

    (kind,) = queries.impact_report(*YEAR).kinds

    assert (kind.expected, kind.is_ordinary) == ("", None)


# What is kept about people -------------------------------------------------------


def test_a_rights_request_finds_the_figures_and_the_notes(mentor, team, quality_lead):
    metric(mentor, 70, 84)
    metric(team)
    outcome_note(mentor, quality_lead)

    (passage,) = outcomes_about(mentor)
    assert "70 of 84" in passage.words
    assert "5253 of 5850" in passage.words
    assert "Another mix of levels" in next(iter(notes_about(mentor))).words


def test_retention_removes_old_figures_and_the_line_of_their_file(mentor, team, quality_lead):
    old = outcome_import(quality_lead, imported_at=timezone.localtime() - timedelta(days=2000))
    metric(mentor, batch=old)
    metric(team, batch=old)
    metric(mentor, batch=outcome_import(quality_lead))
    kind = record_class("outcome")

    assert kind.months == 60
    assert kind.remove(outcomes_aged(days_ago(1826))) == 2
    assert OutcomeMetric.objects.count() == 1
    assert not OutcomeImport.objects.filter(pk=old.pk).exists()
