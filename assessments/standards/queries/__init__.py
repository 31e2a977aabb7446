"""What the screens of the standards need: titles, a statement's places, coverage, evidence; and
what an import, a crosswalk and a carry-over would change."""

from .carrying import CarryOverPage, Proposal, candidates, carry_over_page, proposals
from .coverage import (
    Coverage,
    CoverageRow,
    coverage,
    coverage_of_many,
    verdict_of,
    verdict_on,
)
from .crosswalk import between, crosswalk, link_between
from .evidence import Moment, evidence_of, moments, source_url
from .frameworks import (
    GROUP_TITLES,
    TITLES_CACHE_KEY,
    check_codes,
    code_findings,
    crosswalks_of,
    default_framework,
    default_framework_code,
    default_statements,
    readable_framework,
    readable_frameworks,
    statement_titles,
    statements_of,
    statements_to_offer,
)
from .imports import ImportPlan, plan_import
from .places import StatementPage, statement_page
from .team import TeamMatrix, team_matrix, team_people

__all__ = [
    "GROUP_TITLES",
    "TITLES_CACHE_KEY",
    "CarryOverPage",
    "Coverage",
    "CoverageRow",
    "ImportPlan",
    "Moment",
    "Proposal",
    "StatementPage",
    "TeamMatrix",
    "between",
    "candidates",
    "carry_over_page",
    "check_codes",
    "code_findings",
    "coverage",
    "coverage_of_many",
    "crosswalk",
    "crosswalks_of",
    "default_framework",
    "default_framework_code",
    "default_statements",
    "evidence_of",
    "link_between",
    "moments",
    "plan_import",
    "proposals",
    "readable_framework",
    "readable_frameworks",
    "source_url",
    "statement_page",
    "statement_titles",
    "statements_of",
    "statements_to_offer",
    "team_matrix",
    "team_people",
    "verdict_of",
    "verdict_on",
]
