"""Pictures and files of a module: their names in its texts, and the rows those names stand for."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry
from wagtail.utils.file import hash_filelike

from content.material.files import FOLDER, NAME, FileKind, FileUse
from content.material.lessons import slug_of

DIGITS = 10
LONGEST = 50


@dataclass(frozen=True)
class KnownFile:
    kind: FileKind
    pk: int
    name: str
    title: str
    digest: str
    row: Any
    is_there: bool


@dataclass
class KnownFiles:
    """The files that the drafts of a module use now."""

    files: list[KnownFile] = field(default_factory=list)

    def names(self, kind: FileKind) -> dict[int, str]:
        return {file.pk: file.name for file in self.files if file.kind == kind}

    def titles(self) -> dict[str, str]:
        """By name, where the name does not say it already."""
        found = {file.name: file.title for file in self.files if file.is_there}
        return {name: title for name, title in sorted(found.items()) if title != title_in(name)}

    def there(self) -> list[KnownFile]:
        """Each name once, in order."""
        return sorted(
            {file.name: file for file in self.files if file.is_there}.values(),
            key=lambda file: file.name,
        )

    def lost(self) -> list[KnownFile]:
        return [file for file in self.files if not file.is_there]


def model_of(kind: FileKind) -> Any:
    return get_image_model() if kind == "image" else get_document_model()


def files_used(uses: Iterable[FileUse]) -> KnownFiles:
    wanted: dict[FileKind, set[int]] = {"image": set(), "document": set()}
    for use in uses:
        if isinstance(use.name, int):
            wanted[use.kind].add(use.name)
    found = KnownFiles()
    for kind, pks in wanted.items():
        for row in model_of(kind).objects.filter(pk__in=pks).order_by("pk") if pks else ():
            found.files.append(known_file(kind, row))
    return found


def known_file(kind: FileKind, row: Any) -> KnownFile:
    digest = digest_of(row)
    name = file_name(row.title, digest or f"lost{row.pk}", row.file.name)
    return KnownFile(kind, row.pk, name, row.title, digest, row, bool(digest))


def digest_of(row: Any) -> str:
    """Of what is stored; empty where the file itself is gone."""
    if not row.file.storage.exists(row.file.name):
        return ""
    if row.file_hash:
        return str(row.file_hash)
    with row.file.storage.open(row.file.name) as stored:
        return str(hash_filelike(stored))


def file_name(title: str, digest: str, stored: str) -> str:
    """The same title and content have the same name in every college."""
    ending = PurePosixPath(stored).suffix.lower()
    if not re.fullmatch(r"\.[a-z0-9]{1,8}", ending):
        ending = ".bin"
    return f"{FOLDER}{slug_of(title)[:LONGEST].strip('-')}-{digest[:DIGITS]}{ending}"


def title_in(name: str) -> str:
    """What a file is called when nobody says more: its name, without our digits."""
    return re.sub(rf"-[0-9a-f]{{{DIGITS}}}$", "", PurePosixPath(name).stem)


# From names to rows ------------------------------------------------------------


@dataclass(frozen=True)
class NewFile:
    """A file of the upload that nobody has here yet. `key` stands for it until it has a row."""

    kind: FileKind
    name: str
    title: str
    path: Path
    digest: str
    key: int

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def kept_name(self) -> str:
        return file_name(self.title, self.digest, self.name)


@dataclass
class Resolved:
    """What each name in the texts stands for, and what has no row yet."""

    keys: dict[FileKind, dict[str, int]] = field(
        default_factory=lambda: {"image": {}, "document": {}}
    )
    names: dict[FileKind, dict[int, str]] = field(
        default_factory=lambda: {"image": {}, "document": {}}
    )
    new: list[NewFile] = field(default_factory=list)
    unknown: set[tuple[FileKind, str]] = field(default_factory=set)


def resolve(
    uses: Iterable[FileUse], folder: Path, titles: Mapping[str, Any], known: KnownFiles, by: Any
) -> Resolved:
    """By content first: what the module uses already, then what this person may choose from."""
    found = Resolved(names={kind: known.names(kind) for kind in ("image", "document")})
    wanted = sorted({(use.kind, str(use.name)) for use in uses})
    for kind, name in wanted:
        path = folder / name
        if not NAME.fullmatch(name) or not path.is_file():  # a name is never a way out
            pk = next((pk for pk, own in found.names[kind].items() if own == name), None)
            if pk is None:
                found.unknown.add((kind, name))
            else:
                found.keys[kind][name] = pk
            continue
        digest = hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
        title = str(titles.get(name) or title_in(name))[:255]
        file = row_like(kind, digest, title, known, by)
        if file is None:
            file_key = -1 - len(found.new)
            new = NewFile(kind, name, title, path, digest, file_key)
            found.new.append(new)
            found.keys[kind][name], found.names[kind][file_key] = file_key, new.kept_name
        else:
            found.keys[kind][name], found.names[kind][file.pk] = file.pk, file.name
    return found


def row_like(
    kind: FileKind, digest: str, title: str, known: KnownFiles, by: Any
) -> KnownFile | None:
    used = [file for file in known.files if (file.kind, file.digest) == (kind, digest)]
    if not used:
        policy = policy_registry.get_by_type(model_of(kind))
        rows = policy.instances_user_has_permission_for(by, "choose").filter(file_hash=digest)
        used = [known_file(kind, row) for row in rows.order_by("pk")]
    used = [file for file in used if file.digest == digest]
    return next((file for file in used if file.title == title), next(iter(used), None))
