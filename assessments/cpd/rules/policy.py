"""The numbers a college may set for its CPD, as plain values (defaults of domain.md 5.2 to 5.5)."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Policy:
    """What holds in a CPD year. `CPDPolicy` stores one; without a row these defaults hold."""

    annual_hours: Decimal = Decimal("30")
    floor_hours: Decimal = Decimal("6")
    round_up_to: Decimal = Decimal("0.5")
    absence_over_months: int = 3  # a continuous absence longer than this takes whole months out
    self_directed_percent: int = 40  # of the target; 100 is no limit
    contribution_percent: int = 30
    mandatory_percent: int = 30
    group_supervision_hours: Decimal = Decimal("6")
    participatory_percent: int = 0  # of the target, done together with others; 0 asks for none
    impact_entries: int = 3
    gap_months: int = 3  # so long without an entry is a gap
    shortest_application: int = 80
    evidence_expected_minutes: int = 120
    verify_within_days: int = 15  # working days
    impact_first_weeks: int = 6
    impact_second_weeks: int = 12
    sample_percent: int = 10
    sample_least: int = 2  # for each mentor
    sample_all_over_hours: Decimal = Decimal("15")
    sample_first_year: bool = True
    witness_days: int = 14
    close_after_days: int = 90  # after the end of the year


DEFAULT = Policy()
