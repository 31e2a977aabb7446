from typing import Any, NoReturn

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from .rules import EventKind, role_words, verb_words


class AppendOnlyError(TypeError):
    """Raised by every way of changing or removing what the audit has written."""


def refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise AppendOnlyError("The audit is written once: its rows are never changed or deleted.")


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    # Each name is spelt out, because each is a door by which a row could be changed.
    update = refuse
    delete = refuse
    bulk_update = refuse
    update_or_create = refuse
    _raw_delete = refuse


class AuditEvent(models.Model):
    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="audit_actions",
        help_text="Empty when the site itself did it.",
    )
    actor_roles = models.JSONField(default=list)
    verb = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="audit_about"
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True)
    object_id = models.CharField(max_length=64, blank=True)
    obj = GenericForeignKey("content_type", "object_id")
    object_words = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    # Wagtail's “usage” screens would show the people to every trainer, and each save would pay.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["about", "kind", "-at"])]

    def __str__(self) -> str:
        return f"{self.actor or 'The site'} {self.words}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse()
        super().save(*args, **kwargs)

    delete = refuse  # type: ignore[assignment]

    @property
    def words(self) -> str:
        return verb_words(self.verb)

    @property
    def actor_words(self) -> str:
        return role_words(self.actor_roles) if self.actor_id else "automatic"
