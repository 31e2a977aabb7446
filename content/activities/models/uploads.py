"""A package that somebody has sent, and how far the reading of it is."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..rules import UploadKind, UploadState
from .activities import Activity


class PackageUpload(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=UploadKind, default=UploadKind.ACTIVITY)
    state = models.CharField(
        max_length=10, choices=UploadState, default=UploadState.WAITING, db_index=True
    )
    stored = models.CharField(max_length=200)  # its name in the storage; it goes when it is read
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    done = models.PositiveIntegerField(default=0)  # of `total`, for the bar
    total = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)  # [{"code", "message", "where"}]
    warnings = models.JSONField(default=list)
    # Made by it, or to be replaced by it.
    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="uploads"
    )
    note = models.CharField(max_length=250, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Upload {self.pk}"
