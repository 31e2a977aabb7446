"""How far a person is. Rows are added, never taken back."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from courses.catalogue.models import ModulePage, StepPage
from courses.enrolment.models import Enrolment


class StepVisit(models.Model):
    """Where a person was last in a step, and how often she tried it."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="visits")
    step = models.ForeignKey(StepPage, on_delete=models.PROTECT, related_name="visits")
    last_block = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "step"], name="visit_once_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.step}"


class StepCompletion(models.Model):
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="step_completions"
    )
    step = models.ForeignKey(StepPage, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(default=timezone.now)
    result = models.CharField(max_length=40, blank=True)  # short words, such as "83 %"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "step"], name="step_completed_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.step} done"


class Completion(models.Model):
    """A module finished on a day; participant and module stand here too, for the grids."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="completion")
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="completions"
    )
    module = models.ForeignKey(ModulePage, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-completed_at", "-pk"]
        indexes = [models.Index(fields=["participant", "module", "-completed_at"])]

    def __str__(self) -> str:
        return f"{self.participant}: {self.module} complete"

    @property
    def completed_on(self) -> date:
        return timezone.localdate(self.completed_at)


class ExercisePass(models.Model):
    """An exercise that guards the end of a lesson, done right in this cycle. What was tried on the
    way is nobody's business and is not kept."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="exercise_passes"
    )
    step = models.ForeignKey(StepPage, on_delete=models.PROTECT, related_name="exercise_passes")
    block_id = models.CharField(max_length=64)
    passed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "exercise passes"
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "step", "block_id"], name="exercise_passed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: an exercise of {self.step} passed"


class Reflection(models.Model):
    """A private answer to a lesson's question. Nobody but its author reads it."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reflections"
    )
    step = models.ForeignKey(StepPage, on_delete=models.PROTECT, related_name="reflections")
    block_id = models.CharField(max_length=64)
    text = models.TextField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "step", "block_id"], name="reflection_once_a_block"
            )
        ]

    def __str__(self) -> str:
        return f"Reflection of {self.author} on {self.step}"  # never the text
