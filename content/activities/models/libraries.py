"""Libraries: code that others wrote. One row a name and major.minor, one row a version of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from content.h5p.names import LibraryName

from ..rules import VersionState


class H5PLibrary(models.Model):
    machine_name = models.CharField(max_length=255)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    is_runnable = models.BooleanField(default=False)
    is_restricted = models.BooleanField(
        "only site admins make new activities with it",
        default=False,
        help_text="What is already made with it goes on playing.",
    )
    # The version that plays: the highest approved patch. None while nothing is approved.
    in_use = models.ForeignKey(
        "content.H5PLibraryVersion",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "H5P library"
        verbose_name_plural = "H5P libraries"
        ordering = ["title", "machine_name", "-major", "-minor"]
        constraints = [
            models.UniqueConstraint(
                fields=["machine_name", "major", "minor"], name="h5p_library_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.major}.{self.minor}"

    @property
    def name(self) -> LibraryName:
        return LibraryName(self.machine_name, self.major, self.minor)


class H5PLibraryVersion(models.Model):
    """One version, all its files in one archive in the storage: it is there whole or not at all."""

    library = models.ForeignKey(H5PLibrary, on_delete=models.CASCADE, related_name="versions")
    patch = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=VersionState, default=VersionState.WAITING, db_index=True
    )
    archive = models.CharField(max_length=200)  # its name in the storage
    size = models.PositiveBigIntegerField(default=0)
    metadata = models.JSONField()
    semantics = models.JSONField(default=list)
    languages = models.JSONField(default=dict)
    files = models.JSONField(default=dict)  # path: [size, crc, sha256]
    # What a page that plays it must allow beyond the usual, such as unsafe-eval.
    permissions = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["library", "-patch"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "patch"],
                condition=~Q(state=VersionState.REFUSED),
                name="h5p_version_once",
            ),
            models.UniqueConstraint(
                fields=["library", "patch", "digest"], name="h5p_version_content_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.library}.{self.patch}"
