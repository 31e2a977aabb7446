from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.standards.models import Statement

from .rules import LineState, Origin


class PlanLine(models.Model):
    """What somebody wants to learn, for whose benefit, by when; the entries that did it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="plan_lines"
    )
    need = models.CharField("What do you want to get better at?", max_length=200)
    origin = models.CharField("Where does it come from?", max_length=12, choices=Origin)
    activity = models.CharField("What will you do?", max_length=300, blank=True)
    learner_outcome = models.CharField("What will learners notice?", max_length=300, blank=True)
    due_on = models.DateField("By when?", null=True, blank=True)
    statements = models.ManyToManyField(Statement, blank=True, related_name="plan_lines")
    entries = models.ManyToManyField(CPDEntry, blank=True, related_name="plan_lines")
    is_shared = models.BooleanField("My line manager may read this line", default=False)
    state = models.CharField(max_length=10, choices=LineState, default=LineState.OPEN)
    outcome = models.TextField("What came of it?", max_length=1000, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["state", "due_on", "pk"]
        indexes = [models.Index(fields=["owner", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=LineState.OPEN, closed_at=None)
                | (~Q(state=LineState.OPEN) & Q(closed_at__isnull=False)),
                name="plan_line_closed_at_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"Plan line {self.pk}"  # never its words

    def get_absolute_url(self) -> str:
        return reverse("plans:line_detail", args=[self.pk])
