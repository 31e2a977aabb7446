from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from assessments.cpd.rules import GROUPED_CHOICES
from assessments.standards.models import Statement

CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"  # no vowels: no words; no signs that look alike


def new_code() -> str:
    return get_random_string(6, CODE_LETTERS)


class TrainingEvent(models.Model):
    """A live session somebody held. Whoever was there takes a draft entry home by its code."""

    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="training_events"
    )
    title = models.CharField("What is it called?", max_length=200)
    activity_type = models.CharField("Kind", max_length=30, choices=GROUPED_CHOICES)
    held_on = models.DateField("When?", default=timezone.localdate)
    minutes = models.PositiveIntegerField("How long?")
    provider = models.CharField("Who ran it?", max_length=120, blank=True)
    statements = models.ManyToManyField(Statement, blank=True, related_name="training_events")
    code = models.CharField(max_length=6, unique=True, default=new_code, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"Training event {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("events:event_detail", args=[self.pk])


class EventAttendance(models.Model):
    """That somebody said she was there, once. It is the source of her draft, and nobody's list of
    who came: the host is shown a number."""

    event = models.ForeignKey(TrainingEvent, on_delete=models.PROTECT, related_name="attendances")
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="event_attendances"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "participant"], name="event_attended_once")
        ]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"
