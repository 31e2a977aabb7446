from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from assessments.standards.models import Statement
from cms.people.audit.models import WrittenOnce

from .rules import FeedbackKind


class FormativeNote(WrittenOnce):
    """What a manager saw and says, in the year and not at its end. The mentor reads it at once; it
    is never changed, and a second note puts a first one right."""

    why_final = "A note stays as the mentor read it: write another."

    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="formative_notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="formative_notes_written"
    )
    kind = models.CharField(max_length=10, choices=FeedbackKind)
    seen_on = models.DateField("when you saw it")
    what_seen = models.TextField("what you saw or heard", max_length=2000)
    next_step = models.CharField("one thing to try, or to keep doing", max_length=400, blank=True)
    statements = models.ManyToManyField(Statement, blank=True, related_name="formative_notes")
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-seen_on", "-pk"]
        indexes = [models.Index(fields=["mentor", "seen_on"])]
        constraints = [
            models.CheckConstraint(condition=~Q(mentor=F("author")), name="nobody_notes_themselves")
        ]

    def __str__(self) -> str:
        return f"Formative note {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("feedback:note_detail", args=[self.pk])


class NoteReply(WrittenOnce):
    why_final = "A reply stays: write another."

    note = models.ForeignKey(FormativeNote, on_delete=models.PROTECT, related_name="replies")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="note_replies"
    )
    text = models.TextField(max_length=1000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "note replies"

    def __str__(self) -> str:
        return f"Reply to {self.note}"


class NoteSeen(models.Model):
    """When the mentor first opened a note."""

    note = models.OneToOneField(FormativeNote, on_delete=models.PROTECT, related_name="seen")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "notes seen"

    def __str__(self) -> str:
        return f"{self.note}, seen"
