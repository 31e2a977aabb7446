"""What plays: worked out once for each version and the code in use, and then kept.

What is kept can be lost at any time and is made again from the rows: the player's model in the
cache, the two bundles of scripts and styles in the storage.
"""

import hashlib
import time
from typing import Literal

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from content.h5p.assets import bundle_scripts, bundle_styles, folder_of
from content.h5p.names import LibraryName
from content.h5p.player import PlayerModel, build_player
from content.h5p.semantics.uses import find_uses
from content.h5p.shapes import Library

from ..adapters import StoredLibraries, manifest_of, read_from_archive
from ..models import ActivityVersion, H5PLibrary, H5PLibraryVersion
from ..rules import VersionState

BUNDLES = "h5p/bundles"
KEPT_SECONDS = 7 * 24 * 3600
Kind = Literal["js", "css"]
KINDS: tuple[Kind, ...] = ("js", "css")
WAITS, PAUSE = 40, 0.05  # two seconds for somebody else who is writing the same bundle


def waiting_code(version: ActivityVersion) -> tuple[LibraryName, ...]:
    """What has to be let in before it plays; empty where it can be played."""
    rows = version.libraries.filter(in_use=None).order_by("machine_name", "major", "minor")
    return tuple(row.name for row in rows)


def can_play(version: ActivityVersion) -> bool:
    return not waiting_code(version)


def code_stamp() -> str:
    """Another one whenever other code is in use than before."""
    digests = H5PLibrary.objects.exclude(in_use=None).values_list("in_use__digest", flat=True)
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()[:16]


def player_of(version: ActivityVersion) -> PlayerModel:
    """With both bundles in the storage. Raises a ValidationError that says which code waits."""
    key = f"h5p-player:{version.pk}:{code_stamp()}"
    kept = cache.get(key)
    if kept is not None:
        return PlayerModel.from_json(kept)
    libraries = StoredLibraries()
    model = _build(version, libraries)
    _keep_bundles(model, libraries)
    cache.set(_maker(model.digest), version.pk, KEPT_SECONDS)
    cache.set(key, model.to_json(), KEPT_SECONDS)
    return model


def bundle(digest: str, kind: str) -> bytes | None:
    """The scripts or styles of an activity that `player_of` has made ready."""
    if kind not in KINDS or not digest.isalnum():
        return None
    found = _stored_bundle(digest, kind)
    if found is None and (pk := cache.get(_maker(digest))):
        version = ActivityVersion.objects.filter(pk=pk).first()
        if version is not None and can_play(version):
            libraries = StoredLibraries()
            _keep_bundles(_build(version, libraries), libraries)
            found = _stored_bundle(digest, kind)
    return found


def library_file(folder: str, path: str) -> bytes | None:
    """A file of a version that was let in. `folder` is that of `content.h5p.assets.folder_of`."""
    start, _, digest = folder.rpartition("-")
    machine_name, _, numbers = start.rpartition("-")
    major, minor, patch = _numbers(numbers)
    rows = H5PLibraryVersion.objects.filter(
        library__machine_name=machine_name,
        library__major=major,
        library__minor=minor,
        patch=patch,
        state=VersionState.APPROVED,
    )
    for archive, found in rows.values_list("archive", "digest"):
        if len(digest) == 12 and found.startswith(digest):
            return read_from_archive(archive, path)
    return None


def _build(version: ActivityVersion, libraries: StoredLibraries) -> PlayerModel:
    waiting = waiting_code(version)
    if waiting:
        names = ", ".join(map(str, waiting))
        raise ValidationError(f"A site admin has to let in {names} first.", code="waiting")
    manifest = manifest_of(version)
    uses = find_uses(version.params, library=manifest.main, libraries=libraries)
    return build_player(
        manifest, version.params, uses=uses, libraries=libraries, language=version.language
    )


def _keep_bundles(model: PlayerModel, store: StoredLibraries) -> None:
    order = model.order.libraries
    _keep_bundle(model.digest, "js", bundle_scripts(order, store=store))
    _keep_bundle(model.digest, "css", bundle_styles(order, store=store, address_of=_beside))


def _keep_bundle(digest: str, kind: Kind, data: bytes) -> None:
    """Whole or not at all for those who read it: the size says whether somebody has finished."""
    name = _bundle_name(digest, kind)
    for _ in range(WAITS):
        if not default_storage.exists(name):
            break
        if default_storage.size(name) == len(data):
            return
        time.sleep(PAUSE)
    else:
        default_storage.delete(name)  # of a process that died over it
    stored = default_storage.save(name, ContentFile(data))
    if stored != name:  # somebody else was quicker
        default_storage.delete(stored)


def _beside(library: Library, path: str) -> str:
    """Seen from a bundle, so that the same bytes serve under any host."""
    return f"../libraries/{folder_of(library)}/{path}"


def _stored_bundle(digest: str, kind: str) -> bytes | None:
    try:
        with default_storage.open(_bundle_name(digest, kind), "rb") as source:
            return source.read()
    except FileNotFoundError:
        return None


def _maker(digest: str) -> str:
    """Where the cache says which version a bundle was made for, in case it is lost."""
    return f"h5p-bundle:{digest}"


def _bundle_name(digest: str, kind: str) -> str:
    return f"{BUNDLES}/{digest}.{kind}"


def _numbers(text: str) -> tuple[int, int, int]:
    parts = text.split(".")
    if len(parts) != 3 or not all(one.isdecimal() and len(one) < 6 for one in parts):
        return (-1, -1, -1)
    return (int(parts[0]), int(parts[1]), int(parts[2]))
