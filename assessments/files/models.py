"""Certificates, slides and notes that prove what somebody did. One file may serve many entries."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from .rules import Arrival, ScanState


def stored_name(_file: "EvidenceFile", _name: str) -> str:
    """Nothing of what its owner called it: the storage's own listing tells nobody anything."""
    return f"evidence/{uuid.uuid4().hex}"


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    def kept(self) -> "EvidenceFileQuerySet":
        return self.filter(removed_at=None)


class EvidenceFile(models.Model):
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="evidence_files"
    )
    file = models.FileField(upload_to=stored_name, max_length=100)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    arrival = models.CharField(max_length=10, choices=Arrival, default=Arrival.UPLOAD)
    # When its owner said that no learner or family can be recognised in it. Needed to hand it in.
    attested_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField("valid until", null=True, blank=True)
    scan_state = models.CharField(max_length=10, choices=ScanState, default=ScanState.WAITING)
    scanned_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "removed_at", "-created_at"]),
            models.Index(fields=["scan_state", "created_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "sha256"],
                condition=Q(removed_at=None),
                name="evidence_file_once_an_owner",
            )
        ]

    def __str__(self) -> str:
        return f"Evidence file {self.pk}"  # never its name: logs and the audit print this

    def get_absolute_url(self) -> str:
        return reverse("files:file_detail", args=[self.pk])
