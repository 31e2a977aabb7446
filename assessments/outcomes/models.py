from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cms.people.teams.models import Team

from .rules import ContextReason, MetricKind


class OutcomeImport(models.Model):
    """A file of totals that somebody brought in. Taken back, its rows count no longer."""

    file_name = models.CharField(max_length=120)
    checksum = models.CharField(max_length=64)
    source_system = models.CharField("where the figures come from", max_length=80)
    rows_kept = models.PositiveIntegerField(default=0)
    rows_dropped = models.PositiveIntegerField("dropped: too few learners", default=0)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="outcome_imports"
    )
    imported_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-imported_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["checksum"],
                condition=Q(withdrawn_at=None),
                name="the_same_file_once",
            )
        ]

    def __str__(self) -> str:
        return f"Import {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:import_detail", args=[self.pk])


class OutcomeMetric(models.Model):
    """So many of so many, of one team's or one mentor's learners, beside those it is compared with.
    Nothing under the smallest base is ever stored."""

    batch = models.ForeignKey(OutcomeImport, on_delete=models.CASCADE, related_name="metrics")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcome_metrics",
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="outcome_metrics"
    )
    kind = models.CharField(max_length=24, choices=MetricKind)
    period_from = models.DateField()
    period_to = models.DateField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    comparator_label = models.CharField(max_length=80, blank=True)
    comparator_numerator = models.PositiveIntegerField(null=True, blank=True)
    comparator_denominator = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-period_to", "kind", "pk"]
        indexes = [models.Index(fields=["person", "period_to"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, team__isnull=False) | Q(person__isnull=False, team=None),
                name="an_outcome_is_of_a_team_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(numerator__lte=F("denominator")), name="no_more_than_all"
            ),
            models.UniqueConstraint(
                fields=["batch", "person", "kind", "period_from", "period_to"],
                condition=Q(team=None),
                name="outcome_of_a_person_once_a_file",
            ),
            models.UniqueConstraint(
                fields=["batch", "team", "kind", "period_from", "period_to"],
                condition=Q(person=None),
                name="outcome_of_a_team_once_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"Outcome {self.pk}"


class OutcomeNote(models.Model):
    """What has to be read beside the figures of a team or a mentor; never about a learner."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outcome_notes",
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="outcome_notes"
    )
    period_to = models.DateField()
    reasons = models.JSONField(default=list, blank=True)  # of ContextReason
    text = models.CharField("in a sentence or two", max_length=400, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="outcome_notes_written"
    )
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-period_to", "-written_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, team__isnull=False) | Q(person__isnull=False, team=None),
                name="an_outcome_note_is_of_a_team_or_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"Outcome note {self.pk}"

    @property
    def reason_words(self) -> list[str]:
        return [str(ContextReason(reason).label) for reason in self.reasons]
