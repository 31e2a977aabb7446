"""Invitations carry the meeting for a calendar."""

from cms.people.notices.registry import attach_to
from cms.people.notices.rules import NoticeKind

from .documents import attachments_of

attach_to(NoticeKind.SUPERVISION, attachments_of)
