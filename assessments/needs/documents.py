"""The needs as a table that opens in any spreadsheet; what a screen hides is hidden here, too."""

from cms.tables import csv_table

from .queries import Needs
from .rules import Count


def needs_csv(needs: Needs) -> bytes:
    teams = [f"{team.name} (of {len(team.people)})" for team in needs.teams]
    heads: list[object] = [
        "Code", "Statement", *teams, f"All (of {needs.people})", "Module that would help",
        "Minutes each", "People to begin it", "Minutes in all",
    ]  # fmt: skip
    rows: list[list[object]] = [heads]
    for need in needs.rows:
        cells = [_cell(count) for count in (*need.counts, need.total)]
        best = need.best
        last: list[object] = ["", "", "", ""]
        if best is not None:
            last = [best.module.title, best.module.minutes, len(best.people), best.minutes]
        rows.append([need.statement.code, need.statement.title, *cells, *last])
    rows += [[], ["Mentors without evidence, or with none from the last two years."]]
    return csv_table(rows)


def _cell(count: Count) -> object:
    return count.value_words if count.is_hidden or count.is_floor else count.lacking
