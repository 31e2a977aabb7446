from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cms.people.audit.models import WrittenOnce

from .rules import Answer, CountedFrom, GrantState, Purpose, RequestKind, RequestState


class BreakGlassGrant(models.Model):
    """Opening one person's records of one kind outside the usual rules: with a reason, a second
    person's yes, for limited time, and told to her unless the DPO wrote down why not."""

    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants_asked"
    )
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants_about"
    )
    record_class = models.CharField(max_length=40)
    purpose = models.CharField(max_length=14, choices=Purpose)
    case_ref = models.CharField("number of the case", max_length=60)
    reason = models.TextField("why it is needed, and why nothing less will do", max_length=1000)
    state = models.CharField(max_length=8, choices=GrantState, default=GrantState.ASKED)
    hours = models.PositiveSmallIntegerField(
        "open for (hours)",
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(168)],
    )
    asked_at = models.DateTimeField(default=timezone.now)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants_answered",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    not_told_because = models.TextField("why she is not told", max_length=500, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["requester", "state", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | ~Q(approver=F("requester")),
                name="nobody_approves_their_own_grant",
            ),
            models.CheckConstraint(
                condition=~Q(requester=F("subject")), name="no_grant_over_oneself"
            ),
            models.CheckConstraint(
                condition=~Q(state=GrantState.OPEN)
                | (Q(approver__isnull=False) & Q(ends_at__isnull=False)),
                name="an_open_grant_was_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"Grant {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("privacy:grant_detail", args=[self.pk])


class RetentionRule(models.Model):
    """How long a kind of record is kept: the college's own line; without one the default holds."""

    record_class = models.CharField(max_length=40, unique=True)
    counted_from = models.CharField(max_length=8, choices=CountedFrom)
    months = models.PositiveSmallIntegerField(
        "kept for (months)", validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    note = models.CharField("why", max_length=300, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="retention_rules_changed",
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["record_class"]

    def __str__(self) -> str:
        return self.record_class


class LegalHold(models.Model):
    """While it stands nothing of the person, or of one kind of record of hers, is removed."""

    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="legal_holds"
    )
    record_class = models.CharField(
        max_length=40, blank=True, help_text="Empty: everything about the person."
    )
    reason = models.CharField("why", max_length=300)
    starts_at = models.DateTimeField(default=timezone.now)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="legal_holds_set"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="legal_holds_ended",
    )

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["subject", "ended_at"])]

    def __str__(self) -> str:
        return f"Legal hold {self.pk}"


class RetentionRun(WrittenOnce):
    """How many rows of a kind were removed, and before which day they had begun to age."""

    why_final = "The log of what was removed is never changed."

    record_class = models.CharField(max_length=40)
    before = models.DateField()
    removed = models.PositiveIntegerField()
    held = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="retention_runs",
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Retention of {self.record_class}"


class RightsRequest(models.Model):
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rights_requests"
    )
    kind = models.CharField("what is asked", max_length=10, choices=RequestKind)
    words = models.TextField("in the person’s own words", max_length=2000, blank=True)
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.OPEN)
    received_on = models.DateField("received on", default=timezone.localdate)
    due_on = models.DateField("answer due")
    longer_because = models.CharField("why it takes longer", max_length=300, blank=True)
    identity_checked_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rights_requests_entered"
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rights_requests_handled",
    )
    answer = models.TextField("what we answered", max_length=2000, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"])]

    def __str__(self) -> str:
        return f"Rights request {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("privacy:request_detail", args=[self.pk])


class Redaction(models.Model):
    """One passage of a request that also speaks of somebody else, and what is done with it. It
    points at the passage; the words stay where they are."""

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="redactions")
    record_class = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    part = models.CharField(max_length=60)
    words_hash = models.CharField(max_length=64)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="redactions_answered",
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["request", "record_class", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "record_class", "object_id", "part"],
                name="one_redaction_a_passage",
            )
        ]

    def __str__(self) -> str:
        return f"Redaction {self.pk}"
