"""Index of the box: every model, so that Django finds it. Code imports from the slice."""

from .accounts.models import Invitation, RoleGrant, User
from .audit.models import AuditEvent
from .college.models import CollegeSettings
from .notices.models import AccountMail, Digest, Notice, NoticePreference
from .teams.models import ReportingLine, StaffProfile, Team

__all__ = [
    "AccountMail",
    "AuditEvent",
    "CollegeSettings",
    "Digest",
    "Invitation",
    "Notice",
    "NoticePreference",
    "ReportingLine",
    "RoleGrant",
    "StaffProfile",
    "Team",
    "User",
]
