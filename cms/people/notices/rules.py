"""Which notices there are, how each reaches people, and when a failed e-mail is tried again."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

CLAIM_LASTS = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=6)


class NoticeKind(TextChoices):
    MODULE_COMPLETED = "module_completed", "A module is complete"
    MODULE_ASSIGNED = "module_assigned", "A module is yours to do"
    MODULE_DUE = "module_due", "A module is due soon or overdue"
    CERTIFICATE_EXPIRING = "certificate_expiring", "A certificate is about to expire"
    CERTIFICATE_REVOKED = "certificate_revoked", "A certificate was withdrawn"
    CPD_DRAFT = "cpd_draft", "A CPD draft is waiting in your log"
    TEAM = "team", "Something in your team needs you"
    CONTENT = "content", "Learning material you look after"
    ACCOUNT = "account", "Your account and sign-in"


class Channel(TextChoices):
    NOW = "now", "E-mail at once"
    DIGEST = "digest", "Weekly e-mail"
    APP = "app", "Only here"


DEFAULT_CHANNEL: dict[str, Channel] = {
    NoticeKind.MODULE_COMPLETED: Channel.DIGEST,
    NoticeKind.MODULE_ASSIGNED: Channel.NOW,
    NoticeKind.MODULE_DUE: Channel.NOW,
    NoticeKind.CERTIFICATE_EXPIRING: Channel.NOW,
    NoticeKind.CERTIFICATE_REVOKED: Channel.NOW,
    NoticeKind.CPD_DRAFT: Channel.DIGEST,
    NoticeKind.TEAM: Channel.DIGEST,
    NoticeKind.CONTENT: Channel.DIGEST,
    NoticeKind.ACCOUNT: Channel.NOW,
}
# What touches a person's own sign-in is always sent: silence would help a thief.
FIXED = frozenset({NoticeKind.ACCOUNT})


def check_channel(kind: str, channel: str) -> None:
    if kind in FIXED and channel != DEFAULT_CHANNEL[kind]:
        raise ValidationError(
            "Messages about your account are always sent by e-mail, so that nobody can change "
            "your sign-in without your knowing.",
            code="fixed",
        )


def retry_at(attempts: int, now: datetime) -> datetime:
    """One minute, two, four … never more than six hours, and never given up."""
    minutes = 2 ** min(max(attempts - 1, 0), 12)
    return now + min(timedelta(minutes=minutes), LONGEST_WAIT)


def week_of(day: date) -> date:
    """The Monday a weekly e-mail belongs to: the name by which it is sent only once."""
    return day - timedelta(days=day.weekday())
