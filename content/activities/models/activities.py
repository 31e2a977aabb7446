"""An activity is a title and its versions; a version is written once."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.search import index

from cms.people.audit.models import WrittenOnce

from ..rules import Weight


class ActivityQuerySet(models.QuerySet["Activity"]):
    def offered(self) -> "ActivityQuerySet":
        """What can be put into a page: not put away, and with a version that is there."""
        return self.filter(archived_at=None).exclude(current=None)


class Activity(index.Indexed, models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=255)
    main_library = models.CharField("type", max_length=255, blank=True)  # a machine name
    current = models.ForeignKey(
        "content.ActivityVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    text_alternative = models.TextField(
        "in words",
        blank=True,
        help_text="What it asks and teaches, for people who cannot use it as it is. Markdown.",
    )
    accessible_url = models.URLField(
        "accessible version",
        blank=True,
        help_text="The address of a page that does the same and works for everybody.",
    )
    weight = models.CharField(
        max_length=10,
        choices=Weight,
        default=Weight.PRACTICE,
        help_text="Answers stand in the browser, so a result is practice. It may count only where "
        "the server can work the score out again, and somebody has read the questions.",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("main_library"),
        index.FilterField("archived_at"),
    ]

    class Meta:
        verbose_name = "activity"
        verbose_name_plural = "activities"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:result_list", args=[self.pk])


class ActivityVersion(WrittenOnce):
    """What was played: attempts stay on the version they were made with."""

    why_final = "A version of an activity never changes: save the activity to make another."

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    main_library = models.ForeignKey(
        "content.H5PLibrary", on_delete=models.PROTECT, related_name="+"
    )
    libraries: Any = models.ManyToManyField("content.H5PLibrary", related_name="used_by")
    language = models.CharField(max_length=20, default="und")
    metadata = models.JSONField()  # h5p.json
    params = models.JSONField()  # content.json, cleaned
    files = models.JSONField(default=dict)  # path: {"name", "size", "type", "sha256"}
    digest = models.CharField(max_length=64)  # of params, metadata and files
    note = models.CharField(max_length=250, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["activity", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="activity_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.activity}, version {self.number}"
