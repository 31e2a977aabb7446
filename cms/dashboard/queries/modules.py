"""How far the mentors somebody follows are with the modules of a programme."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from cms.people.accounts.models import User
from courses.catalogue.models import ProgrammePage
from courses.progress.queries import TeamRow, team_progress

from .. import access


@dataclass(frozen=True)
class ModuleGrid:
    people: int
    attention: int
    cells_done: int
    cells: int
    rows: list[TeamRow]


def grid_programmes() -> QuerySet[ProgrammePage]:
    return ProgrammePage.objects.live().order_by("path")


def grid_people(reader: User) -> QuerySet[User]:
    """The mentors whose learning the reader follows, with what the grid says of each."""
    return (
        User.objects.filter(access.grid_people(reader), is_active=True)
        .select_related("staff_profile__team")
        .distinct()
    )


def module_grid(
    reader: User, programme: ProgrammePage, *, search: str = "", only_late: bool = False
) -> ModuleGrid:
    """Overdue first. Figures are of everybody the reader follows, rows of those she looks for."""
    rows = _as_seen_by(reader, team_progress(grid_people(reader), programme))
    shown = [row for row in rows if _matches(row, search) and (row.overdue or not only_late)]
    return ModuleGrid(
        people=len(rows),
        attention=sum(row.overdue > 0 for row in rows),
        cells_done=sum(row.done for row in rows),
        cells=sum(len(row.cells) for row in rows),
        rows=shown,
    )


def _matches(row: TeamRow, search: str) -> bool:
    words: Iterable[str] = search.lower().split()
    profile = getattr(row.person, "staff_profile", None)
    team = str(profile.team) if profile and profile.team_id else ""
    text = f"{row.person.get_full_name()} {row.person.known_as} {team}".lower()
    return all(word in text for word in words)


def module_row(reader: User, person: User, programme: ProgrammePage) -> TeamRow:
    return _as_seen_by(reader, team_progress([person], programme))[0]


def _as_seen_by(reader: User, rows: list[TeamRow]) -> list[TeamRow]:
    """The quality lead sees who is where; result and attempts are between a mentor and her manager
    (domain.md 2.2, quiz attempt: result)."""
    known = set(
        User.objects.filter(access.results_readable_by(reader)).values_list("pk", flat=True)
    )
    return [row if row.person.pk in known else _without_results(row) for row in rows]


def _without_results(row: TeamRow) -> TeamRow:
    return replace(row, cells=[replace(cell, result="", attempts=0) for cell in row.cells])


def programmes_without(person: User) -> QuerySet[ProgrammePage]:
    """The published programmes she is not on yet."""
    return grid_programmes().exclude(enrolments__participant=person.pk)
