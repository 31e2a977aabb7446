from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.cpd.rules import CPDYear
from assessments.targets.models import CPDTarget, TargetAdjustment
from assessments.targets.queries import year_record
from assessments.targets.services import (
    adjust_target,
    end_adjustment,
    freeze_year,
    freeze_years,
)
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.people import make_person
from tests.factories.targets import adjustment, frozen_target, handed_in, in_post

REASON = "Half a day a week with the timetable project."


def adjusted(person, year, by, hours="-6", reason=REASON):
    return adjust_target(person=person, year=year, hours=Decimal(hours), reason=reason, by=by)


@pytest.mark.parametrize("name", ["manager", "hr"])
def test_a_target_is_adjusted_by_her_manager_and_by_hr(mentor, year, request, name):
    by = request.getfixturevalue(name)
    in_post(mentor, started_on=date(2020, 1, 1))
    row = adjusted(mentor, year, by)

    assert (row.made_by, row.hours) == (by, -6)
    assert year_record(mentor, year).target.hours == 24


@pytest.mark.parametrize(
    "name",
    ["mentor", "peer", "other_manager", "supervisor", "quality_lead", "admin", "dpo", "trainer"],
)
def test_nobody_else_adjusts_it(mentor, year, request, name):
    with pytest.raises(PermissionDenied):
        adjusted(mentor, year, request.getfixturevalue(name))

    assert not TargetAdjustment.objects.exists()


def test_the_site_itself_may_adjust_one(mentor, year):
    assert adjusted(mentor, year, None).made_by is None


def test_nobody_in_hr_adjusts_her_own(hr, year):
    with pytest.raises(PermissionDenied):
        adjusted(hr, year, hr)


def test_she_is_told_without_the_reason_and_the_audit_holds_none(mentor, manager, year):
    adjusted(mentor, year, manager)
    notice, event = Notice.objects.get(recipient=mentor), AuditEvent.objects.get()

    assert notice.url.startswith("/cpd/year/?year=")
    assert "timetable" not in notice.title + notice.body + str(event.detail) + event.object_words
    assert event.detail == {"year": year.start, "hours": "-6"}


@pytest.mark.parametrize(("hours", "reason"), [("0", REASON), ("-6", "Because")])
def test_hours_and_a_reason_are_needed(mentor, manager, year, hours, reason):
    with pytest.raises(ValidationError):
        adjusted(mentor, year, manager, hours=hours, reason=reason)


def test_a_year_that_is_over_is_not_adjusted(mentor, manager, last_year):
    with pytest.raises(ValidationError, match="is over"):
        adjusted(mentor, last_year, manager)


def test_the_same_adjustment_sent_twice_counts_once(mentor, manager, year):
    first, again = adjusted(mentor, year, manager), adjusted(mentor, year, manager)
    other = adjusted(mentor, year, manager, hours="-2")
    end_adjustment(adjustment=first, by=manager)
    anew = adjusted(mentor, year, manager)

    assert again == first
    assert len({first, other, anew}) == TargetAdjustment.objects.count() == 3


def test_an_adjustment_that_is_ended_stays_and_no_longer_counts(mentor, manager, year):
    in_post(mentor, started_on=date(2020, 1, 1))
    row = adjusted(mentor, year, manager)
    end_adjustment(adjustment=row, by=manager)
    end_adjustment(adjustment=row, by=manager)

    assert TargetAdjustment.objects.get().ended_at is not None
    assert year_record(mentor, year).target.hours == 30
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["cpd_target.adjusted", "cpd_target.adjustment_ended"]


def test_only_those_who_may_adjust_may_end(mentor, year, other_manager):
    row = adjustment(mentor, year.start)

    with pytest.raises(PermissionDenied):
        end_adjustment(adjustment=row, by=other_manager)
    with pytest.raises(PermissionDenied):
        end_adjustment(adjustment=row, by=mentor)


def test_an_adjustment_of_a_year_that_is_over_is_not_ended(mentor, manager, last_year):
    row = adjustment(mentor, last_year.start)

    with pytest.raises(ValidationError):
        end_adjustment(adjustment=row, by=manager)
    row.refresh_from_db()
    assert row.ended_at is None


# Years that are over --------------------------------------------------------------

Y2025, AFTER = CPDYear(2025), date(2026, 8, 1)


@pytest.fixture
def worker(mentor):
    return in_post(mentor, started_on=date(2023, 9, 1), fte=Decimal("0.6"))


def test_the_target_of_a_year_that_is_over_is_written_down(worker):
    adjustment(worker, 2025, "-2")

    assert freeze_year(year=Y2025, on=AFTER) == 1
    row = CPDTarget.objects.get()
    assert (row.person, row.hours, row.fte, row.months) == (worker, 16, Decimal("0.60"), 12)
    assert row.adjusted == -2
    assert row.explanation == "18 h = 30 × 0.6. Adjusted: 18 − 2 = 16 h"


def test_a_later_change_of_post_leaves_it(worker):
    freeze_year(year=Y2025, on=AFTER)
    in_post(worker, fte=Decimal("1"))

    assert freeze_year(year=Y2025, on=AFTER) == 0
    assert year_record(worker, Y2025).target.hours == 18


def test_a_year_that_runs_is_not_frozen(worker):
    assert freeze_year(year=Y2025, on=date(2026, 7, 31)) == 0
    assert not CPDTarget.objects.exists()


def test_only_mentors_who_were_in_post_then(worker, manager, peer):
    in_post(peer, started_on=date(2026, 8, 1))
    gone = make_person("Long", "Gone", "mentor")
    in_post(gone, started_on=date(2020, 1, 1), left_on=date(2025, 7, 31))
    freeze_year(year=Y2025, on=AFTER)

    assert [row.person for row in CPDTarget.objects.all()] == [worker]


def test_without_dates_of_a_post_the_log_says_who_was_there(mentor, peer):
    in_post(mentor, started_on=None)
    in_post(peer, started_on=None)
    handed_in(mentor, date(2025, 10, 1))
    freeze_year(year=Y2025, on=AFTER)

    assert [row.person for row in CPDTarget.objects.all()] == [mentor]


def test_every_year_since_the_first_entry_is_frozen_once(worker):
    handed_in(worker, date(2024, 10, 1))
    frozen_target(worker, 2024, "17")

    assert freeze_years(on=AFTER) == 1
    assert freeze_years(on=AFTER) == 0
    hours = dict(CPDTarget.objects.values_list("year", "hours"))
    assert hours == {2024: 17, 2025: 18}


def test_freezing_costs_the_same_for_one_and_for_three(worker, django_assert_num_queries):
    def cost():
        CPDTarget.objects.all().delete()
        with django_assert_num_queries(12):  # people, eight for records, one write in a savepoint
            freeze_year(year=Y2025, on=AFTER)

    cost()
    for n in range(2):
        in_post(make_person(f"M{n}", "Test", "mentor"), started_on=date(2023, 9, 1))
    cost()
    assert CPDTarget.objects.count() == 3


def test_the_clock_of_the_site_is_used_when_no_day_is_given(worker, last_year):
    freeze_years()

    assert CPDTarget.objects.filter(person=worker, year=last_year.start).exists()
    assert not CPDTarget.objects.filter(year__gte=last_year.start + 1).exists()
    assert timezone.localdate() > last_year.last_on
