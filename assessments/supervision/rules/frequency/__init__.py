"""The frequency of supervision: policies, facts and where somebody stands (domain.md 4.6)."""

from .clock import Clock
from .counting import sessions_counted
from .defaults import DEFAULT_POLICIES
from .standing import FAR_BACK, LONG_ABSENCE, fits, policy_for, standing
from .values import Because, Facts, HeldSession, Period, Policy, Standing, Status

__all__ = [
    "DEFAULT_POLICIES",
    "FAR_BACK",
    "LONG_ABSENCE",
    "Because",
    "Clock",
    "Facts",
    "HeldSession",
    "Period",
    "Policy",
    "Standing",
    "Status",
    "fits",
    "policy_for",
    "sessions_counted",
    "standing",
]
