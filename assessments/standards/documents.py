"""Coverage as a table that opens in any spreadsheet and runs nothing there."""

from cms.people.accounts.models import User
from cms.tables import csv_table

from .queries import Coverage, TeamMatrix
from .rules import COLUMNS

EXAMPLES = [
    ("S1", "skill", "Guide people through their programme", "", "K1", "", "", "S1:part"),
    ("K1", "knowledge", "What good guidance is", "", "S1", "A line of help", "", "K1 K4:related"),
]


def coverage_csv(coverage: Coverage, person: User) -> bytes:
    """One line a statement: how many pieces of each kind, the newest, and the status with why."""
    names = [kind.label for kind in coverage.kinds]
    heads = [each for name in names for each in (name, f"{name}: last", f"{name}: best")]
    rows: list[list[object]] = [["Code", "Statement", "Status", "Why", *heads]]
    for row in coverage.rows:
        cells: list[object] = []
        for cell in row.cells:
            if cell.kind in coverage.kinds:
                last = cell.last_on.isoformat() if cell.last_on else ""
                cells += [cell.count, last, cell.strength.label if cell.count else ""]
        said = row.verdict
        rows.append([row.statement.code, row.statement.title, said.status.label, said.reason])
        rows[-1] += cells
    framework = coverage.framework
    rows += [[], [f"{person.display_name}, {framework.code} version {framework.version}"]]
    return csv_table(rows)


def team_csv(matrix: TeamMatrix) -> bytes:
    """One line a person, one column a statement, the status in words."""
    codes = [f"{each.code} {each.title}" for each in matrix.statements]
    rows: list[list[object]] = [["Name", *codes]]
    for line in matrix.lines:
        rows.append([line.person.display_name, *(each.status.label for each in line.verdicts)])
    return csv_table(rows)


def template_csv() -> bytes:
    return csv_table([COLUMNS, *EXAMPLES])
