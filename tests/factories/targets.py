"""Entries as a year counts them, adjustments and long absences. Rows are written directly."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState
from assessments.targets.models import CPDTarget, TargetAdjustment
from assessments.targets.rules import EntryFacts
from cms.people.accounts.models import User
from cms.people.teams.models import Absence
from tests.factories.cpd import cpd_entry


def handed_in(owner: User, on: date | None = None, **fields: Any) -> CPDEntry:
    """A workshop of two hours today, verified; it says nothing of impact."""
    day = on or timezone.localdate()
    defaults = {
        "start_on": day,
        "minutes": 120,
        "state": EntryState.VERIFIED,
        "submitted_at": timezone.now(),
        "submitted_on": day,
    }
    return cpd_entry(owner, **{**defaults, **fields})


def with_impact(owner: User, on: date | None = None, **fields: Any) -> CPDEntry:
    told = {"impact_status": "clear", "impact_note": "Two groups plan their own week now."}
    return handed_in(owner, on, **{**told, **fields})


def adjustment(person: User, year: int, hours: str = "-6", **fields: Any) -> TargetAdjustment:
    defaults = {"reason": "Half a day with the timetable project.", "hours": Decimal(hours)}
    return TargetAdjustment.objects.create(person=person, year=year, **{**defaults, **fields})


def absence(person: User, starts_on: date, ends_on: date | None = None, **fields: Any) -> Absence:
    return Absence.objects.create(person=person, starts_on=starts_on, ends_on=ends_on, **fields)


def frozen_target(person: User, year: int, hours: str = "18", **fields: Any) -> CPDTarget:
    defaults = {"fte": Decimal("0.6"), "months": 12, "explanation": "18 h = 30 × 0.6"}
    values = {**defaults, **fields}
    return CPDTarget.objects.create(person=person, year=year, hours=Decimal(hours), **values)


def in_post(person: User, **fields: Any) -> User:
    """Somebody whose post is as a test needs it."""
    profile = person.staff_profile
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save()
    return person


def facts(**fields: Any) -> EntryFacts:
    """A verified workshop of an hour, as counting sees it."""
    defaults: dict[str, Any] = {
        "start_on": date(2026, 10, 5),
        "end_on": None,
        "state": "verified",
        "minutes": 60,
        "activity_type": "workshop",
        "is_mandatory": False,
        "is_participatory": False,
        "counts": True,
        "is_off_the_job": False,
        "has_start": False,
        "has_impact": False,
    }
    return EntryFacts(**{**defaults, **fields})
