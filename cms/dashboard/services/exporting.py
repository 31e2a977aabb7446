"""The grid as a file: what is shown, states and days alone, with who took it out and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_export_team
from ..documents import Table, team_csv, team_xlsx
from ..queries import GridRow, team_grid
from ..rules import Asked

FORMATS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", team_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", team_xlsx),
}


@dataclass(frozen=True)
class Export:
    name: str
    media_type: str
    content: bytes


def export_team(*, asked: Asked, format: str, by: User, at: datetime | None = None) -> Export:
    """No results, no hours and nobody's words: a team's results are read on the screen alone
    (domain.md 2.2)."""
    if not can_export_team(by):
        raise PermissionDenied("A team is exported by its line manager or the quality lead.")
    moment = timezone.localtime(at)
    rows = team_grid(by, asked, today=moment.date()).rows
    media_type, write = FORMATS[format]
    content = write(_table(rows, by, moment))
    record(
        actor=by,
        verb="team_grid.exported",
        detail={"people": len(rows), "format": format, "narrowed": asked.is_filtered},
        at=at,
    )
    return Export(f"team-{moment:%Y-%m-%d}.{format}", media_type, content)


def _table(rows: list[GridRow], by: User, moment: datetime) -> Table:
    when = f"{moment.day} {moment:%B %Y at %H:%M}"
    watermark = (
        f"Exported by {by.display_name}, {when}. States and days of {len(rows)} "
        f"{'person' if len(rows) == 1 else 'people'}, for looking after them."
    )
    return Table.of(rows, watermark)
