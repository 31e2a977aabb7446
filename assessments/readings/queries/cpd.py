"""CPD: hours against the target with its sum, and what came of them. Only what is shared: no draft,
no reflection (domain.md 2.3, rule 7; 5.3)."""

from django.urls import reverse

from assessments.cpd.access import owned_by, shown_to
from assessments.cpd.models import CPDEntry
from assessments.cpd.queries import without_private
from assessments.cpd.rules import CONFIRMED, cpd_year
from assessments.targets.queries import YearRecord, records
from assessments.targets.rules import minutes_words

from ..rules import Figure, InputKind, Piece, Section, shortened
from ..rules.periods import day_words
from .scope import Scope

NEEDED = (
    "owner", "title", "start_on", "end_on", "minutes", "impact_status", "impact_note", "state",
)  # fmt: skip


def cpd_section(scope: Scope) -> Section:
    """Nine queries."""
    record = records([scope.person], cpd_year(scope.until), today=scope.until).get(scope.person.pk)
    pieces = [_piece(entry, scope) for entry in _entries(scope)]
    told = sum(bool(piece.meta and "what changed" in piece.meta) for piece in pieces)
    return Section(
        InputKind.CPD,
        figures=_figures(record, len(pieces), told) if record else [],
        pieces=pieces,
        gaps=_gaps(record, pieces),
        notes=_notes(record, scope),
    )


def _entries(scope: Scope) -> list[CPDEntry]:
    """Verified ones. Of her own, too, no more than others would read of them."""
    hers = owned_by(scope.person) if scope.is_own else shown_to(scope.reader)
    rows = CPDEntry.objects.filter(
        hers,
        owner=scope.person.pk,
        state__in=CONFIRMED,
        start_on__range=(scope.period_from, scope.period_to),
    )
    return list(without_private(rows).only(*NEEDED).order_by("-start_on", "-pk"))


def _piece(entry: CPDEntry, scope: Scope) -> Piece:
    name = "cpd:entry_detail" if scope.is_own else "verification:entry_history"
    meta = [minutes_words(entry.minutes)] if entry.minutes else []
    if entry.impact_note:
        meta.append(f"what changed: {entry.impact_note}")
    return Piece(
        key=f"cpd:{entry.pk}",
        label=shortened(f"CPD: {entry.title}"),
        kind=InputKind.CPD,
        on=entry.start_on,
        url=reverse(name, args=[entry.pk]),
        meta=" · ".join(meta),
        codes=scope.codes_of("cpdentry", entry.pk),
    )


def _figures(record: YearRecord, entries: int, told: int) -> list[Figure]:
    counting, target, impact = record.counting, record.target, record.impact
    counted = minutes_words(counting.counted) if counting.counted else "0 h"
    figures = [
        Figure(
            f"Hours, CPD year {record.year.label}",
            f"{counted} of {minutes_words(target.minutes)}" if target.applies else counted,
            note=target.explanation,
        )
    ]
    if counting.waiting:
        figures.append(Figure("Waiting to be verified", minutes_words(counting.waiting)))
    if target.applies:
        value = f"{impact.done} of {impact.needed}"
        figures.append(Figure("Entries that say what changed", value))
    figures.append(
        Figure("Verified in this time", str(entries), note=f"{told} with an impact note")
    )
    return figures


def _gaps(record: YearRecord | None, pieces: list[Piece]) -> list[str]:
    gaps = [] if pieces else ["No verified entry begins in this time."]
    if record is not None and record.target.applies:
        gaps += [f"{words[:1].upper()}{words[1:]}." for words in record.shortfalls]
    return gaps


def _notes(record: YearRecord | None, scope: Scope) -> list[str]:
    notes = list(record.target.lines) if record else []
    if record and scope.period_from < record.year.first_on:
        first = day_words(record.year.first_on)
        notes.append(f"The hours are those since {first}: the CPD year before had its own target.")
    return notes
