from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.plans.models import PlanLine
from assessments.standards.models import Evidence, Statement

from .rules import About, ObjectiveOrigin, ObjectiveState


class CollegePriority(models.Model):
    """What the college wants of a year; an objective may serve one."""

    title = models.CharField(max_length=160)
    text = models.CharField("in a sentence", max_length=400, blank=True)
    from_on = models.DateField("from")
    to_on = models.DateField("to")
    is_active = models.BooleanField("offered for new objectives", default=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="college_priorities",
    )

    class Meta:
        ordering = ["-from_on", "title"]
        verbose_name_plural = "college priorities"

    def __str__(self) -> str:
        return self.title


class Objective(models.Model):
    """What somebody will have done by a day, and by what it will be seen. Read by her and by
    her line manager of today."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="objectives"
    )
    state = models.CharField(max_length=10, choices=ObjectiveState, default=ObjectiveState.DRAFT)
    outcome = models.CharField("what will be different", max_length=300)
    about = models.CharField(max_length=10, choices=About, default=About.LEARNERS)
    origin = models.CharField(
        max_length=12, choices=ObjectiveOrigin, default=ObjectiveOrigin.REVIEW
    )
    measure = models.CharField("what will be counted or seen", max_length=300, blank=True)
    baseline = models.CharField("how it is now", max_length=200, blank=True)
    target = models.CharField("how it will be", max_length=200, blank=True)
    evidence_source = models.CharField("where it will be seen", max_length=200, blank=True)
    due_on = models.DateField("by when", null=True, blank=True)
    support = models.CharField("what the college does for it", max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField("weight (%)", null=True, blank=True)
    priority = models.ForeignKey(
        CollegePriority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="objectives",
    )
    plan_line = models.ForeignKey(
        PlanLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="objectives"
    )
    statements = models.ManyToManyField(Statement, blank=True, related_name="objectives")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="objectives_written"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.TextField("what came of it, and why", max_length=1000, blank=True)
    # Part of a review that is still being written: its owner does not read it yet.
    is_held_back = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["owner", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[ObjectiveState.DRAFT, ObjectiveState.ACTIVE])
                | (Q(closed_at__isnull=False) & ~Q(closed_reason="")),
                name="a_closed_objective_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Objective {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("objectives:objective_detail", args=[self.pk])


class ObjectiveProgress(models.Model):
    """A dated word on how an objective goes, with a piece of evidence if there is one."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="progress")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="objective_progress"
    )
    text = models.CharField(max_length=600)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "objective progress"

    def __str__(self) -> str:
        return f"Progress {self.pk}"
