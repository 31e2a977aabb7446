import uuid
from datetime import date, datetime

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.files.models import EvidenceFile
from assessments.standards.models import Statement

from .. import rules
from ..rules import (
    ActivityGroup,
    ActivityType,
    EntryContent,
    EntryState,
    Grade,
    ImpactStatus,
    Mode,
    NeedSource,
    Planning,
    Policy,
    ReflectionModel,
    Visibility,
)


class CPDEntryQuerySet(models.QuerySet["CPDEntry"]):
    def kept(self, now: datetime | None = None) -> "CPDEntryQuerySet":
        """What its owner still sees: her entries, and those she discarded and may bring back."""
        since = (now or timezone.now()) - rules.UNDO_FOR
        return self.filter(Q(discarded_at=None) | Q(discarded_at__gte=since))

    def standing(self) -> "CPDEntryQuerySet":
        return self.exclude(state=EntryState.DISCARDED)


class CPDEntry(models.Model):
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cpd_entries"
    )
    # Comes with the form, so that a form sent twice over a bad connection makes one entry.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    title = models.CharField("What did you do?", max_length=200)
    activity_type = models.CharField(
        "Kind of activity", max_length=30, choices=rules.GROUPED_CHOICES, blank=True
    )
    is_mandatory = models.BooleanField(default=False, editable=False)
    provider = models.CharField("Who ran it?", max_length=120, blank=True)
    mode = models.CharField("How?", max_length=10, choices=Mode, blank=True)
    start_on = models.DateField("First day")
    end_on = models.DateField("Last day", null=True, blank=True)
    minutes = models.PositiveIntegerField("How long did it take?", null=True, blank=True)
    is_participatory = models.BooleanField("Done together with others", default=False)
    is_off_the_job = models.BooleanField("Off-the-job training, in paid hours", default=False)
    started_at = models.TimeField("Started at", null=True, blank=True)
    planning = models.CharField("Planned?", max_length=10, choices=Planning, blank=True)
    need_source = models.CharField(
        "Where did the need come from?", max_length=12, choices=NeedSource, blank=True
    )
    reason = models.CharField("Why did I do it?", max_length=300, blank=True)
    cost = models.DecimalField(
        "Cost, in pounds", max_digits=8, decimal_places=2, null=True, blank=True
    )
    counts_to_target = models.BooleanField("Counts towards my hours", default=True)
    # Hers alone for ever: no query of anybody else's loads these three.
    what_i_learned = models.TextField("What I learned", blank=True)
    reflection_model = models.CharField(
        "How I reflect", max_length=10, choices=ReflectionModel, default=ReflectionModel.WHAT
    )
    reflection = models.JSONField("For me alone", default=dict, blank=True)
    # What others read once it is handed in.
    shared_summary = models.TextField("Summary for others", max_length=1000, blank=True)
    application = models.TextField("What I will do differently, and by when", blank=True)
    statements = models.ManyToManyField(
        Statement,
        through="EntryClaim",
        verbose_name="Statements of the standard",
        blank=True,
        related_name="cpd_entries",
    )
    files = models.ManyToManyField(EvidenceFile, blank=True, related_name="entries")
    impact_status = models.CharField(
        "Has something changed for learners?", max_length=10, choices=ImpactStatus, blank=True
    )
    impact_note = models.TextField("What changed", max_length=1000, blank=True)
    impact_noted_at = models.DateTimeField(null=True, blank=True, editable=False)
    impact_asked = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(
        max_length=10, choices=EntryState, default=EntryState.DRAFT, editable=False
    )
    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, blank=True, editable=False
    )
    object_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    source = GenericForeignKey("content_type", "object_id")
    shared_with = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="cpd_entries_shared_with_me",
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_on = models.DateField(null=True, blank=True, editable=False)
    verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    sampled_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    discarded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CPDEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "CPD entry"
        verbose_name_plural = "CPD entries"
        ordering = ["-start_on", "-pk"]
        indexes = [
            models.Index(fields=["owner", "state", "-start_on"]),
            models.Index(fields=["state", "submitted_on"]),
            models.Index(fields=["start_on", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="cpd_entry_once_a_form"),
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="cpd_entry_once_a_source"
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gt=0), name="cpd_entry_takes_time"
            ),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=models.F("start_on")),
                name="cpd_entry_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state=EntryState.DISCARDED, discarded_at__isnull=False)
                | (~Q(state=EntryState.DISCARDED) & Q(discarded_at=None)),
                name="cpd_entry_discarded_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=False, submitted_on__isnull=False)
                | ~Q(state__in=rules.SEEN_BY_OTHERS),
                name="cpd_entry_handed_in_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"CPD entry {self.pk}"  # never its words: logs and the audit print this

    def get_absolute_url(self) -> str:
        return reverse("cpd:entry_detail", args=[self.pk])

    def clean(self) -> None:
        rules.check_entry(
            start_on=self.start_on,
            end_on=self.end_on,
            minutes=self.minutes,
            today=timezone.localdate(),
        )

    @property
    def content(self) -> EntryContent:
        names = EntryContent.__dataclass_fields__
        return EntryContent(**{name: getattr(self, name) for name in names})

    @property
    def group(self) -> ActivityGroup | None:
        if self.is_mandatory:
            return ActivityGroup.MANDATORY
        if self.activity_type not in ActivityType.values:
            return None
        return rules.GROUP_OF_TYPE[ActivityType(self.activity_type)]

    @property
    def is_discarded(self) -> bool:
        return self.state == EntryState.DISCARDED

    @property
    def restorable_until(self) -> datetime | None:
        return self.discarded_at + rules.UNDO_FOR if self.discarded_at else None

    @property
    def is_open(self) -> bool:
        """Whether its owner may still rewrite it."""
        return self.state in rules.OPEN_TO_OWNER

    @property
    def is_confirmed(self) -> bool:
        return self.state in rules.CONFIRMED

    @property
    def last_on(self) -> date:
        return self.end_on or self.start_on

    @property
    def visibility(self) -> Visibility:
        return rules.visibility(self.state, is_shared=self.shared_with_id is not None)

    def grade(self, policy: Policy) -> Grade:
        return rules.grade(
            impact_status=self.impact_status,
            impact_note=self.impact_note,
            application=self.application,
            policy=policy,
        )


class EntryClaim(models.Model):
    """One statement an entry works on, and in a line how."""

    entry = models.ForeignKey(CPDEntry, on_delete=models.CASCADE, related_name="claims")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="cpd_claims")
    claim = models.CharField("How does it show this?", max_length=200, blank=True)

    class Meta:
        ordering = ["entry", "statement__position"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "statement"], name="cpd_claim_once_an_entry")
        ]

    def __str__(self) -> str:
        return f"{self.entry}, {self.statement.code}"
