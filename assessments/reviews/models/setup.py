"""What reviews are made from: areas with anchors, templates, the college's numbers, cycles."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from assessments.standards.models import Statement

from ..rules import CycleState, Rating, ReviewKind


class ReviewArea(models.Model):
    """One of the areas that are rated, each by itself; there is no sum of them."""

    code = models.SlugField(max_length=20, unique=True)
    title = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    statements = models.ManyToManyField(Statement, blank=True, related_name="review_areas")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class AreaAnchor(models.Model):
    """What a rating of an area means, as behaviour that somebody can see."""

    area = models.ForeignKey(ReviewArea, on_delete=models.CASCADE, related_name="anchors")
    rating = models.PositiveSmallIntegerField(choices=Rating)
    text = models.CharField(max_length=400)

    class Meta:
        ordering = ["area", "rating"]
        constraints = [
            models.UniqueConstraint(fields=["area", "rating"], name="one_anchor_a_rating")
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.get_rating_display()}"


class ReviewTemplate(models.Model):
    """A kind of review as this college holds it: when, for what, what it asks."""

    kind = models.CharField(max_length=20, choices=ReviewKind)
    title = models.CharField(max_length=80, unique=True)
    purpose = models.CharField(max_length=300, blank=True)
    is_active = models.BooleanField("in use", default=True)
    # When: so many weeks after the first day in post, or in these months of the year.
    opens_week = models.PositiveSmallIntegerField("opens in week", null=True, blank=True)
    due_week = models.PositiveSmallIntegerField("due by week", null=True, blank=True)
    opens_month = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    due_month = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    # What.
    areas = models.ManyToManyField(ReviewArea, blank=True, related_name="templates")
    asks_self_assessment = models.BooleanField(default=True)
    asks_objectives = models.BooleanField(default=True)
    is_countersigned = models.BooleanField(default=True)
    is_summative = models.BooleanField(default=False)
    self_days = models.PositiveSmallIntegerField("days for the self-assessment", default=14)

    class Meta:
        ordering = ["opens_week", "opens_month", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reviews:template_detail", args=[self.pk])


class ReviewPolicy(models.Model):
    """The college's numbers for reviews. Rows are added, never changed; the latest holds."""

    self_reminders = models.PositiveSmallIntegerField(
        "reminders before a review goes on without a self-assessment", default=2
    )
    meeting_minutes = models.PositiveSmallIntegerField("shortest meeting (minutes)", default=30)
    narrative_least = models.PositiveSmallIntegerField(
        "shortest text of an area (characters)", default=120
    )
    similar_percent = models.PositiveSmallIntegerField(
        "texts as alike as this are called copied (%)",
        default=80,
        validators=[MinValueValidator(50), MaxValueValidator(100)],
    )
    objectives_least = models.PositiveSmallIntegerField("objectives, at least", default=3)
    objectives_most = models.PositiveSmallIntegerField("objectives, at most", default=5)
    formative_least = models.PositiveSmallIntegerField(
        "notes through the year, at least", default=2
    )
    formative_in_probation = models.PositiveSmallIntegerField("and in probation", default=1)
    observed_within_months = models.PositiveSmallIntegerField(
        "an observation in the last months", default=12
    )
    observed_in_probation = models.PositiveSmallIntegerField("and in probation", default=3)
    days_to_read = models.PositiveSmallIntegerField(
        "working days to read before signing", default=5
    )
    days_to_finish = models.PositiveSmallIntegerField(
        "working days from the meeting to the end", default=20
    )
    days_to_meet_in_dispute = models.PositiveSmallIntegerField(
        "working days for the countersigner to meet both", default=10
    )
    surprise_days = models.PositiveSmallIntegerField(
        "working days in which a concern may be new", default=20
    )
    moderated_percent = models.PositiveSmallIntegerField(
        "moderated (% of a reviewer’s)", default=20, validators=[MaxValueValidator(100)]
    )
    moderated_least = models.PositiveSmallIntegerField("and at least", default=2)
    has_overall = models.BooleanField("an overall description may be given", default=False)
    why = models.CharField("why", max_length=300, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="review_policies_set",
    )
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-set_at", "-pk"]
        verbose_name_plural = "review policies"

    def __str__(self) -> str:
        return f"Review policy {self.pk}"


class ReviewCycle(models.Model):
    """One round of one kind of review: who takes part, from when to when."""

    template = models.ForeignKey(ReviewTemplate, on_delete=models.PROTECT, related_name="cycles")
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=6, choices=CycleState, default=CycleState.DRAFT)
    period_from = models.DateField("about the time from")
    period_to = models.DateField("to")
    opens_on = models.DateField("opens on")
    self_due_on = models.DateField("self-assessments by")
    due_on = models.DateField("finished by")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="review_cycles"
    )
    made_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-period_to", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from"))
                & Q(self_due_on__gte=F("opens_on"))
                & Q(due_on__gte=F("self_due_on")),
                name="review_cycle_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reviews:cycle_detail", args=[self.pk])
