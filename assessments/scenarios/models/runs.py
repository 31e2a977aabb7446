from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.scenarios.models.pages import ScenarioPage, ScenarioVersion
from assessments.scenarios.rules.runs import Clock, Confidence
from assessments.scenarios.rules.scoring import RunBand, Status, run_label


class ScenarioAttempt(models.Model):
    """One run. Never reset: playing again is another row."""

    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scenario_attempts"
    )
    scenario = models.ForeignKey(ScenarioPage, on_delete=models.PROTECT, related_name="attempts")
    version = models.ForeignKey(ScenarioVersion, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    current_scene = models.CharField(max_length=90)
    scene_shown_at = models.DateTimeField(null=True, blank=True)  # when she first met this scene
    comments_wait = models.BooleanField(default=False)  # for the debrief
    clock = models.CharField(max_length=8, choices=Clock.choices, default=Clock.OFF)
    end_key = models.CharField(max_length=90, blank=True)
    band = models.CharField(max_length=12, choices=RunBand.choices, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    is_unsafe = models.BooleanField(default=False)
    statements = models.JSONField(default=list, blank=True)  # [[code, percent]], once it has ended

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "scenario", "number"], name="scenario_attempt_number"
            ),
            models.UniqueConstraint(
                fields=["participant", "scenario"],
                condition=Q(state=Status.OPEN),
                name="scenario_attempt_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.scenario}, run {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("scenarios:attempt_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == Status.OPEN

    @property
    def has_ended(self) -> bool:
        return self.state == Status.ENDED

    @property
    def counts(self) -> bool:
        """Whether it is safe and sound, so that the step is done with it."""
        return self.has_ended and not self.is_unsafe and self.band != RunBand.REPEAT

    @property
    def outcome(self) -> str:
        return run_label(self.band, self.is_unsafe) if self.has_ended else self.get_state_display()


class ScenarioStep(models.Model):
    """One decision, stored when it was made."""

    attempt = models.ForeignKey(ScenarioAttempt, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    scene_key = models.CharField(max_length=90)
    option_key = models.CharField(max_length=40)
    chosen_at = models.DateTimeField(default=timezone.now)
    seconds = models.PositiveIntegerField(null=True, blank=True)  # since the scene was first shown
    confidence = models.PositiveSmallIntegerField(null=True, blank=True, choices=Confidence.choices)
    was_late = models.BooleanField(default=False)  # the clock chose

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="scenario_step_position")
        ]

    def __str__(self) -> str:
        return f"{self.attempt}, step {self.position}"  # never what was chosen


class OwnWords(models.Model):
    """What somebody would have said, written before she saw the choices. Hers alone."""

    attempt = models.ForeignKey(ScenarioAttempt, on_delete=models.CASCADE, related_name="own_words")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["attempt", "position"]
        verbose_name_plural = "own words"
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="own_words_position")
        ]

    def __str__(self) -> str:
        return f"{self.attempt}, own words at {self.position}"  # never what they are


class ScenarioWayOut(models.Model):
    """Somebody took the other way through a distressing scenario. Her answer is hers alone."""

    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scenario_ways_out"
    )
    scenario = models.ForeignKey(ScenarioPage, on_delete=models.PROTECT, related_name="ways_out")
    answer = models.TextField()
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-taken_at"]
        verbose_name_plural = "ways out"

    def __str__(self) -> str:
        return f"{self.participant}: {self.scenario}, the other way"
