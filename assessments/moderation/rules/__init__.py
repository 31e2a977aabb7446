"""Moderation and calibration of reviews (domain.md 6.4, features.md R13)."""

from .states import (
    LEAST_RATERS,
    SENT_BACK,
    SMALLEST_SHOWN,
    CaseReason,
    CaseState,
    ExerciseStage,
)

__all__ = [
    "LEAST_RATERS",
    "SENT_BACK",
    "SMALLEST_SHOWN",
    "CaseReason",
    "CaseState",
    "ExerciseStage",
]
