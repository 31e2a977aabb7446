"""The standard and the evidence (reading), coverage of people and teams (coverage), files coming in
(importing), links between frameworks (crosswalks), evidence carried over (carrying)."""

from .carrying import carried_take_back, carry_over, person_carry_over
from .coverage import (
    my_coverage,
    my_coverage_csv,
    person_coverage,
    person_coverage_csv,
    team_coverage,
    team_coverage_csv,
)
from .crosswalks import crosswalk_detail, mapping_create, mapping_remove
from .importing import import_confirm, import_start, import_template
from .reading import (
    default_framework,
    evidence_open,
    framework_detail,
    framework_list,
    module_start,
    my_evidence,
    person_evidence,
    statement_detail,
)

__all__ = [
    "carried_take_back",
    "carry_over",
    "crosswalk_detail",
    "default_framework",
    "evidence_open",
    "framework_detail",
    "framework_list",
    "import_confirm",
    "import_start",
    "import_template",
    "mapping_create",
    "mapping_remove",
    "module_start",
    "my_coverage",
    "my_coverage_csv",
    "my_evidence",
    "person_carry_over",
    "person_coverage",
    "person_coverage_csv",
    "person_evidence",
    "statement_detail",
    "team_coverage",
    "team_coverage_csv",
]
