"""Feedback from colleagues: by name and with consent, or by several without names (R2, R3)."""

from .states import TRANSITIONS, LinkState, Relation, RoundKind, RoundState

__all__ = ["TRANSITIONS", "LinkState", "Relation", "RoundKind", "RoundState"]
