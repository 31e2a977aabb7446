from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from .registry import Attachment, attachments_for
from .rules import CLAIM_LASTS, Channel, NoticeKind, check_channel


class OutgoingMail(models.Model):
    """A row that becomes one e-mail: due, claimed, sent, or due again with the reason kept."""

    template: ClassVar[str]

    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, blank=True)
    sending_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["sent_at", "due_at"])]

    @property
    def mail_to(self) -> str:
        raise NotImplementedError

    @property
    def is_wanted(self) -> bool:
        """Whether it still makes sense to send it."""
        return True

    def mail_subject(self) -> str:
        raise NotImplementedError

    def mail_context(self) -> dict[str, object]:
        raise NotImplementedError

    def mail_attachments(self) -> list[Attachment]:
        return []


def due(now: datetime) -> Q:
    """Rows to send now: due, not sent, and claimed by nobody who may still be at it."""
    unclaimed = Q(sending_at=None) | Q(sending_at__lte=now - CLAIM_LASTS)
    return Q(sent_at=None, due_at__lte=now) & unclaimed


class Digest(OutgoingMail):
    template = "emails/digest"

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    week_on = models.DateField()

    class Meta(OutgoingMail.Meta):
        constraints = [
            models.UniqueConstraint(fields=["recipient", "week_on"], name="one_digest_a_week")
        ]

    def __str__(self) -> str:
        return f"Week of {self.week_on} for {self.recipient}"

    @property
    def mail_to(self) -> str:
        return self.recipient.email

    @property
    def is_wanted(self) -> bool:
        return self.recipient.is_active

    def mail_subject(self) -> str:
        return "Your week on the mentors’ site"

    def mail_context(self) -> dict[str, object]:
        return {"recipient": self.recipient, "notices": self.notices.order_by("created_at", "pk")}


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)


class Notice(OutgoingMail):
    template = "emails/notice"

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=30, choices=NoticeKind.choices)
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="notices_caused",
        help_text="Whose doing it tells of. Empty when the site noticed by itself.",
    )
    channel = models.CharField(max_length=10, choices=Channel.choices)
    digest = models.ForeignKey(
        Digest, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices"
    )
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta(OutgoingMail.Meta):
        ordering = ["-created_at", "-pk"]
        indexes = [
            *OutgoingMail.Meta.indexes,
            models.Index(fields=["recipient", "read_at", "-created_at"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="one_notice_per_key")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("notices:notice_open", args=[self.pk])

    @property
    def mail_to(self) -> str:
        return self.recipient.email

    @property
    def is_wanted(self) -> bool:
        return self.recipient.is_active

    def mail_subject(self) -> str:
        return self.title

    def mail_context(self) -> dict[str, object]:
        return {"notice": self, "recipient": self.recipient}

    def mail_attachments(self) -> list[Attachment]:
        return attachments_for(self)


class AccountMail(OutgoingMail):
    """A message about somebody's sign-in, ready made. Its words go once they are sent: they may
    hold a link that opens the account."""

    template = ""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)

    class Meta(OutgoingMail.Meta):
        verbose_name = "account e-mail"

    def __str__(self) -> str:
        return f"{self.subject} ({self.to})"

    @property
    def mail_to(self) -> str:
        return self.to

    def mail_subject(self) -> str:
        return self.subject

    def mail_context(self) -> dict[str, object]:
        return {}


class NoticePreference(models.Model):
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences"
    )
    kind = models.CharField(max_length=30, choices=NoticeKind.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind"], name="one_preference_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.get_kind_display()} → {self.get_channel_display()}"

    def clean(self) -> None:
        check_channel(self.kind, self.channel)
