"""Modules: what is done, what is due, what has run out."""

from datetime import date
from typing import Any

from django.utils import timezone

from courses.catalogue.queries import outlines
from courses.progress.queries import ModuleProgress, progress_of
from courses.progress.queries.modules import MINE_FIELDS, mine_from, own_rows
from courses.progress.rules import ModuleState

from ..rules import Figure, InputKind, Piece, Section, shortened
from ..rules.periods import day_words
from .scope import Scope

HELD = (ModuleState.COMPLETE, ModuleState.EXPIRING)
Rows = list[dict[str, Any]]


def modules_section(scope: Scope) -> Section:
    """One query, beside the outlines, which are cached."""
    rows = _rows(scope)
    shapes = outlines(rows)
    asked = {
        pk: progress_of(shape, mine_from(rows[pk]), today=scope.until)
        for pk, shape in shapes.items()
    }
    done = {pk: _done_in_time(rows[pk], scope) for pk in asked}
    pieces = [_piece(asked[pk], row, scope) for pk, row in done.items() if row]
    states = [progress.state for progress in asked.values()]
    held = sum(state in HELD for state in states)
    return Section(
        InputKind.MODULE,
        figures=[Figure("Complete today", f"{held} of {len(asked)}")] if asked else [],
        pieces=sorted(pieces, key=lambda piece: (piece.on or date.min, piece.label), reverse=True),
        gaps=_gaps(list(asked.values())),
    )


def _rows(scope: Scope) -> dict[int, Rows]:
    """What stands on her list, by module, the newest round first. Only standing rounds."""
    found: dict[int, Rows] = {}
    for row in own_rows(scope.person).values("module_id", *MINE_FIELDS):
        found.setdefault(row["module_id"], []).append(row)
    return found


def _done_in_time(rows: Rows, scope: Scope) -> dict[str, Any] | None:
    """The last round that was finished in the time: a module is one piece, however often."""
    return next((row for row in rows if scope.covers(row["completion__completed_at"])), None)


def _piece(progress: ModuleProgress, row: dict[str, Any], scope: Scope) -> Piece:
    module = progress.module
    expires_on = row["completion__expires_on"]
    return Piece(
        key=f"module:{module.code or module.pk}",
        label=shortened(f"Module complete: {module.title}"),
        kind=InputKind.MODULE,
        on=timezone.localdate(row["completion__completed_at"]),
        url=module.url,
        meta=f"counts until {day_words(expires_on)}" if expires_on else "",
        codes=scope.codes_of("completion", row["completion__pk"]),
    )


def _gaps(asked: list[ModuleProgress]) -> list[str]:
    if not asked:
        return ["No module is on the list."]
    overdue = [each for each in asked if each.state == ModuleState.OVERDUE]
    expired = [each for each in asked if each.state == ModuleState.EXPIRED]
    late = [
        f"Overdue: {each.module.title}, since {day_words(each.due_on)}."
        for each in overdue
        if each.due_on
    ]
    return late + [f"Has run out: {each.module.title}." for each in expired]
