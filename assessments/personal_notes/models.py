from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from assessments.sessions.models import SupervisionSession
from assessments.supervision.fields import EncryptedTextField


class PersonalNote(models.Model):
    """One person's own words around supervision, encrypted; removed when its day has come."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="personal_notes"
    )
    session = models.ForeignKey(
        SupervisionSession,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="personal_notes",
    )
    words = EncryptedTextField("what I want to keep for myself")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    delete_on = models.DateField(db_index=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["author", "-changed_at"])]

    def __str__(self) -> str:
        return f"Personal note {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("personal_notes:note_update", args=[self.pk])

    def days_left(self, today: date) -> int:
        return (self.delete_on - today).days
