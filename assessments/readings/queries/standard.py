"""The standard as one person stands to it on the last day of the time."""

from assessments.standards.queries import Coverage, CoverageRow, coverage
from assessments.standards.rules import Recency, Strength, strongest

from ..rules import Chart
from ..rules.matrix import Standing, matrix
from .scope import Scope


def coverage_chart(scope: Scope) -> Chart | None:
    """None where no framework is loaded. Two queries."""
    if scope.framework is None:
        return None
    found: Coverage = coverage(scope.framework, scope.person, today=scope.until)
    return matrix(
        (str(group.kind.value), group.title, [_standing(row) for row in group.rows])
        for group in found.groups
    )


def _standing(row: CoverageRow) -> Standing:
    code, title = row.statement.code, row.statement.title
    cells = row.found
    if not cells:
        return Standing(code, title, status=str(row.verdict.status.label))
    standing = [cell for cell in cells if cell.recency != Recency.OLD] or cells
    newest = max((cell for cell in cells if cell.last_on), key=lambda cell: str(cell.last_on))
    return Standing(
        code=code,
        title=title,
        strength=str(strongest(Strength(cell.strength) for cell in standing).value),
        age=str((newest.recency or Recency.FRESH).value),
        count=row.count,
        last_on=newest.last_on,
        status=str(row.verdict.status.label),
    )
