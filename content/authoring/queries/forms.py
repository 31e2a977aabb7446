"""An activity on its author’s desk: the form, and what stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from content.activities.models import Activity, ActivityVersion
from content.h5p.dependencies import resolve
from content.h5p.limits import Limits
from content.h5p.names import LibraryName
from content.h5p.semantics.uses import find_uses
from content.h5p.shapes import Library

from ..rules.fields import Described, describe_library
from ..rules.rights import LICENCES, shown_rights
from .types import Shelf

ACCEPTED = {
    "image": "image/png,image/jpeg,image/gif",
    "video": "video/mp4,video/webm",
    "audio": "audio/mpeg,audio/mp4,audio/ogg,audio/wav",
    "file": ".png,.jpg,.jpeg,.gif,.mp4,.webm,.mp3,.m4a,.ogg,.wav,.pdf,.txt,.vtt,.csv,.md",
}


@dataclass(frozen=True)
class Desk:
    """`settings` is what the script of the form must know, apart from addresses."""

    library: Library
    activity: Activity | None
    version: ActivityVersion | None
    has_form: bool
    settings: dict[str, Any]


def desk_for(library: Library, activity: Activity | None, *, by: Any) -> Desk:
    version = activity.current if activity else None
    shelf = Shelf(by)
    params: dict[str, Any] = version.params if version else {}
    has_form = shelf.has_form(library.name)
    used = find_uses(params, library=library.name, libraries=shelf.libraries).libraries
    return Desk(
        library=library,
        activity=activity,
        version=version,
        has_form=has_form,
        settings={
            "libraries": described(shelf, (library.name, *used)) if has_form else {},
            "titles": {str(name): name.machine_name for name in used},
            "model": model_of(library.name, activity, version),
            "activity": activity.pk if activity else None,
            "base": version.pk if version else None,
            "number": version.number if version else 0,
            "library": str(library.name),
            "person": by.pk,
            "licences": LICENCES,
            "accept": ACCEPTED,
            "mostBytes": Limits().file_bytes,
            "videoHosts": settings.H5P_VIDEO_HOSTS,
        },
    )


def model_of(
    library: LibraryName, activity: Activity | None, version: ActivityVersion | None
) -> dict[str, Any]:
    return {
        "library": str(library),
        "title": activity.title if activity else "",
        "params": version.params if version else {},
        "metadata": shown_rights(version.metadata if version else {}),
    }


def libraries_described(name: LibraryName, *, by: Any) -> dict[str, Described]:
    """The form of an activity that is put inside another one; empty where it may not be."""
    shelf = Shelf(by)
    return described(shelf, [name]) if shelf.offer(name) else {}


def described(shelf: Shelf, names: Iterable[LibraryName]) -> dict[str, Described]:
    """By the name that content gives. One that takes an editor of its own is only named: what is
    written in it stays as it is."""
    found: dict[str, Described] = {}
    for name in names:
        library = resolve(name, libraries=shelf.libraries)
        if library is None:
            continue
        if not shelf.has_form(library.name):
            found[str(name)] = {"title": library.title, "isKept": True, "fields": []}
            continue
        found[str(name)] = describe_library(
            library, offers=shelf.offer, language=settings.LANGUAGE_CODE
        )
    return found
