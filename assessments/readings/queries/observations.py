"""Observations: formal ones once they are released, developmental ones if the mentor lets them
stand: levels with the sentences they rest on, the observer and the day."""

from assessments.observations.access import readable_by
from assessments.observations.models import Observation
from assessments.observations.queries.reviewing import ObservationSummary, observations_for_review
from assessments.observations.rules import Level

from ..rules import Figure, InputKind, Piece, Section, Table, shortened
from ..rules.periods import day_words
from .scope import Scope

AT_LEAST = 2  # a year, with different learners (domain.md 6.2)


def observations_section(scope: Scope) -> Section:
    """Seven queries, four where there is none."""
    found = observations_for_review(scope.person, scope.period_from, scope.period_to)
    openable = _openable(scope, found)
    shown = [each for each in found if each.pk in openable or not each.is_formal]
    return Section(
        InputKind.OBSERVATION,
        figures=_figures(shown),
        pieces=[_piece(each, each.pk in openable, scope) for each in reversed(shown)],
        gaps=_gaps(shown),
        tables=[_table(each) for each in reversed(shown) if each.levels],
        notes=[note for each in reversed(shown) for note in _notes(each)],
    )


def _openable(scope: Scope, found: list[ObservationSummary]) -> set[int]:
    """What the reader may open; a formal one she may not is not read to her here, either."""
    rows = Observation.objects.filter(readable_by(scope.reader), pk__in=[each.pk for each in found])
    return set(rows.values_list("pk", flat=True))


def _figures(shown: list[ObservationSummary]) -> list[Figure]:
    if not shown:
        return []
    observers = len({each.observer for each in shown})
    by = "one observer" if observers == 1 else f"{observers} observers"
    return [Figure("Observations", str(len(shown)), note=f"by {by}")]


def _piece(each: ObservationSummary, is_openable: bool, scope: Scope) -> Piece:
    kind = "Formal observation" if each.is_formal else "Developmental observation"
    return Piece(
        key=f"observation:{each.pk}",
        label=shortened(f"{kind}, by {each.observer}"),
        kind=InputKind.OBSERVATION,
        on=each.seen_on,
        url=each.url if is_openable else "",
        meta=_meta(each),
        codes=scope.in_order(each.codes),
    )


def _meta(each: ObservationSummary) -> str:
    counts = [(level, sum(row.level == level for row in each.levels)) for level in reversed(Level)]
    return ", ".join(f"{count} {str(level.label).lower()}" for level, count in counts if count)


def _table(each: ObservationSummary) -> Table:
    caption = f"Seen by {each.observer} on {day_words(each.seen_on)}"
    rows = [[row.title, row.label, row.evidence or "–"] for row in each.levels]
    return Table(caption, ["What the mentor does", "Level", "What was seen or heard"], rows)


def _notes(each: ObservationSummary) -> list[str]:
    on = day_words(each.seen_on)
    notes = []
    if each.next_step:
        notes.append(f"The next step of {on}: {each.next_step}")
    if each.response:
        notes.append(f"The mentor’s answer of {on}: {each.response}")
    return notes


def _gaps(shown: list[ObservationSummary]) -> list[str]:
    if not shown:
        return ["Nobody has watched a session in this time."]
    if len(shown) < AT_LEAST:
        return ["One session only: it says little by itself."]
    return []
