"""What is true of activities, their code and their attempts: plain values in, an answer out."""

from .states import (
    Completing,
    JudgedBy,
    Reached,
    Status,
    UploadKind,
    UploadState,
    VersionState,
    Weight,
    check_completing,
    check_transition,
    is_reached,
)

__all__ = [
    "Completing",
    "JudgedBy",
    "Reached",
    "Status",
    "UploadKind",
    "UploadState",
    "VersionState",
    "Weight",
    "check_completing",
    "check_transition",
    "is_reached",
]
