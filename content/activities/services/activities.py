"""Activities are made, described, put away and deleted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from content.h5p.names import LibraryName
from content.h5p.problems import Refused
from content.h5p.shapes import Manifest

from .. import access
from ..adapters import StoredLibraries
from ..models import Activity
from ..queries import can_be_verified, ties_of
from ..rules import Weight
from .versions import Files, is_same, make_content, write_version

AUTHORS_ALONE = "Activities are made by trainers and site admins."


def save_content(
    *,
    activity: Activity | None,
    title: str,
    main: LibraryName,
    params: Any,
    language: str,
    files: Files,
    by: User,
    note: str = "",
    metadata: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Activity:
    """What an author has written, as a new activity or as the next version of one; the same again
    makes none. `metadata` is what h5p.json says besides: authors, licence.

    Raises a ValidationError in plain words for what cannot be taken.
    """
    if not access.can_author(by):
        raise PermissionDenied(AUTHORS_ALONE)
    if not title.strip():
        raise ValidationError("Give it a title.", code="title")
    libraries = StoredLibraries()
    try:
        about = manifest_for(main, title=title.strip()[:255], language=language, more=metadata)
        content = make_content(params, manifest=about, libraries=libraries)
        if activity is not None and is_same(content, files, activity):
            return activity
        saved, _ = write_version(
            activity=activity, title=about.title, content=content, files=files, note=note, by=by,
            at=at,
        )  # fmt: skip
    except Refused as refused:
        raise ValidationError([
            ValidationError(problem.message, code=problem.code) for problem in refused.problems
        ]) from refused  # fmt: skip
    return saved


def manifest_for(
    main: LibraryName, *, title: str, language: str, more: Mapping[str, Any] | None = None
) -> Manifest:
    """An h5p.json for what is written here."""
    named = {
        "machineName": main.machine_name, "majorVersion": main.major, "minorVersion": main.minor,
    }  # fmt: skip
    spoken = language[:10] or "und"
    metadata = {
        "license": "U",
        "embedTypes": ["iframe"],
        **{key: value for key, value in (more or {}).items() if not key.endswith("Dependencies")},
        "title": title,
        "language": spoken,
        "mainLibrary": main.machine_name,
        "preloadedDependencies": [named],
    }
    return Manifest(title, spoken, main.machine_name, (main,), metadata)


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    title: str,
    text_alternative: str,
    accessible_url: str,
    weight: str,
    by: User,
) -> Activity:
    """What is said about an activity, and whether its results may count."""
    locked = _locked(activity, by)
    if weight != locked.weight and not access.can_weigh(by, weight):
        raise PermissionDenied("A trainer says that results may count, having read it.")
    if weight == Weight.VERIFIED and not can_be_verified(locked):
        raise ValidationError(
            "The server cannot work out the score of this type again, so it stays practice.",
            code="weight",
        )
    values = {
        "title": title.strip(), "text_alternative": text_alternative,
        "accessible_url": accessible_url, "weight": weight,
    }  # fmt: skip
    changed = sorted(name for name, value in values.items() if getattr(locked, name) != value)
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, values[name])
    locked.full_clean(exclude={field.name for field in locked._meta.fields} - set(changed))
    locked.save(update_fields=changed)
    detail = {"changed": changed, **({"weight": weight} if "weight" in changed else {})}
    record(actor=by, verb="activity.changed", obj=locked, detail=detail)
    return locked


@transaction.atomic
def archive_activity(*, activity: Activity, by: User, at: datetime | None = None) -> Activity:
    """Put away: authors are no longer offered it; where it stands it goes on playing."""
    locked = _locked(activity, by)
    if locked.archived_at is None:
        locked.archived_at = at or timezone.now()
        locked.save(update_fields=["archived_at"])
        record(actor=by, verb="activity.archived", obj=locked, at=at)
    return locked


@transaction.atomic
def restore_activity(*, activity: Activity, by: User) -> Activity:
    locked = _locked(activity, by)
    if locked.archived_at is not None:
        locked.archived_at = None
        locked.save(update_fields=["archived_at"])
        record(actor=by, verb="activity.restored", obj=locked)
    return locked


@transaction.atomic
def delete_activity(*, activity: Activity, by: User) -> None:
    """Only what no page uses and nobody has played; its files go with the nightly sweep."""
    locked = _locked(activity, by)
    ties = ties_of(locked)
    if ties:
        raise ValidationError(f"“{locked}” stays: {ties.why} Put it away instead.", code="used")
    record(actor=by, verb="activity.deleted", obj=locked)
    locked.seats.all().delete()  # of somebody who opened it where it stands no more
    Activity.objects.filter(pk=locked.pk).update(current=None)
    locked.current = None
    locked.delete()


def _locked(activity: Activity, by: User) -> Activity:
    if not access.can_author(by):
        raise PermissionDenied(AUTHORS_ALONE)
    rows = Activity.objects.select_for_update(of=("self",)).select_related("current__main_library")
    return rows.get(pk=activity.pk)
