"""One person, one year (domain.md 5.6), as plain values that every format is written from."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Min
from django.utils import timezone

from assessments.cpd import rules as cpd_rules
from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import CPDYear
from assessments.plans.models import PlanLine
from assessments.targets.queries import YearRecord, year_record
from cms.people.accounts.models import User
from cms.people.college.queries import college
from cms.people.teams.models import StaffProfile
from courses.certificates.queries import certificates_of

from .. import rules
from .entries import confirmed_entries, shared_values


def years_of(person: User) -> list[CPDYear]:
    first = CPDEntry.objects.filter(owner=person).aggregate(on=Min("start_on"))["on"]
    return cpd_rules.years_between(first, timezone.localdate())


def year_profile(person: User, year: CPDYear, *, anonymous: bool = False) -> dict[str, Any]:
    """The content of an export, without its watermark: confirmed entries, and only what was
    shared of them.

    Anonymous is for somebody else's hands: of the entries only those that were drawn for a sample
    (domain.md 2.2, “R p in sample”), without every name the site itself keeps, without her
    plan, which is hers alone, and without what would tell of a day she came or of an absence.
    """
    record = year_record(person, year)
    entries = list(confirmed_entries(person, year, sampled_only=anonymous))
    return {
        "format": rules.NAME,
        "version": rules.VERSION,
        "college": "" if anonymous else college().college_name,
        "person": _person(person, anonymous),
        "year": {
            "label": year.label,
            "first_day": year.first_on.isoformat(),
            "last_day": year.last_on.isoformat(),
        },
        "target": _target(record, anonymous),
        "hours": _hours(record),
        "impact": _impact(record),
        "gaps": _gaps(record),
        "statements": _by_statement(entries),
        "mandatory": [] if anonymous else _mandatory(person),
        "entries": [shared_values(entry, anonymous=anonymous) for entry in entries],
        "plan": [] if anonymous else _plan(person, year),
    }


def _person(person: User, anonymous: bool) -> dict[str, str]:
    profile = StaffProfile.objects.filter(person=person).first()
    return {
        "name": "A mentor" if anonymous else person.display_name,
        "job_title": profile.job_title if profile else "",
        "fte": str(profile.fte) if profile else "",
    }


def _target(record: YearRecord, anonymous: bool) -> dict[str, Any]:
    target = record.target
    return {
        "hours": float(target.hours),
        "months": target.months,
        "fte": str(target.fte),
        "explanation": target.explanation,
        "notes": [] if anonymous else list(target.lines),
    }


def _hours(record: YearRecord) -> dict[str, Any]:
    return {
        "counted_minutes": record.counting.counted,
        "waiting_minutes": record.counting.waiting,
        "groups": [
            {
                "group": line.label,
                "counted_minutes": line.counted,
                "over_limit_minutes": line.over,
            }
            for line in record.counting.used
        ],
    }


def _impact(record: YearRecord) -> dict[str, int]:
    return {"wanted": record.impact.needed, "reached": record.impact.done}


def _gaps(record: YearRecord) -> list[dict[str, str]]:
    return [
        {"first_day": gap.first_on.isoformat(), "last_day": gap.last_on.isoformat()}
        for gap in record.gaps.found
    ]


def _by_statement(entries: Iterable[CPDEntry]) -> list[dict[str, Any]]:
    found: dict[tuple[str, int], list[CPDEntry]] = defaultdict(list)
    titles = {}
    for entry in entries:
        for claim in entry.claims.all():
            statement = claim.statement
            key = (statement.framework.code, statement.position)
            found[key].append(entry)
            titles[key] = (statement.code, statement.title)
    return [
        {
            "framework": key[0],
            "code": titles[key][0],
            "title": titles[key][1],
            "entries": len(rows),
            "last_day": max(entry.last_on for entry in rows).isoformat(),
        }
        for key, rows in sorted(found.items())
    ]


def _mandatory(person: User) -> list[dict[str, str]]:
    return [
        {
            "title": view.title,
            "completed_on": view.completed_on.isoformat(),
            "valid_until": view.expires_on.isoformat() if view.expires_on else "",
            "state": str(view.state.label),
        }
        for view in certificates_of(person)
        if view.expires_on is not None
    ]


def _plan(person: User, year: CPDYear) -> list[dict[str, Any]]:
    """The lines that were open in that year, or are still."""
    lines = PlanLine.objects.filter(owner=person, created_at__date__lte=year.last_on)
    return [
        {
            "need": line.need,
            "origin": line.get_origin_display(),
            "activity": line.activity,
            "learner_outcome": line.learner_outcome,
            "by": line.due_on.isoformat() if line.due_on else "",
            "state": line.get_state_display(),
            "outcome": line.outcome,
        }
        for line in lines.order_by("created_at", "pk")
        if line.closed_at is None or timezone.localdate(line.closed_at) >= year.first_on
    ]
