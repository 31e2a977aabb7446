from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone

from .rules import LOWEST_THRESHOLD


class FigurePolicy(models.Model):
    """From how many answers a figure is shown. Rows are added, never changed: the latest holds, and
    what was released under an earlier one stays as it was."""

    respondents_from = models.PositiveSmallIntegerField(
        "answers before any figure is shown",
        default=10,
        validators=[MinValueValidator(LOWEST_THRESHOLD)],
    )
    comments_from = models.PositiveSmallIntegerField(
        "answers before comments are shown",
        default=10,
        validators=[MinValueValidator(LOWEST_THRESHOLD)],
    )
    base_from = models.PositiveSmallIntegerField(
        "smallest number of learners behind an outcome",
        default=10,
        validators=[MinValueValidator(LOWEST_THRESHOLD)],
    )
    why = models.CharField("why", max_length=300, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="figure_policies_set",
    )
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-set_at", "-pk"]
        verbose_name_plural = "figure policies"

    def __str__(self) -> str:
        return f"Figures from {self.respondents_from} answers"
