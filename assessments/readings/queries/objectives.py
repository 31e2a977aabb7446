"""Objectives: those that are open, and what came of those closed in the time."""

from collections.abc import Iterable

from django.utils import timezone

from assessments.objectives.access import readable_by
from assessments.objectives.models import Objective
from assessments.objectives.queries import closed_between, open_objectives
from assessments.objectives.rules import CLOSED, ObjectiveState

from ..rules import Figure, InputKind, Piece, Section, shortened
from ..rules.periods import day_words
from .scope import Scope


def objectives_section(scope: Scope) -> Section:
    """Two queries."""
    rows = open_objectives(scope.person) | closed_between(
        scope.person, scope.period_from, scope.period_to
    )
    rows = rows.filter(readable_by(scope.reader)).prefetch_related(None)
    found = list(rows.prefetch_related("statements"))
    closed = sorted(
        (each for each in found if each.closed_at), key=lambda each: (str(each.closed_at), each.pk)
    )
    agreed = [each for each in found if not each.closed_at and _is_agreed_by(each, scope)]
    return Section(
        InputKind.OBJECTIVE,
        figures=_figures(agreed, closed),
        pieces=[_piece(each, scope) for each in (*reversed(closed), *agreed)],
        gaps=_gaps(agreed, closed, scope),
    )


def _is_agreed_by(objective: Objective, scope: Scope) -> bool:
    at = objective.agreed_at
    return at is not None and timezone.localdate(at) <= scope.period_to


def _figures(still: list[Objective], closed: list[Objective]) -> list[Figure]:
    counts = [
        (state, sum(each.state == state for each in closed))
        for state in ObjectiveState
        if state in CLOSED
    ]
    figures = [Figure(str(state.label), str(count)) for state, count in counts if count]
    return [*figures, Figure("Still open", str(len(still)))] if still else figures


def _piece(objective: Objective, scope: Scope) -> Piece:
    closed_at, agreed_at = objective.closed_at, objective.agreed_at
    day = closed_at or agreed_at
    return Piece(
        key=f"objective:{objective.pk}",
        label=shortened(f"Objective: {objective.outcome}"),
        kind=InputKind.OBJECTIVE,
        on=timezone.localdate(day) if day else None,
        url=objective.get_absolute_url(),
        meta=_meta(objective),
        codes=_codes(objective, scope),
    )


def _meta(objective: Objective) -> str:
    if objective.closed_at is not None:
        reason = objective.closed_reason
        return f"{objective.get_state_display()}: {reason}" if reason else ""
    due = f", due {day_words(objective.due_on)}" if objective.due_on else ""
    return f"open{due}"


def _codes(objective: Objective, scope: Scope) -> tuple[str, ...]:
    rows: Iterable[str] = (each.code for each in objective.statements.all())
    return scope.in_order(code for code in rows if code in scope.statements)


def _gaps(still: list[Objective], closed: list[Objective], scope: Scope) -> list[str]:
    if not still and not closed:
        return ["No objective was agreed for this time."]
    overdue = [each for each in still if each.due_on and each.due_on < scope.until]
    return [f"Past its day and open: {each.outcome}" for each in overdue]
