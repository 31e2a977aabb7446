"""The standard, its statements, and the ledger of evidence against them."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone

from cms.people.audit.models import WrittenOnce, WrittenOnceQuerySet

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
    off_the_job_hours = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The fixed minimum of an apprenticeship standard."
    )
    # The one that codes in lessons, quizzes and scenarios are read in. Importing another, newer
    # one never changes what they mean: its evidence is carried over, by a person.
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="framework_once_a_version"),
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="framework_one_default",
            ),
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
    # Empty: suggested by a file, and nobody has looked at it yet.
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mappings_checked",
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="statement_mapped_once")
        ]

    def __str__(self) -> str:
        return f"{self.source.code} → {self.target.code}"


class EvidenceQuerySet(WrittenOnceQuerySet):
    def standing(self) -> "EvidenceQuerySet":
        """Evidence that has not been withdrawn, without the withdrawals themselves."""
        return self.filter(withdraws=None, withdrawn_by_row=None)


class Evidence(WrittenOnce):
    """One piece of evidence by one person against one statement."""

    why_final = "Evidence is never changed or deleted: withdraw it by a further row."

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

    objects = EvidenceQuerySet.as_manager()  # type: ignore[misc]

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


class CarryOver(models.Model):
    """Somebody's decision whether a piece of evidence counts for a statement elsewhere, too.

    Accepted, it stands there as a further row of the ledger from the same source.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="carried")
    target = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="carried_to")
    is_accepted = models.BooleanField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="carry_overs_decided"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "target"], name="carry_over_decided_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} for {self.target.code}"
