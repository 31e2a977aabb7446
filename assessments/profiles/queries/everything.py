"""All that somebody keeps here for her development, for her to take along (features.md C12)."""

from dataclasses import dataclass
from typing import Any

from assessments.contact_hours.models import ContactMonth
from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import ALL_PROMPTS, STANDING, CPDYear
from assessments.plans.models import PlanLine
from assessments.standards.models import Evidence
from assessments.targets.models import CPDTarget
from cms.people.accounts.models import User

from .. import rules
from .entries import all_entries, shared_values
from .files import own_files
from .profile import years_of


@dataclass(frozen=True)
class Extent:
    """How much there is, said before it is packed."""

    entries: int
    files: int
    bytes: int
    years: list[CPDYear]


def extent_of(person: User) -> Extent:
    sizes = list(own_files(person).values_list("size", flat=True))
    return Extent(
        entries=CPDEntry.objects.filter(owner=person, state__in=STANDING).count(),
        files=len(sizes),
        bytes=sum(sizes),
        years=years_of(person),
    )


def everything(person: User) -> dict[str, Any]:
    """Her own words too, those she never showed to anybody: they are hers to take."""
    return {
        "format": f"{rules.NAME}-everything",
        "version": rules.VERSION,
        "person": person.display_name,
        "log": [_own_values(entry) for entry in all_entries(person)],
        "plan": [_line(line) for line in _lines(person)],
        "contact_hours": list(_months(person)),
        "targets_of_past_years": list(_targets(person)),
        "evidence": [_evidence(row) for row in _ledger(person)],
    }


def _own_values(entry: CPDEntry) -> dict[str, Any]:
    return {
        **shared_values(entry),
        "what_i_learned": entry.what_i_learned,
        "reflection": {ALL_PROMPTS.get(key, key): text for key, text in entry.reflection.items()},
        "cost": str(entry.cost) if entry.cost is not None else "",
        "off_the_job": entry.is_off_the_job,
        "started_at": entry.started_at.isoformat(timespec="minutes") if entry.started_at else "",
        "written_at": entry.created_at.isoformat(),
    }


def _lines(person: User) -> Any:
    lines = PlanLine.objects.filter(owner=person).order_by("created_at", "pk")
    return lines.prefetch_related("statements", "entries")


def _line(line: PlanLine) -> dict[str, Any]:
    return {
        "need": line.need,
        "origin": line.get_origin_display(),
        "activity": line.activity,
        "learner_outcome": line.learner_outcome,
        "by": line.due_on.isoformat() if line.due_on else "",
        "statements": [statement.code for statement in line.statements.all()],
        "entries": [entry.title for entry in line.entries.all()],
        "state": line.get_state_display(),
        "outcome": line.outcome,
    }


def _months(person: User) -> Any:
    rows = ContactMonth.objects.filter(owner=person).order_by("month_on")
    for row in rows:
        yield {
            "month": f"{row.month_on:%Y-%m}",
            "one_to_one_sessions": row.one_to_one_sessions,
            "one_to_one_minutes": row.one_to_one_minutes,
            "group_sessions": row.group_sessions,
            "group_minutes": row.group_minutes,
        }


def _targets(person: User) -> Any:
    for row in CPDTarget.objects.filter(person=person).order_by("year"):
        label = CPDYear(row.year).label
        yield {"year": label, "hours": float(row.hours), "explanation": row.explanation}


def _ledger(person: User) -> Any:
    rows = Evidence.objects.standing().filter(person=person)
    return rows.select_related("statement__framework").order_by("occurred_on", "pk")


def _evidence(row: Evidence) -> dict[str, str]:
    return {
        "framework": row.statement.framework.code,
        "code": row.statement.code,
        "kind": row.get_kind_display(),
        "strength": row.get_strength_display(),
        "on": row.occurred_on.isoformat(),
        "what": row.note,
    }
