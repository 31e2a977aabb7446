"""Adjustments and frozen targets; what the site asks and says by itself."""

from .reminders import alert_gaps, ask_impact
from .targets import adjust_target, end_adjustment, freeze_year, freeze_years

__all__ = [
    "adjust_target",
    "alert_gaps",
    "ask_impact",
    "end_adjustment",
    "freeze_year",
    "freeze_years",
]
