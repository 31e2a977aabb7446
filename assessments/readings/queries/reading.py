"""All of it together: section by section, each narrowed to what this reader may read."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cms.people.accounts.models import User

from ..access import can_read_reading
from ..rules import Chart, Reading, Section
from ..rules.timeline import timeline
from .caseload import caseload_section
from .colleagues import colleagues_section
from .cpd import cpd_section
from .formative import formative_section
from .modules import modules_section
from .objectives import objectives_section
from .observations import observations_section
from .outcomes import outcomes_section
from .scope import Scope, scope_of
from .standard import coverage_chart
from .supervision import supervision_section
from .training import training_section
from .voice import voice_section

SECTIONS: tuple[Callable[[Scope], Section], ...] = (
    modules_section,
    training_section,
    cpd_section,
    supervision_section,
    observations_section,
    voice_section,
    outcomes_section,
    formative_section,
    objectives_section,
    colleagues_section,
    caseload_section,
)


def reading_of(
    person: User,
    *,
    period_from: date,
    period_to: date,
    reader: User,
    today: date | None = None,
) -> Reading:
    """What may be read of a person's work over a period by this reader, section by section in the
    order of `InputKind`. Never what was said in supervision, a private reflection or a single quiz
    answer (domain.md 6.2, 2.3 rules 5 and 17).

    The mentor herself gets what her review would read, and not a line more: no draft of hers.
    """
    if not can_read_reading(reader, person):
        raise PermissionDenied("The mentor and the line manager of today read this.")
    day = today or timezone.localdate()
    scope = scope_of(person, period_from=period_from, period_to=period_to, reader=reader, today=day)
    sections = [read(scope) for read in SECTIONS]
    return Reading(sections, period_from, period_to, _charts(scope, sections))


def _charts(scope: Scope, sections: list[Section]) -> list[Chart]:
    pieces = [piece for section in sections for piece in section.pieces]
    year = timeline(pieces, period_from=scope.period_from, period_to=scope.period_to)
    return [chart for chart in (year, coverage_chart(scope)) if chart is not None]
