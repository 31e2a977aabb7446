from .review import (
    AreaJudgement,
    DevelopmentAction,
    EvidenceLink,
    PerformanceReview,
    ReviewObjective,
    SelfAssessment,
    SetAsideDraft,
    WarningReason,
)
from .setup import AreaAnchor, ReviewArea, ReviewCycle, ReviewPolicy, ReviewTemplate
from .signing import DisputeMeeting, ReviewResponse, ReviewSignature

__all__ = [
    "AreaAnchor",
    "AreaJudgement",
    "DevelopmentAction",
    "DisputeMeeting",
    "EvidenceLink",
    "PerformanceReview",
    "ReviewArea",
    "ReviewCycle",
    "ReviewObjective",
    "ReviewPolicy",
    "ReviewResponse",
    "ReviewSignature",
    "ReviewTemplate",
    "SelfAssessment",
    "SetAsideDraft",
    "WarningReason",
]
