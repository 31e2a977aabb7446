"""Code is let in or kept out, by a person and one version at a time."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from celery import current_app
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from content.h5p.dependencies import missing_of
from content.h5p.names import LibraryName

from .. import access
from ..adapters import StoredLibraries
from ..models import H5PLibrary, H5PLibraryVersion
from ..queries import library_shown
from ..rules import VersionState

ADMINS_ALONE = "Code of content types is kept by site admins."


def approve_version(
    *, version: H5PLibraryVersion, by: User, at: datetime | None = None
) -> H5PLibraryVersion:
    """Let a version in. It plays from now on where it is the highest of its name."""
    return approve_versions(versions=[version], by=by, at=at)[0]


@transaction.atomic
def approve_versions(
    *, versions: Iterable[H5PLibraryVersion], by: User, at: datetime | None = None
) -> list[H5PLibraryVersion]:
    """Let several in at once, as those of one package that need one another.

    Refused where a library that plays today would need something afterwards that is not let in.
    """
    _check(by)
    locked = [_locked(version) for version in versions]
    played = {version.library.name for version in locked if version.library.in_use_id}
    missing_before = missing_of(played, libraries=StoredLibraries())
    for version in locked:
        if version.state == VersionState.APPROVED:
            continue
        if version.state == VersionState.REFUSED:
            _check_no_other(version)
        version.state, version.reason = VersionState.APPROVED, ""
        _decide(version, by, at)
        record(actor=by, verb="h5p_library.approved", obj=version, at=at)
    for library in {version.library for version in locked}:
        put_in_use(library)
    _check_complete(set(missing_of(played, libraries=StoredLibraries())) - set(missing_before))
    _make_ready_later(locked)
    return locked


@transaction.atomic
def refuse_version(
    *, version: H5PLibraryVersion, reason: str, by: User, at: datetime | None = None
) -> H5PLibraryVersion:
    """Keep a version out, or take out again what was let in. The same files are not taken again;
    whoever uploads them reads the reason."""
    _check(by)
    if not reason.strip():
        raise ValidationError("Say why, for whoever uploaded it.", code="reason")
    locked = _locked(version)
    locked.state, locked.reason = VersionState.REFUSED, reason.strip()[:400]
    _decide(locked, by, at)
    record(
        actor=by, verb="h5p_library.refused", obj=locked, detail={"reason": locked.reason}, at=at
    )
    put_in_use(locked.library)
    return locked


@transaction.atomic
def restrict_library(*, library: H5PLibrary, is_restricted: bool, by: User) -> H5PLibrary:
    """Who makes new activities with it: site admins alone, or every author."""
    _check(by)
    locked = H5PLibrary.objects.select_for_update().get(pk=library.pk)
    if locked.is_restricted != is_restricted:
        locked.is_restricted = is_restricted
        locked.save(update_fields=["is_restricted"])
        verb = "h5p_library.restricted" if is_restricted else "h5p_library.unrestricted"
        record(actor=by, verb=verb, obj=locked)
    return locked


@transaction.atomic
def delete_library(*, library: H5PLibrary, by: User) -> None:
    """Take code away that nothing plays and nothing leans on, with every version of it."""
    _check(by)
    locked = H5PLibrary.objects.select_for_update().get(pk=library.pk)
    shown = library_shown(locked)
    if not shown.can_delete:
        raise ValidationError(f"{locked} stays. {shown.why}", code="used")
    archives = list(locked.versions.values_list("archive", flat=True))
    record(actor=by, verb="h5p_library.deleted", obj=locked, detail={"name": str(locked.name)})
    locked.delete()
    for archive in archives:
        transaction.on_commit(partial(default_storage.delete, archive), robust=True)


def put_in_use(library: H5PLibrary) -> H5PLibrary:
    """The patch rule: what plays is the highest version that was let in; none is none."""
    approved = library.versions.filter(state=VersionState.APPROVED)
    library.in_use = highest = approved.order_by("-patch").first()
    if highest is not None:
        library.title = str(highest.metadata.get("title", library.title))[:255]
        library.is_runnable = str(highest.metadata.get("runnable")) == "1"
    library.save(update_fields=["in_use", "title", "is_runnable"])
    return library


def _locked(version: H5PLibraryVersion) -> H5PLibraryVersion:
    rows = H5PLibraryVersion.objects.select_for_update(of=("self",)).defer("languages")
    return rows.select_related("library").get(pk=version.pk)


def _decide(version: H5PLibraryVersion, by: User, at: datetime | None) -> None:
    version.decided_by, version.decided_at = by, at or timezone.now()
    version.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def _check_no_other(version: H5PLibraryVersion) -> None:
    """A refused version may have come again since, mended: then this one stays out."""
    same = version.library.versions.filter(patch=version.patch)
    if same.exclude(state=VersionState.REFUSED).exists():
        raise ValidationError(
            f"{version} has come again since, with other files. Refuse that one first.",
            code="again",
        )


def _check_complete(missing: set[LibraryName]) -> None:
    if missing:
        raise ValidationError(
            "Activities that play today would stop, because the new version also needs "
            f"{', '.join(map(str, sorted(missing)))}. Let that in too, at the same time or before.",
            code="incomplete",
        )


def _make_ready_later(versions: Iterable[H5PLibraryVersion]) -> None:
    """What plays with it is put together in the background, and else at its first use."""
    libraries = sorted({version.library_id for version in versions})
    task: Any = current_app.signature("activities.make_ready", args=[libraries])
    transaction.on_commit(task.apply_async, robust=True)


def _check(by: User) -> None:
    if not access.can_install_code(by):
        raise PermissionDenied(ADMINS_ALONE)
