from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from assessments.reviews.models import PerformanceReview, ReviewArea, ReviewCycle
from cms.people.audit.models import WrittenOnce

from .rules import CaseState


class ModerationRound(models.Model):
    """One drawing of reviews to look at together. The seed is kept: the draw can be repeated."""

    cycle = models.ForeignKey(
        ReviewCycle, on_delete=models.PROTECT, related_name="moderation_rounds"
    )
    seed = models.CharField(max_length=32)
    percent = models.PositiveSmallIntegerField(default=20)
    least_a_manager = models.PositiveSmallIntegerField(default=2)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="moderation_rounds"
    )
    drawn_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-drawn_at", "-pk"]

    def __str__(self) -> str:
        return f"Moderation {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:round_detail", args=[self.pk])


class ModerationCase(models.Model):
    """One review in a round, by a letter and not by a name. Two managers and the quality lead
    compare the evidence with the anchors."""

    round = models.ForeignKey(ModerationRound, on_delete=models.PROTECT, related_name="cases")
    review = models.ForeignKey(
        PerformanceReview, on_delete=models.PROTECT, related_name="moderation_cases"
    )
    letter = models.CharField(max_length=3)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.OPEN)
    moderators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="moderation_cases", blank=True
    )
    before = models.JSONField(default=dict, blank=True)  # area code → rating
    after = models.JSONField(default=dict, blank=True)
    outcome_reason = models.TextField("what was decided, and why", max_length=2000, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="moderation_cases_closed",
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["round", "review"], name="a_review_once_a_round"),
            models.UniqueConstraint(fields=["round", "letter"], name="a_letter_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"Case {self.letter}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:case_detail", args=[self.pk])


class ModeratorView(WrittenOnce):
    """How one moderator rates an area from its evidence, written before she sees the others’."""

    why_final = "A view stays as it was given: say more in the talk."

    case = models.ForeignKey(ModerationCase, on_delete=models.PROTECT, related_name="views")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="moderator_views"
    )
    ratings = models.JSONField(default=dict)
    comment = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "moderator"], name="one_view_a_case_and_moderator"
            )
        ]

    def __str__(self) -> str:
        return f"View of {self.case}"


class CalibrationExercise(models.Model):
    """One scripted session that all reviewers rate before they talk about it."""

    title = models.CharField(max_length=120)
    stimulus = models.TextField("what everybody reads", max_length=12000)  # Markdown
    areas = models.ManyToManyField(ReviewArea, related_name="calibrations")
    opens_on = models.DateField("first day")
    closes_on = models.DateField("last day")
    expert = models.JSONField("agreed ratings", default=dict, blank=True)
    notes = models.TextField("what we agreed", max_length=4000, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calibrations_made"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-opens_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("moderation:calibration_detail", args=[self.pk])


class CalibrationRating(models.Model):
    exercise = models.ForeignKey(
        CalibrationExercise, on_delete=models.PROTECT, related_name="ratings"
    )
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calibration_ratings"
    )
    area = models.ForeignKey(ReviewArea, on_delete=models.PROTECT, related_name="+")
    rating = models.PositiveSmallIntegerField(null=True)  # empty: not enough evidence
    evidence = models.CharField("what in the text made you say so", max_length=600, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["exercise", "area", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "rater", "area"], name="one_calibration_rating"
            )
        ]

    def __str__(self) -> str:
        return f"Calibration rating {self.pk}"
