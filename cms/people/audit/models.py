from typing import Any, NoReturn

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from .rules import EventKind, role_words, verb_words


class WrittenOnceError(TypeError):
    """Raised by every way of changing or removing a row that is written once."""


class WrittenOnceQuerySet(models.QuerySet[Any]):
    def refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise WrittenOnceError(self.model.why_final)

    # Each name is spelt out, because each is a door by which a row could be changed.
    update = refuse
    delete = refuse
    bulk_update = refuse
    update_or_create = refuse


class WrittenOnce(models.Model):
    """A row that is added and stays as it is: a new thing to say is a new row."""

    why_final = "This is written once: it is never changed or deleted."

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self.refuse()
        super().save(*args, **kwargs)

    def refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise WrittenOnceError(self.why_final)

    delete = refuse  # type: ignore[assignment]


class NeverRemovedQuerySet(WrittenOnceQuerySet):
    """Not even together with what it hangs on."""

    _raw_delete = WrittenOnceQuerySet.refuse


class AuditEvent(WrittenOnce):
    why_final = "The audit is written once: its rows are never changed or deleted."

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

    objects = NeverRemovedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["about", "kind", "-at"])]

    def __str__(self) -> str:
        return f"{self.actor or 'The site'} {self.words}"

    @property
    def words(self) -> str:
        return verb_words(self.verb)

    @property
    def actor_words(self) -> str:
        return role_words(self.actor_roles) if self.actor_id else "automatic"
