"""Uploads: where each is shown, which wait to be read, and what code they leave waiting."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from ..models import H5PLibraryVersion, PackageUpload
from ..rules import UploadState
from .libraries import versions_waiting

STUCK_AFTER = timedelta(minutes=10)  # a worker ends whatever takes five
KEPT = timedelta(days=1)


def upload_address(upload: PackageUpload) -> str:
    return reverse("activity_admin:upload_detail", args=[upload.uid])


def code_address() -> str:
    return reverse("h5p_code:index")


def claimable(now: datetime) -> QuerySet[PackageUpload]:
    """What waits to be read, and what somebody began who must be dead."""
    return PackageUpload.objects.filter(
        Q(state=UploadState.WAITING)
        | Q(state=UploadState.RUNNING, started_at__lt=now - STUCK_AFTER)
    )


def waiting_of(upload: PackageUpload) -> QuerySet[H5PLibraryVersion]:
    """Code that has to be let in: what came with this package, and what its activity plays with."""
    brought = Q(uploaded_by=upload.uploaded_by_id, uploaded_at=upload.started_at)
    played = Q(pk__in=[])
    if upload.activity is not None and upload.activity.current_id:
        played = Q(library__used_by=upload.activity.current_id, library__in_use=None)
    wanted = H5PLibraryVersion.objects.filter(brought | played).values("pk")
    return versions_waiting().filter(pk__in=wanted)
