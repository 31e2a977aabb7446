from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from cms.people.audit.models import WrittenOnce

from .rules import Outcome, Reason, Result, Stage, stage


class CPDVerification(WrittenOnce):
    """A line manager's answer to an entry that was handed in: three questions, and a reason."""

    why_final = "What a verifier said stays: hand the entry in again for a new answer."

    entry = models.ForeignKey(CPDEntry, on_delete=models.PROTECT, related_name="verifications")
    verifier = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cpd_verifications"
    )
    outcome = models.CharField(max_length=10, choices=Outcome)
    is_real = models.BooleanField("It happened as it says")
    is_relevant = models.BooleanField("It is relevant to the role or the standard")
    is_applied = models.BooleanField("It says enough about what will be different")
    note = models.TextField("What you want to say", max_length=1000, blank=True)
    # The words that were judged, as `cpd.queries.shared_words` gives them: what its owner changes
    # after it came back does not change what the answer was about.
    judged = models.JSONField(default=dict)
    waited_days = models.PositiveSmallIntegerField(default=0)  # working days since it was handed in
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["verifier", "-at"])]

    def __str__(self) -> str:
        return f"{self.entry}, {self.get_outcome_display().lower()}"


class SampleRound(models.Model):
    """One draw over a span of days. With its seed anybody can draw it again and get the same."""

    label = models.CharField("What is it called?", max_length=80)
    first_on = models.DateField("Verified from")
    last_on = models.DateField("to")
    percent = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()
    all_over_minutes = models.PositiveIntegerField()
    first_year = models.BooleanField()
    seed = models.PositiveBigIntegerField()
    drawn_at = models.DateTimeField(default=timezone.now)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cpd_samples_drawn"
    )

    class Meta:
        ordering = ["-drawn_at", "-pk"]

    def __str__(self) -> str:
        return f"Sample {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("verification:sample_detail", args=[self.pk])


class CPDSample(models.Model):
    """One verified entry in a round, and what the quality lead found: a fixed form."""

    round = models.ForeignKey(SampleRound, on_delete=models.PROTECT, related_name="samples")
    entry = models.OneToOneField(CPDEntry, on_delete=models.PROTECT, related_name="sample")
    verification = models.ForeignKey(
        CPDVerification, on_delete=models.PROTECT, related_name="samples"
    )
    why = models.CharField(max_length=10, choices=Reason)
    sampler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cpd_samples",
    )
    result = models.CharField(max_length=10, choices=Result, blank=True)
    is_real = models.BooleanField("It happened as it says", null=True)
    is_relevant = models.BooleanField("It is relevant to the role or the standard", null=True)
    is_applied = models.BooleanField("It says enough about what will be different", null=True)
    would_verify = models.BooleanField("I would have verified it", null=True)
    note = models.TextField("What you found", max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # A query is answered by the verifier or the owner, and settled by the quality lead.
    reply = models.TextField(max_length=1000, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cpd_sample_replies",
    )
    replied_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result="") | Q(answered_at__isnull=False, sampler__isnull=False),
                name="cpd_sample_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry}, in a sample"

    @property
    def stage(self) -> Stage:
        return stage(result=self.result, replied_at=self.replied_at, settled_at=self.settled_at)
