"""Code in use and activities made with it, through the services that keep them."""

import io
from collections.abc import Mapping
from typing import Any

from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from content.activities.adapters import StoredFiles, StoredLibraries
from content.activities.models import Activity, H5PLibrary
from content.activities.rules import VersionState
from content.activities.services import put_in_use, save_content
from content.h5p.memory import library_from
from content.h5p.names import parse_library_name

from ..people import make_person
from .packages import Files, library_files

TEXT = {"name": "text", "type": "text", "label": "Text", "default": "Hello", "optional": True}
PICTURE = {"name": "picture", "type": "image", "label": "Picture", "optional": True}


def install_library(
    files: Files, *, state: VersionState = VersionState.APPROVED, by: User | None = None
) -> H5PLibrary:
    """Keeps a library, as `packages.library_files` makes it, and lets it in unless told not to."""
    library = library_from(files)
    StoredLibraries(by=by).keep(library, files)
    row = H5PLibrary.objects.get(
        machine_name=library.name.machine_name,
        major=library.name.major,
        minor=library.name.minor,
    )
    row.versions.filter(digest=library.digest).update(state=state)
    return put_in_use(row)


def installed(*libraries: str | Files, by: User | None = None) -> list[H5PLibrary]:
    """Several at once; a name alone is a library with a text and a picture."""
    return [
        install_library(plain_library(one) if isinstance(one, str) else one, by=by)
        for one in libraries
    ]


def plain_library(name: str, **more: Any) -> Files:
    defaults = {"semantics": [TEXT, PICTURE], "js": f"/* {name} */", "css": ".x{}"}
    return library_files(name, **{**defaults, **more})


def make_activity(
    title: str = "Six questions",
    main: str = "H5P.X 1.0",
    params: Any = None,
    files: Mapping[str, bytes] | None = None,
    by: User | None = None,
) -> Activity:
    """An activity of a library; one that is not here yet is installed with plain semantics."""
    name = parse_library_name(main)
    assert name is not None, main
    if StoredLibraries().find(name) is None:
        installed(main)
    kept = StoredFiles()
    for path, data in (files or {}).items():
        kept.keep(path, io.BytesIO(data))
    return save_content(
        activity=None,
        title=title,
        main=name,
        params={} if params is None else params,
        language="en",
        files=kept.files,
        by=by or author(),
    )


def author() -> User:
    """Somebody who makes activities, where a test does not care who."""
    email = "author@activities.test"
    known = User.objects.filter(email=email).first()
    return known or make_person("Ada", "Author", Role.TRAINER, email=email)
