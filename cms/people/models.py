"""Index of the box: every model, so that Django finds it. Code imports from the slice."""

from .accounts.models import Invitation, RoleGrant, User
from .audit.models import AuditEvent
from .college.models import CollegeSettings
from .escalation.models import CardCheck, SafeguardingContact
from .notices.models import AccountMail, Digest, Notice, NoticePreference
from .privacy.models import (
    BreakGlassGrant,
    LegalHold,
    Redaction,
    RetentionRule,
    RetentionRun,
    RightsRequest,
)
from .teams.models import (
    Absence,
    ConflictOfInterest,
    Cover,
    ReportingLine,
    StaffProfile,
    Team,
)

__all__ = [
    "Absence",
    "AccountMail",
    "AuditEvent",
    "BreakGlassGrant",
    "CardCheck",
    "CollegeSettings",
    "ConflictOfInterest",
    "Cover",
    "Digest",
    "Invitation",
    "LegalHold",
    "Notice",
    "NoticePreference",
    "Redaction",
    "ReportingLine",
    "RetentionRule",
    "RetentionRun",
    "RightsRequest",
    "RoleGrant",
    "SafeguardingContact",
    "StaffProfile",
    "Team",
    "User",
]
