from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from assessments.sessions.models import SupervisionSession

from .rules import Method, ReportedTo, Stage


class SafeguardingPointer(models.Model):
    """That a concern was passed on. The concern itself is in the college's safeguarding system."""

    session = models.ForeignKey(
        SupervisionSession,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="pointers",
    )
    reported_at = models.DateTimeField("when did you report it?")
    reported_to = models.CharField("to whom?", max_length=12, choices=ReportedTo)
    method = models.CharField("how?", max_length=10, choices=Method)
    external_ref = models.CharField("reference in that system", max_length=60, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pointers_made"
    )
    created_at = models.DateTimeField(default=timezone.now)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.LEAD, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pointers_acknowledged",
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pointers_closed",
    )

    class Meta:
        ordering = ["-reported_at", "-pk"]
        indexes = [models.Index(fields=["acknowledged_at", "asked_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(acknowledged_at__isnull=False),
                name="a_pointer_is_closed_after_it_was_acknowledged",
            ),
            models.CheckConstraint(
                condition=Q(created_at__gte=F("reported_at")),
                name="a_pointer_tells_of_what_was_reported",
            ),
        ]

    def __str__(self) -> str:
        return f"Safeguarding pointer {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("concerns:pointer_detail", args=[self.pk])
