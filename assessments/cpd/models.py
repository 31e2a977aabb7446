"""The log of what a person did to keep and improve her practice."""

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.standards.models import Statement

from . import rules
from .rules import ActivityGroup, ActivityType, EntryContent, EntryState


class CPDEntryQuerySet(models.QuerySet["CPDEntry"]):
    def kept(self, now: datetime | None = None) -> "CPDEntryQuerySet":
        """What its owner still sees: her entries, and those she discarded and may bring back."""
        since = (now or timezone.now()) - rules.UNDO_FOR
        return self.filter(Q(discarded_at=None) | Q(discarded_at__gte=since))


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
    start_on = models.DateField("First day")
    end_on = models.DateField("Last day", null=True, blank=True)
    minutes = models.PositiveIntegerField("How long did it take?", null=True, blank=True)
    what_i_learned = models.TextField("What I learned", blank=True)
    application = models.TextField("What I will do differently, and by when", blank=True)
    reflection_private = models.TextField("For me alone", blank=True)
    statements = models.ManyToManyField(
        Statement, verbose_name="Statements of the standard", blank=True, related_name="cpd_entries"
    )
    state = models.CharField(
        max_length=10, choices=EntryState, default=EntryState.DRAFT, editable=False
    )
    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, blank=True, editable=False
    )
    object_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    source = GenericForeignKey("content_type", "object_id")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    discarded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CPDEntryQuerySet.as_manager()

    # Wagtail's “usage” screens would show the people to every trainer, and each save would pay.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "CPD entry"
        verbose_name_plural = "CPD entries"
        ordering = ["-start_on", "-pk"]
        indexes = [models.Index(fields=["owner", "state", "-start_on"])]
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
        return EntryContent(
            title=self.title,
            start_on=self.start_on,
            end_on=self.end_on,
            activity_type=self.activity_type,
            provider=self.provider,
            minutes=self.minutes,
            what_i_learned=self.what_i_learned,
            application=self.application,
            reflection_private=self.reflection_private,
        )

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
