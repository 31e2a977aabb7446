from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.figures.models import FigurePolicy
from assessments.outcomes.models import OutcomeImport, OutcomeMetric, OutcomeNote
from assessments.outcomes.rules.values import MetricValues
from assessments.outcomes.services import (
    ImportContent,
    import_outcomes,
    withdraw_import,
    write_note,
)
from cms.people.audit.models import AuditEvent
from tests.factories.outcomes import COLLEGE, YEAR, metric, outcome_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(team, mentor) -> ImportContent:
    return ImportContent(
        file_name="last-year.csv",
        checksum="c" * 64,
        source_system="Student records",
        comparator_label=COLLEGE,
        rows=[
            MetricValues(None, team.pk, "retention", *YEAR, 311, 355, 5253, 5850),
            MetricValues(mentor.pk, None, "retention", *YEAR, 70, 84),
        ],
        dropped=2,
    )


def test_a_file_comes_in_with_its_rows_and_is_written_down(content, quality_lead, team):
    batch = import_outcomes(content=content, by=quality_lead)

    assert (batch.rows_kept, batch.rows_dropped, batch.imported_by) == (2, 2, quality_lead)
    of_team, of_mentor = batch.metrics.order_by("pk")
    assert (of_team.team, of_team.numerator, of_team.comparator_label) == (team, 311, COLLEGE)
    assert of_mentor.comparator_label == ""
    event = AuditEvent.objects.get(verb="outcomes.imported")
    assert event.detail == {"kept": 2, "left_out": 2}


def test_confirmed_twice_it_comes_in_once(content, quality_lead):
    first = import_outcomes(content=content, by=quality_lead)
    second = import_outcomes(content=content, by=quality_lead)

    assert first == second
    assert OutcomeMetric.objects.count() == 2


def test_taken_back_it_counts_no_longer_and_can_come_in_anew(content, quality_lead):
    batch = import_outcomes(content=content, by=quality_lead)
    withdraw_import(batch=batch, by=quality_lead)

    assert OutcomeImport.objects.get().withdrawn_at is not None
    assert AuditEvent.objects.filter(verb="outcomes.withdrawn").exists()
    with pytest.raises(ValidationError, match="already"):
        withdraw_import(batch=batch, by=quality_lead)
    assert import_outcomes(content=content, by=quality_lead) != batch


@pytest.mark.parametrize("who", ["mentor", "manager", "hr", "admin", "dpo", "dsl"])
def test_nobody_else_brings_in_or_takes_back(request, content, quality_lead, who):
    person = request.getfixturevalue(who)
    batch = outcome_import(quality_lead)

    with pytest.raises(PermissionDenied):
        import_outcomes(content=content, by=person)
    with pytest.raises(PermissionDenied):
        withdraw_import(batch=batch, by=person)


@pytest.mark.parametrize(
    "change",
    [
        {"numerator": 9, "denominator": 9}, {"numerator": 400}, {"team": 999_999},
        {"comparator_numerator": 3, "comparator_denominator": 9}, {"kind": "rank"},
        {"period_to": timezone.localdate() + timedelta(days=1)}, {"person": 1},
    ],
)  # fmt: skip
def test_a_row_that_breaks_the_rules_keeps_the_file_out(content, quality_lead, change):
    wrong = replace(content, rows=[replace(content.rows[0], **change)])

    with pytest.raises(ValidationError):
        import_outcomes(content=wrong, by=quality_lead)

    assert not OutcomeImport.objects.exists()


def test_a_base_raised_since_the_file_was_read_holds(content, quality_lead):
    FigurePolicy.objects.create(base_from=100)

    with pytest.raises(ValidationError, match="changed since"):
        import_outcomes(content=content, by=quality_lead)


def test_the_same_total_twice_and_no_total_at_all_are_refused(content, quality_lead):
    for rows in ([content.rows[0]] * 2, []):
        with pytest.raises(ValidationError):
            import_outcomes(content=replace(content, rows=rows), by=quality_lead)


def test_where_it_comes_from_is_said(content, quality_lead):
    with pytest.raises(ValidationError):
        import_outcomes(content=replace(content, source_system=" "), by=quality_lead)


# Notes ---------------------------------------------------------------------------


def test_a_note_stands_beside_a_period_and_the_last_one_counts(quality_lead, team):
    metric(team)
    write_note(team=team, period_to=YEAR[1], reasons=["level_mix"], by=quality_lead)
    write_note(team=team, period_to=YEAR[1], text="Two courses ended early.", by=quality_lead)
    write_note(team=team, period_to=YEAR[1], text="Two courses ended early.", by=quality_lead)

    assert OutcomeNote.objects.count() == 2
    assert AuditEvent.objects.filter(verb="outcome_note.written").count() == 2


def test_an_empty_note_takes_one_away_and_is_nothing_by_itself(quality_lead, mentor):
    metric(mentor)
    with pytest.raises(ValidationError):
        write_note(person=mentor, period_to=YEAR[1], by=quality_lead)
    write_note(person=mentor, period_to=YEAR[1], reasons=["staffing"], by=quality_lead)
    write_note(person=mentor, period_to=YEAR[1], by=quality_lead)

    assert OutcomeNote.objects.order_by("-written_at", "-pk")[0].reasons == []


def test_a_note_needs_a_figure_and_one_subject(quality_lead, mentor, team):
    with pytest.raises(ValidationError, match="no figure"):
        write_note(team=team, period_to=YEAR[1], reasons=["staffing"], by=quality_lead)
    with pytest.raises(ValidationError, match="mentor or of a team"):
        write_note(
            team=team, person=mentor, period_to=YEAR[1], reasons=["staffing"], by=quality_lead
        )


@pytest.mark.parametrize("who", ["mentor", "manager", "hr", "admin"])
def test_nobody_else_writes_a_note(request, team, who):
    metric(team)

    with pytest.raises(PermissionDenied):
        write_note(
            team=team, period_to=YEAR[1], reasons=["staffing"], by=request.getfixturevalue(who)
        )


def test_nobody_writes_beside_her_own_figures(quality_lead):
    metric(quality_lead)

    with pytest.raises(PermissionDenied):
        write_note(person=quality_lead, period_to=YEAR[1], text="Two left.", by=quality_lead)

    assert not OutcomeNote.objects.exists()
