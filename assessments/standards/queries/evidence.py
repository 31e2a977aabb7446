"""Evidence as a line through time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cms.people.accounts.models import User
from courses.progress.models import Completion

from ..models import Evidence, EvidenceQuerySet, Framework, Statement
from ..rules import EvidenceKind, Strength


def evidence_of(
    person: User, *, framework: Framework | None = None, statement: str = "", kind: str = ""
) -> EvidenceQuerySet:
    """What stands for one person, newest first; a filter that means nothing is no filter.

    Frameworks use the same codes for different things: a code is asked for within one of them.
    """
    rows = Evidence.objects.standing().filter(person=person)
    rows = rows.select_related("statement__framework")
    if framework is not None:
        rows = rows.filter(statement__framework=framework)
    if statement:
        rows = rows.filter(statement__code=statement)
    if kind in EvidenceKind.values:
        rows = rows.filter(kind=kind)
    return rows


@dataclass(frozen=True)
class Moment:
    """One event of the timeline: what a quiz, a module or a talk stands for, all of it at once."""

    evidence: Evidence
    statements: list[Statement]

    @property
    def is_judged(self) -> bool:
        return self.evidence.strength != Strength.CLAIMED


def moments(rows: Iterable[Evidence]) -> list[Moment]:
    """Evidence of one source, strength and day as one event. Rows of a source stand together."""
    found: list[Moment] = []
    for row in rows:
        last = found[-1].evidence if found else None
        if last is not None and _is_same_moment(last, row):
            found[-1].statements.append(row.statement)
        else:
            found.append(Moment(row, [row.statement]))
    for moment in found:
        moment.statements.sort(key=lambda statement: statement.position)
    return found


def _is_same_moment(one: Evidence, other: Evidence) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("content_type_id", "object_id", "kind", "strength", "occurred_on")
    )


def source_url(evidence: Evidence) -> str:
    """Where the source of a piece of evidence is shown to the person it is about."""
    source: Any = evidence.source
    if isinstance(source, Completion):
        return reverse("progress:module_finished", args=[source.module_id])
    if source is not None and hasattr(source, "get_absolute_url"):
        return str(source.get_absolute_url())
    return evidence.statement.get_absolute_url()
