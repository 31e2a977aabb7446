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
    CPD_JUDGED = "cpd_judged", "Somebody answered about your CPD"
    CPD_IMPACT = "cpd_impact", "A question about what your CPD changed"
    CPD_RECORD = "cpd_record", "Something in your CPD record needs you"
    CPD_WAITING = "cpd_waiting", "CPD entries wait for you to look at"
    CPD_SHARED = "cpd_shared", "Somebody shares a CPD entry with you"
    SUPERVISION = "supervision", "Your supervision: sessions, records and actions"
    SUPERVISION_DUE = "supervision_due", "Supervision is due or overdue"
    CONCERN_POINTER = "concern_pointer", "A concern was passed on and waits to be acknowledged"
    REVIEW = "review", "A performance review: yours, or one you have a part in"
    OBSERVATION = "observation", "An observation of your work, or one you make"
    FEEDBACK = "feedback", "Feedback on your work"
    LEARNER_VOICE = "learner_voice", "What learners said"
    PRIVACY = "privacy", "Somebody opens your records, or answers your request"
    TEAM = "team", "Something in your team needs you"
    PATH_SHARED = "path_shared", "Somebody shows you how they played a scenario"
    CONTENT = "content", "Learning material you look after"
    SAFEGUARDING_CARD = "safeguarding_card", "The safeguarding card needs you"
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
    NoticeKind.CPD_JUDGED: Channel.NOW,
    NoticeKind.CPD_IMPACT: Channel.DIGEST,
    NoticeKind.CPD_RECORD: Channel.DIGEST,
    NoticeKind.CPD_WAITING: Channel.DIGEST,
    NoticeKind.CPD_SHARED: Channel.NOW,
    NoticeKind.SUPERVISION: Channel.NOW,
    NoticeKind.SUPERVISION_DUE: Channel.NOW,
    NoticeKind.CONCERN_POINTER: Channel.NOW,
    NoticeKind.REVIEW: Channel.NOW,
    NoticeKind.OBSERVATION: Channel.NOW,
    NoticeKind.FEEDBACK: Channel.NOW,
    NoticeKind.LEARNER_VOICE: Channel.NOW,
    NoticeKind.PRIVACY: Channel.NOW,
    NoticeKind.TEAM: Channel.DIGEST,
    NoticeKind.PATH_SHARED: Channel.NOW,
    NoticeKind.CONTENT: Channel.NOW,
    NoticeKind.SAFEGUARDING_CARD: Channel.NOW,
    NoticeKind.ACCOUNT: Channel.NOW,
}
# Always sent, each with the reason why nobody can ask for silence.
FIXED: dict[str, str] = {
    NoticeKind.ACCOUNT: (
        "Messages about your account are always sent by e-mail, so that nobody can change "
        "your sign-in without your knowing."
    ),
    NoticeKind.SAFEGUARDING_CARD: (
        "Messages about the safeguarding card are always sent by e-mail to those who look after "
        "it: others call the numbers on it."
    ),
    NoticeKind.CONCERN_POINTER: (
        "That a concern was passed on is always sent by e-mail: somebody waits for your answer."
    ),
    NoticeKind.PRIVACY: (
        "When your records are opened outside the usual rules you are always told by e-mail."
    ),
}


def check_channel(kind: str, channel: str) -> None:
    if kind in FIXED and channel != DEFAULT_CHANNEL[kind]:
        raise ValidationError(FIXED[kind], code="fixed")


def retry_at(attempts: int, now: datetime) -> datetime:
    """One minute, two, four … never more than six hours, and never given up."""
    minutes = 2 ** min(max(attempts - 1, 0), 12)
    return now + min(timedelta(minutes=minutes), LONGEST_WAIT)


def week_of(day: date) -> date:
    """The Monday a weekly e-mail belongs to: the name by which it is sent only once."""
    return day - timedelta(days=day.weekday())
