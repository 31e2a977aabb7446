from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .rules import MOST_LEARNERS


class CaseloadPolicy(models.Model):
    """What a learner of each tier weighs, and what is fair for a full post. Rows are added, never
    changed: a load is read by the weights of its day."""

    universal_weight = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal("1"))
    targeted_weight = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal("2.5"))
    intensive_weight = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal("6"))
    fair_from = models.PositiveSmallIntegerField("fair for a full post, from", default=140)
    fair_to = models.PositiveSmallIntegerField("to", default=160)
    least_shown = models.PositiveSmallIntegerField("smaller counts are not shown", default=5)
    why = models.CharField("why", max_length=300, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="caseload_policies_set",
    )
    from_on = models.DateField("holds from", default=timezone.localdate)

    class Meta:
        ordering = ["-from_on", "-pk"]
        verbose_name_plural = "caseload policies"
        constraints = [
            models.CheckConstraint(
                condition=Q(fair_to__gte=F("fair_from")), name="fair_load_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"Caseload policy from {self.from_on}"


class CaseloadSnapshot(models.Model):
    """How many learners somebody had on a day, by tier. Counts; no learner."""

    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="caseloads"
    )
    on = models.DateField("on")
    universal = models.PositiveSmallIntegerField(validators=[MaxValueValidator(MOST_LEARNERS)])
    targeted = models.PositiveSmallIntegerField(validators=[MaxValueValidator(MOST_LEARNERS)])
    intensive = models.PositiveSmallIntegerField(validators=[MaxValueValidator(MOST_LEARNERS)])
    fte = models.DecimalField("full-time equivalent that day", max_digits=3, decimal_places=2)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="caseloads_recorded",
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["mentor", "-on"]
        constraints = [models.UniqueConstraint(fields=["mentor", "on"], name="one_caseload_a_day")]

    def __str__(self) -> str:
        return f"Caseload {self.pk}"
