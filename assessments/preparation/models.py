from django.conf import settings
from django.db import models
from django.utils import timezone

from assessments.sessions.models import SupervisionSession
from assessments.supervision.fields import EncryptedTextField

from .rules import Source


class SessionPreparation(models.Model):
    """The mentor's own until a day before the session, then her supervisor's to read too."""

    session = models.ForeignKey(
        SupervisionSession, on_delete=models.PROTECT, related_name="preparations"
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="session_preparations"
    )
    wants = EncryptedTextField("what I want from today", blank=True, default="")
    went_well = EncryptedTextField("what went well", blank=True, default="")
    weighs = EncryptedTextField("what is weighing on me", blank=True, default="")
    is_held_back = models.BooleanField("keep it to myself", default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "mentor"], name="one_preparation_a_mentor_and_session"
            )
        ]

    def __str__(self) -> str:
        return f"Preparation {self.pk}"


class PreparationItem(models.Model):
    preparation = models.ForeignKey(
        SessionPreparation, on_delete=models.CASCADE, related_name="items"
    )
    source = models.CharField(max_length=10, choices=Source, default=Source.OWN)
    # The address of what it came from, which also makes it one and not two.
    source_url = models.CharField(max_length=500, blank=True)
    title = EncryptedTextField("what to talk about")
    position = models.PositiveSmallIntegerField(default=0)
    is_talked_about = models.BooleanField(default=False)

    class Meta:
        ordering = ["preparation", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["preparation", "source_url"],
                condition=~models.Q(source_url=""),
                name="one_preparation_item_a_place",
            )
        ]

    def __str__(self) -> str:
        return f"Preparation item {self.pk}"


class WellbeingMark(models.Model):
    """How the work feels, one to five: the mentor's alone. A trend is shared if she says so."""

    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="wellbeing_marks"
    )
    level = EncryptedTextField("how the work feels, 1 to 5")
    is_shared = models.BooleanField("my supervisor may see the trend", default=False)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["mentor", "on"], name="one_wellbeing_mark_a_day")
        ]

    def __str__(self) -> str:
        return f"Wellbeing mark {self.pk}"
