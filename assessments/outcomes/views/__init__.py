"""Figures read (reading) and brought in (importing), notes beside them (noting), the college’s page
(reporting)."""

from .importing import (
    import_confirm,
    import_detail,
    import_list,
    import_start,
    import_template,
    import_withdraw,
)
from .noting import person_note, team_note
from .reading import outcome_export, outcome_list, person_outcomes, team_outcomes
from .reporting import impact_report

__all__ = [
    "impact_report",
    "import_confirm",
    "import_detail",
    "import_list",
    "import_start",
    "import_template",
    "import_withdraw",
    "outcome_export",
    "outcome_list",
    "person_note",
    "person_outcomes",
    "team_note",
    "team_outcomes",
]
