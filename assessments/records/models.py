from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.sessions.models import SupervisionSession
from assessments.standards.models import Statement
from assessments.supervision.fields import EncryptedJSONField, EncryptedTextField
from assessments.supervision.rules.states import Part
from cms.people.audit.models import WrittenOnce

from .rules import Asked, RecordState, Stance, UnsignedReason


class SupervisionRecord(models.Model):
    """What a pair, or a group, agreed to keep of a session. Its words are encrypted; signed, they
    never change: what is to be added is an addendum."""

    session = models.OneToOneField(
        SupervisionSession, on_delete=models.PROTECT, related_name="record"
    )
    state = models.CharField(max_length=14, choices=RecordState, default=RecordState.DRAFTED)
    # Themes, workload, learning, support offered, recognition …: `rules.RecordBody` in words.
    body = EncryptedJSONField(default=dict, blank=True)
    statements = models.ManyToManyField(Statement, blank=True, related_name="supervision_records")
    safeguarding_asked = models.CharField(max_length=3, choices=Asked, blank=True)
    # Two windows, one record: a form sent from an old state is shown beside the new one.
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    unsigned_reason = models.CharField(max_length=10, choices=UnsignedReason, blank=True)
    is_disputed = models.BooleanField(default=False)
    locked_at = models.DateTimeField(null=True, blank=True)
    words_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-session__starts_at", "-pk"]
        indexes = [models.Index(fields=["state", "changed_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RecordState.LOCKED)
                | (Q(locked_at__isnull=False) & ~Q(words_hash="") & ~Q(safeguarding_asked="")),
                name="a_locked_record_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"Supervision record {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("records:record_detail", args=[self.pk])


class AgendaItem(models.Model):
    record = models.ForeignKey(SupervisionRecord, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    heading = EncryptedTextField("what it was about")
    summary = EncryptedTextField("what we said, in short", blank=True, default="")
    supervisee_shares = models.BooleanField(default=False)
    supervisor_shares = models.BooleanField(default=False)

    class Meta:
        ordering = ["record", "position", "pk"]

    def __str__(self) -> str:
        return f"Agenda item {self.pk}"

    @property
    def is_shared_with_manager(self) -> bool:
        return self.supervisee_shares and self.supervisor_shares


class SupervisionDecision(models.Model):
    """What was decided and why: a decision without its reason helps nobody later."""

    record = models.ForeignKey(
        SupervisionRecord, on_delete=models.CASCADE, related_name="decisions"
    )
    position = models.PositiveSmallIntegerField(default=0)
    what = EncryptedTextField("what we decided")
    why = EncryptedTextField("why", blank=True, default="")
    who = models.CharField(max_length=10, choices=Part, default=Part.SUPERVISEE)
    due_on = models.DateField("by when", null=True, blank=True)

    class Meta:
        ordering = ["record", "position", "pk"]

    def __str__(self) -> str:
        return f"Decision {self.pk}"


class RecordSignature(WrittenOnce):
    why_final = "A signature stays. What is to be added is an addendum."

    record = models.ForeignKey(
        SupervisionRecord, on_delete=models.PROTECT, related_name="signatures"
    )
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="records_signed"
    )
    part = models.CharField(max_length=10, choices=Part)
    stance = models.CharField(max_length=12, choices=Stance)
    comment = EncryptedTextField(blank=True, default="")
    words_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "signer"], name="one_signature_a_person_and_record"
            )
        ]

    def __str__(self) -> str:
        return f"Signature of {self.record}"


class RecordReturn(WrittenOnce):
    why_final = "A comment on a record stays: write another."

    record = models.ForeignKey(SupervisionRecord, on_delete=models.PROTECT, related_name="returns")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="records_returned"
    )
    comment = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Return of {self.record}"


class RecordAddendum(WrittenOnce):
    why_final = "An addendum stays: write another."

    record = models.ForeignKey(SupervisionRecord, on_delete=models.PROTECT, related_name="addenda")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="record_addenda"
    )
    words = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Addendum to {self.record}"


class DisputeReview(models.Model):
    """Asked for by a supervisee who did not agree: the supervisor's manager looks at it."""

    record = models.OneToOneField(
        SupervisionRecord, on_delete=models.PROTECT, related_name="dispute"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="disputes_to_review"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="disputes_raised"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    outcome = EncryptedTextField("what you found", blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"Dispute about {self.record}"


class RecordAudit(models.Model):
    """A record drawn for the quality lead to look at, without names, if both of the pair agree."""

    record = models.OneToOneField(SupervisionRecord, on_delete=models.PROTECT, related_name="audit")
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="record_audits_drawn"
    )
    drawn_at = models.DateTimeField(default=timezone.now)
    seed = models.PositiveBigIntegerField()
    supervisee_agrees = models.BooleanField(null=True)
    supervisor_agrees = models.BooleanField(null=True)
    auditor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="record_audits",
    )
    has_reasons = models.BooleanField("decisions have reasons", null=True)
    has_actions = models.BooleanField("actions can be checked", null=True)
    is_balanced = models.BooleanField("standards, learning and support all have room", null=True)
    is_anonymous = models.BooleanField("nobody can be recognised", null=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-drawn_at", "-pk"]

    def __str__(self) -> str:
        return f"Audit of {self.record}"
