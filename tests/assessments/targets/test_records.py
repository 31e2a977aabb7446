from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.cpd.models import CPDPolicy
from assessments.cpd.rules import CPDYear, EntryState
from assessments.standards.models import Framework
from assessments.targets.queries import records, records_under, year_record
from assessments.targets.rules import Standing
from tests.factories.cpd import cpd_entry
from tests.factories.people import make_person
from tests.factories.standards import st0148
from tests.factories.targets import (
    absence,
    adjustment,
    frozen_target,
    handed_in,
    in_post,
    with_impact,
)

YEAR = CPDYear(2026)
TODAY = date(2026, 11, 22)
QUERIES = 8


def record(person, **more):
    return year_record(person, YEAR, today=TODAY, **more)


def test_a_year_without_anything(mentor):
    found = record(mentor)

    assert found.target.hours == 30
    assert (found.counting.counted, found.impact.done) == (0, 0)
    assert found.standing == Standing.BEHIND
    assert found.gaps.running is not None


def test_the_table_of_the_domain_for_somebody_new(mentor):
    """M24: three weeks in post."""
    in_post(mentor, started_on=date(2026, 11, 2))
    handed_in(mentor, date(2026, 11, 10), minutes=60)
    found = record(mentor)

    assert (found.target.hours, found.counting.counted) == (Decimal("22.5"), 60)
    assert found.standing == Standing.ON_TRACK


def test_the_table_of_the_domain_for_somebody_on_leave(mentor):
    """M22: away for four months."""
    absence(mentor, date(2026, 10, 15), date(2027, 2, 14))
    found = record(mentor)

    assert (found.target.hours, found.standing) == (20, Standing.PAUSED)
    assert found.gaps.running is None


def test_drafts_and_returned_entries_are_in_no_figure(mentor):
    for state in (EntryState.DRAFT, EntryState.RETURNED):
        cpd_entry(
            mentor, start_on=date(2026, 10, 1), state=state, impact_status="clear", impact_note="So"
        )
    found = record(mentor)

    assert found.entries == ()
    assert (found.counting.waiting, found.impact.waiting, found.desk) == (0, 0, None)
    assert found.gaps.longest.days == 114


def test_her_own_desk_is_hers_to_see(mentor):
    cpd_entry(mentor, start_on=date(2026, 10, 1), minutes=90)
    cpd_entry(mentor, start_on=date(2026, 10, 1), minutes=30, state=EntryState.RETURNED)
    cpd_entry(mentor, start_on=date(2025, 10, 1))
    desk = record(mentor, own=True).desk

    assert (desk.drafts, desk.draft_minutes) == (1, 90)
    assert (desk.returned, desk.returned_minutes) == (1, 30)


def test_what_is_counted_and_what_waits(mentor):
    with_impact(mentor, date(2026, 9, 1))
    with_impact(mentor, date(2026, 10, 1), state=EntryState.SUBMITTED, minutes=60)
    handed_in(mentor, date(2026, 7, 31))  # the year before
    found = record(mentor)

    assert (found.counting.counted, found.counting.waiting) == (120, 60)
    assert (found.impact.done, found.impact.waiting, found.impact.needed) == (1, 1, 3)


def test_impact_without_a_note_or_too_early_is_none(mentor):
    handed_in(mentor, date(2026, 9, 1), impact_status="clear")
    handed_in(mentor, date(2026, 9, 1), impact_status="too_early", impact_note="Ask me in spring")

    assert record(mentor).impact.done == 0


def test_only_mentors_have_a_target(manager, supervisor):
    found = records([manager, supervisor], YEAR, today=TODAY)

    assert {each.standing for each in found.values()} == {Standing.NONE}
    assert not record(manager).target.applies


def test_adjustments_that_were_ended_no_longer_count(mentor):
    adjustment(mentor, 2026, "-6")
    adjustment(mentor, 2026, "-10", ended_at=timezone.now())
    adjustment(mentor, 2025, "-20")
    found = record(mentor)

    assert found.target.hours == 24
    assert [row.hours for row in found.adjustments] == [-6, -10]


def test_a_frozen_target_stays_whatever_changes(mentor):
    frozen_target(mentor, 2025, "18")
    in_post(mentor, fte=Decimal("1"), started_on=date(2020, 1, 1))
    adjustment(mentor, 2025, "-5")
    found = year_record(mentor, CPDYear(2025), today=TODAY)

    assert (found.target.hours, found.target.is_frozen) == (18, True)
    assert found.target.explanation == "18 h = 30 × 0.6"


def test_the_policy_of_the_year_holds(mentor):
    CPDPolicy.objects.create(from_year=2026, annual_hours=Decimal("36"), impact_entries=1)
    CPDPolicy.objects.create(from_year=2027, annual_hours=Decimal("50"))
    found = record(mentor)

    assert (found.target.hours, found.impact.needed) == (36, 1)


def test_an_absence_that_began_before_the_year_counts_with_its_whole_length(mentor):
    absence(mentor, date(2026, 6, 1), date(2026, 9, 30))

    assert record(mentor).target.hours == 25


def test_statements_of_the_year_that_are_touched(mentor):
    framework = st0148()
    statement = framework.statements.get(code="S1")
    handed_in(mentor, date(2026, 10, 1)).statements.add(statement)
    draft = cpd_entry(mentor, start_on=date(2026, 10, 1))
    draft.statements.add(framework.statements.get(code="S2"))
    found = record(mentor)

    assert found.touched == ("S1",)
    assert "S2" in [each.code for each in found.untouched]
    assert len(found.untouched) == framework.statements.count() - 1


def test_off_the_job_hours_against_the_standard_of_the_college(mentor):
    st0148()
    Framework.objects.update(off_the_job_hours=200)
    trained = {"is_off_the_job": True, "started_at": "09:00"}
    handed_in(mentor, date(2026, 8, 20), **trained)
    handed_in(mentor, date(2026, 5, 20), minutes=60, **trained)
    training = record(mentor).off_the_job

    assert (training.target, training.minutes, training.before) == (200, 120, 60)
    assert training.missing == (date(2026, 9, 1), date(2026, 10, 1))


@pytest.mark.parametrize("count", [1, 3])
def test_records_cost_the_same_for_one_and_for_three(mentor, django_assert_num_queries, count):
    people = [mentor, *(make_person(f"P{n}", "Test") for n in range(count - 1))]
    for person in people:
        with_impact(person, date(2026, 9, 1))
        absence(person, date(2026, 10, 1), date(2026, 10, 9))
        adjustment(person, 2026)
    with django_assert_num_queries(QUERIES):
        assert len(records(people, YEAR, today=TODAY)) == count


def test_records_load_no_column_with_words(mentor, django_assert_num_queries):
    with_impact(mentor, date(2026, 9, 1))
    with django_assert_num_queries(QUERIES) as asked:
        records([mentor], YEAR, today=TODAY)
    entries = [query["sql"] for query in asked.captured_queries if "cpdentry" in query["sql"]]
    sql = " ".join(entries)

    for column in (
        "what_i_learned",
        "reflection",
        "shared_summary",
        "application",
        "title",
        "cost",
    ):
        assert f'"{column}"' not in sql
    assert len(entries) == 2


def test_the_same_people_under_two_policies_are_fetched_once(mentor, django_assert_num_queries):
    now = record(mentor).policy
    with django_assert_num_queries(QUERIES):
        old, new = records_under(
            [mentor], YEAR, [now, CPDPolicy(annual_hours=Decimal("36")).values]
        )

    assert (old[mentor.pk].target.hours, new[mentor.pk].target.hours) == (30, 36)


def test_who_left_has_the_months_she_was_here(mentor):
    in_post(mentor, left_on=date(2026, 12, 31))

    assert record(mentor).target.months == 5
    assert record(mentor).gaps.longest.last_on == TODAY


def test_a_year_to_come_is_on_track(mentor):
    found = year_record(mentor, CPDYear(2027), today=TODAY)

    assert (found.standing, found.expected) == (Standing.ON_TRACK, 0)
    assert found.gaps.longest is None
    assert all(month.is_to_come for month in found.by_month(TODAY))


def test_next_year_follows_this_one(mentor):
    on = TODAY + timedelta(days=400)

    assert year_record(mentor, YEAR, today=on).target.elapsed == 12
