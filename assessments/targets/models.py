from django.conf import settings
from django.db import models
from django.utils import timezone


class TargetAdjustment(models.Model):
    """Hours more or fewer in somebody's year, with the reason why. It stays when it is ended."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cpd_adjustments"
    )
    year = models.PositiveSmallIntegerField()
    hours = models.DecimalField(
        "Hours", max_digits=5, decimal_places=2, help_text="−6 takes six hours off the target."
    )
    reason = models.CharField("Why?", max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="cpd_adjustments_made",
    )
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["year", "person"])]

    def __str__(self) -> str:
        return f"CPD target of {self.person}, adjusted"


class CPDTarget(models.Model):
    """The target of a year that is over, as it was: a later change of hours or post leaves it.

    The target of the current year is worked out when it is asked for (`targets.rules`).
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cpd_targets"
    )
    year = models.PositiveSmallIntegerField()
    fte = models.DecimalField(max_digits=3, decimal_places=2)
    months = models.PositiveSmallIntegerField()
    adjusted = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    explanation = models.CharField(max_length=300)
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-year", "person"]
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="cpd_target_once_a_year")
        ]

    def __str__(self) -> str:
        return f"CPD target of {self.person}, {self.year}"
