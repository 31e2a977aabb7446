"""Content becomes a version: mended by the semantics of its libraries, whole, and written once."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from content.h5p.dependencies import Order, addons_for, play_order, resolve
from content.h5p.names import LibraryName
from content.h5p.ports import Libraries
from content.h5p.problems import Problem, Refused
from content.h5p.semantics.clean import clean_content
from content.h5p.semantics.defaults import fill_defaults
from content.h5p.semantics.languages import translate_defaults
from content.h5p.semantics.sub_content import ids_from, with_sub_content_ids
from content.h5p.semantics.uses import Uses, find_uses
from content.h5p.shapes import Manifest

from .. import access
from ..adapters import rows_named
from ..models import Activity, ActivityVersion, H5PLibrary
from ..queries import can_be_verified
from ..rules import Weight

STORED_NAME = re.compile(r"h5p/files/[0-9a-f]{32}(_[A-Za-z0-9]+)?", re.ASCII)
ABOUT_CODE = {
    "mainLibrary", "embedTypes", "preloadedDependencies", "dynamicDependencies",
    "editorDependencies",
}  # fmt: skip
Files = Mapping[str, Mapping[str, Any]]
NOT_COUNTED = Problem(
    "weight",
    "Its results were verified and are practice again: the server cannot work out the score of "
    "this type.",
)


@dataclass(frozen=True)
class Content:
    """What a version is made of."""

    manifest: Manifest
    params: dict[str, Any]
    uses: Uses
    order: Order
    warnings: tuple[Problem, ...]

    @property
    def main(self) -> LibraryName:
        """As it plays: another minor may stand in for the one that is asked for."""
        return dict(self.order.stand_ins).get(self.manifest.main, self.manifest.main)


def make_content(params: Any, *, manifest: Manifest, libraries: Libraries) -> Content:
    """Raises Refused where it cannot play: `libraries` has all that it may need."""
    main = manifest.main
    library = resolve(main, libraries=libraries)
    if library is None:
        raise Refused([missing(main)])
    if not library.is_runnable:
        raise Refused([Problem(
            "not-runnable", f"{main} is code for other activities and none by itself.", str(main)
        )])  # fmt: skip
    named: dict[str, Any] = {"library": main, "libraries": libraries}
    cleaned = clean_content(params, **named)
    whole = fill_defaults(cleaned.params, **named)
    if manifest.language not in ("", "und", "en"):
        whole = translate_defaults(whole, **named, language=manifest.language)
    # The same each time: the same package again is the same content.
    whole = with_sub_content_ids(whole, **named, new_id=ids_from(str(main)))
    uses = find_uses(whole, **named)
    addons = addons_for(whole, libraries=libraries)
    order = play_order(main, uses.libraries, libraries=libraries, addons=addons)
    if order.missing:
        raise Refused(missing(name) for name in order.missing)
    return Content(manifest, whole, uses, order, (*cleaned.findings, *_stand_ins(order)))


def missing(name: LibraryName) -> Problem:
    return Problem(
        "missing-required-library",
        f"{name} is needed and is not here. Ask a site admin to upload it, or upload a package "
        "that brings it along.",
        str(name),
    )


def check_files(files: Files) -> None:
    """Only what `keep_media` or an import has kept: never another file of the site."""
    if not all(STORED_NAME.fullmatch(str(kept.get("name"))) for kept in files.values()):
        raise Refused([Problem("file", "A file of this activity is gone. Add it again.")])


def check_restricted(content: Content, *, by: User, before: ActivityVersion | None) -> None:
    """What an activity is made with already may be in its next version too."""
    names = {content.main, *content.uses.libraries}
    rows = H5PLibrary.objects.filter(
        is_restricted=True, machine_name__in={name.machine_name for name in names}
    )
    if before is not None:
        rows = rows.exclude(used_by=before)
    kept_back = [row for row in rows if row.name in names]
    if any(not access.can_author_with(by, is_restricted=True) for _ in kept_back):
        raise Refused(
            Problem("restricted", f"Only site admins make activities with {row}.", str(row.name))
            for row in kept_back
        )


def is_same(content: Content, files: Files, activity: Activity) -> bool:
    return activity.current is not None and activity.current.digest == digest_of(content, files)


@transaction.atomic
def write_version(
    *,
    activity: Activity | None,
    title: str,
    content: Content,
    files: Files,
    note: str,
    by: User,
    at: datetime | None = None,
) -> tuple[Activity, tuple[Problem, ...]]:
    """A new activity or a further version of one, with what else its author should hear."""
    check_files(files)
    before = _locked(activity) if activity else None
    check_restricted(content, by=by, before=before.current if before else None)
    kept = before or Activity(created_by=by, created_at=at or timezone.now())
    kept.title = title[:255]
    kept.main_library = content.main.machine_name
    kept.save()
    last = kept.versions.order_by("-number").first()
    rows = rows_named(library.name for library in content.order.libraries)
    version = kept.versions.create(
        number=last.number + 1 if last else 1,
        main_library=rows[content.main],
        language=content.manifest.language[:20] or "und",
        metadata=dict(content.manifest.metadata),
        params=content.params,
        files={path: dict(entry) for path, entry in files.items()},
        digest=digest_of(content, files),
        note=note[:250],
        created_by=by,
        created_at=at or timezone.now(),
    )
    version.libraries.set(rows.values())
    kept.current = version
    warnings = _weighed_again(kept)
    kept.save(update_fields=["current", "weight"])
    verb = "activity.replaced" if before else "activity.created"
    detail = {"version": version.number, **({"weight": kept.weight} if warnings else {})}
    record(actor=by, verb=verb, obj=kept, detail=detail, at=at)
    task: Any = current_app.signature("activities.make_version_ready", args=[version.pk])
    transaction.on_commit(task.apply_async, robust=True)
    return kept, warnings


def digest_of(content: Content, files: Files) -> str:
    """Of what people see. How a package lists the code it needs is no other content."""
    about = content.manifest.metadata
    parts = {
        "main": str(content.manifest.main),
        "params": content.params,
        "metadata": {key: about[key] for key in about if key not in ABOUT_CODE},
        "files": {path: entry["sha256"] for path, entry in files.items()},
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _locked(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("current")
    return rows.get(pk=activity.pk)


def _weighed_again(activity: Activity) -> tuple[Problem, ...]:
    if activity.weight != Weight.VERIFIED or can_be_verified(activity):
        return ()
    activity.weight = Weight.PRACTICE
    return (NOT_COUNTED,)


def _stand_ins(order: Order) -> list[Problem]:
    return [
        Problem("stand-in", f"{asked} is not here, so {used} plays in its place.", str(asked))
        for asked, used in order.stand_ins
    ]
