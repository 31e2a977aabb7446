"""The standard, its statements, and the ledger of evidence against them."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone

from .rules import EvidenceKind, FrameworkStatus, MappingStrength, StatementKind, Strength


class Framework(models.Model):
    code = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, default="occupational_standard")
    status = models.CharField(max_length=10, choices=FrameworkStatus)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    nation = models.CharField(max_length=40, blank=True)
    publisher = models.CharField(max_length=120, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    attribution = models.TextField(blank=True)
    source_url = models.URLField(blank=True)
    licence_url = models.URLField(blank=True)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="framework_once_a_version")
        ]
        ordering = ["code", "version"]

    def __str__(self) -> str:
        return f"{self.code} {self.title} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("standards:framework_detail", args=[self.code])


class Statement(models.Model):
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="statements")
    code = models.CharField(max_length=10)
    alias = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=StatementKind)
    pair = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    full_text = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="statement_once_a_framework")
        ]
        ordering = ["framework", "position"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("standards:statement_detail", args=[self.framework.code, self.code])


class StatementMapping(models.Model):
    """A crosswalk row: what a statement of one framework says in another."""

    source = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="mapped_to")
    target = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="mapped_from")
    strength = models.CharField(max_length=10, choices=MappingStrength)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="statement_mapped_once")
        ]

    def __str__(self) -> str:
        return f"{self.source.code} → {self.target.code}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> "EvidenceQuerySet":
        """Evidence that has not been withdrawn, without the withdrawals themselves."""
        return self.filter(withdraws=None, withdrawn_by_row=None)

    def update(self, **_kwargs: Any) -> int:
        raise TypeError("Evidence is never changed: withdraw it by a further row.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Evidence is never deleted: withdraw it by a further row.")


class Evidence(models.Model):
    """One piece of evidence by one person against one statement. Append-only."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="evidence"
    )
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12, choices=EvidenceKind)
    strength = models.CharField(max_length=10, choices=Strength)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    source = GenericForeignKey("content_type", "object_id")
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=300, blank=True)
    withdraws = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="withdrawn_by_row",
    )

    objects = EvidenceQuerySet.as_manager()

    # Wagtail's “usage” screens would show the people to every trainer, and each save would pay.
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "content_type", "object_id"],
                condition=models.Q(withdraws=None),
                name="evidence_once_a_source_and_statement",
            )
        ]
        indexes = [models.Index(fields=["person", "statement", "occurred_on"])]
        ordering = ["-occurred_on", "-pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"{self.get_strength_display()} evidence for {self.statement.code}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("Evidence is never changed: withdraw it by a further row.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Evidence is never deleted: withdraw it by a further row.")
