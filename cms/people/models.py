"""Index of the box: every model, so that Django finds it. Code imports from the slice."""

from .accounts.models import Invitation, RoleGrant, User
from .audit.models import AuditEvent
from .college.models import CollegeSettings
from .escalation.models import CardCheck, SafeguardingContact
from .notices.models import AccountMail, Digest, Notice, NoticePreference
from .teams.models import Absence, ReportingLine, StaffProfile, Team

__all__ = [
    "Absence",
    "AccountMail",
    "AuditEvent",
    "CardCheck",
    "CollegeSettings",
    "Digest",
    "Invitation",
    "Notice",
    "NoticePreference",
    "ReportingLine",
    "RoleGrant",
    "SafeguardingContact",
    "StaffProfile",
    "Team",
    "User",
]
