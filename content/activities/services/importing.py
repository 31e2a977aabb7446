"""A package is read: its code is kept until somebody lets it in, its content becomes a version.

All that is slow happens first, outside of any transaction; then everything is written in one, or
nothing is. Bytes that no row names in the end are removed at once, and by the nightly sweep if this
process dies over them.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO, cast

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from content.h5p.limits import Limits
from content.h5p.package import Package, read_library_pack, read_package
from content.h5p.problems import Problem, Refused
from content.h5p.together import Together

from .. import access
from ..adapters import (
    CHUNK,
    Archived,
    StoredFiles,
    StoredLibraries,
    add_versions,
    write_archive,
)
from ..models import H5PLibraryVersion, PackageUpload
from ..queries import refused_with
from ..queries.uploads import code_address
from ..rules import UploadKind, UploadState
from .versions import Content, is_same, make_content, write_version

Progress = Callable[[int, int], None]
Claim = Callable[[], PackageUpload]  # the row, locked; raises where somebody else has taken over
NOTHING_NEW = Problem("nothing-new", "All of this code is here already.")
UNCHANGED = Problem("unchanged", "This is the version that is here already, so none was made.")
NOT_AN_AUTHOR = Problem("not-allowed", "You may no longer take in packages of this kind.")


def import_package(*, upload: PackageUpload, claim: Claim, progress: Progress) -> None:
    """Raises Refused with all that is wrong; then nothing has changed."""
    if not _may(upload):
        raise Refused([NOT_AN_AUTHOR])
    with default_storage.open(upload.stored, "rb") as stored:
        source = cast(BinaryIO, stored)
        if upload.kind == UploadKind.LIBRARIES:
            _import_code(source, claim, progress)
        else:
            _import_activity(upload, source, claim, progress)


def _import_code(source: BinaryIO, claim: Claim, progress: Progress) -> None:
    kept = StoredLibraries(only_in_use=False)
    package = read_library_pack(source, libraries=kept, limits=Limits(), progress=progress)
    _check_not_refused(package)
    warnings = (*package.warnings, *_older(package), *(() if package.new else (NOTHING_NEW,)))
    with _Archives(package) as archives, transaction.atomic():
        row = claim()
        archives.write_rows(row)
        _end(row, warnings)


def _import_activity(
    upload: PackageUpload, source: BinaryIO, claim: Claim, progress: Progress
) -> None:
    kept = StoredLibraries(only_in_use=False)
    package = read_package(source, libraries=kept, limits=Limits(), progress=progress)
    _check_not_refused(package)
    assert package.manifest is not None
    libraries = Together(package.new, kept, package.files_of)
    content = make_content(package.params, manifest=package.manifest, libraries=libraries)
    found = (*package.warnings, *content.warnings, *_absent_files(package, content))
    with _Files(package, upload) as files, _Archives(package) as archives, transaction.atomic():
        row = claim()
        archives.write_rows(row)
        if row.activity is not None and is_same(content, files.entries, row.activity):
            _end(row, (*found, UNCHANGED))
            return
        activity, more = write_version(
            activity=row.activity,
            title=row.activity.title if row.activity else content.manifest.title,
            content=content,
            files=files.entries,
            note=row.note,
            by=row.uploaded_by,
        )
        row.activity = activity
        _end(row, (*found, *more))


class _Archives:
    """The archives of new code: written on entering, removed again where anything fails."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._written: list[Archived] = []

    def __enter__(self) -> "_Archives":
        try:
            for library in self._package.new:
                self._written.append(write_archive(library, self._package.files_of(library)))
        except BaseException:
            self._remove(self._written)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        if kind is not None:
            self._remove(self._written)

    def write_rows(self, upload: PackageUpload) -> None:
        if not self._written:
            return
        by = upload.uploaded_by
        versions = add_versions(self._written, by=by, at=upload.started_at)
        mine = {one.name for one in self._written} & {version.archive for version in versions}
        # The same has come another way in the meantime.
        self._remove(one for one in self._written if one.name not in mine)
        for version in versions:
            if version.archive in mine:
                record(actor=by, verb="h5p_library.uploaded", obj=version)
        _tell_admins(upload, len(mine))

    def _remove(self, archives: Iterable[Archived]) -> None:
        for one in archives:
            default_storage.delete(one.name)


class _Files:
    """The same for the files of the content. What the version before has already is not written
    again."""

    def __init__(self, package: Package, upload: PackageUpload) -> None:
        self._package = package
        activity = upload.activity
        self._before = StoredFiles(activity.current if activity else None).files
        self._new = StoredFiles()
        self.entries: dict[str, Mapping[str, Any]] = {}

    def __enter__(self) -> "_Files":
        known = {entry["sha256"]: entry for entry in self._before.values()}
        try:
            for path in self._package.content_paths:
                entry = known.get(self._digest(path)) if known else None
                self.entries[path] = entry or self._write(path)
        except BaseException:
            self._new.discard()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        if kind is not None:
            self._new.discard()

    def _write(self, path: str) -> Mapping[str, Any]:
        with self._package.open(path) as source:
            self._new.keep(path, source)
        return self._new.files[path]

    def _digest(self, path: str) -> str:
        with self._package.open(path) as source:
            digest = hashlib.sha256()
            while chunk := source.read(CHUNK):
                digest.update(chunk)
            return digest.hexdigest()


def _may(upload: PackageUpload) -> bool:
    person = upload.uploaded_by
    if upload.kind == UploadKind.LIBRARIES:
        return access.can_install_code(person)
    return access.can_author(person)


def _check_not_refused(package: Package) -> None:
    rows: list[H5PLibraryVersion] = list(refused_with({one.digest for one in package.new}))
    if rows:
        raise Refused(
            Problem(
                "refused-before",
                f"{version} was refused by a site admin: {version.reason}",
                str(version.library.name),
            )
            for version in rows
        )


def _older(package: Package) -> list[Problem]:
    return [
        Problem(
            "older",
            f"{library.name.machine_name} {library.version} was left out: a newer one is here.",
            str(library.name),
        )
        for library in package.older
    ]


def _absent_files(package: Package, content: Content) -> list[Problem]:
    there = set(package.content_paths)
    return [
        Problem("file-missing", f"The file {use.path} is not in the package.", use.place)
        for use in content.uses.files
        if use.path and not use.is_external and use.path not in there
    ]


def _tell_admins(upload: PackageUpload, count: int) -> None:
    if not count:
        return
    several = "" if count == 1 else "s"
    by: User = upload.uploaded_by
    for person in holders_of(Role.SITE_ADMIN).exclude(pk=by.pk):
        send_notice(
            recipient=person,
            kind=NoticeKind.CONTENT,
            key=f"h5p-code-{upload.uid}",
            title=f"{count} version{several} of H5P code waiting for you",
            body=f"{by} has uploaded “{upload.name}”, which brings code along. Nothing plays with "
            "it until a site admin has let it in.",
            url=code_address(),
        )


def _end(upload: PackageUpload, warnings: tuple[Problem, ...]) -> None:
    upload.state = UploadState.DONE
    upload.warnings = [vars(problem) for problem in warnings]
    upload.done, upload.finished_at = upload.total, timezone.now()
    upload.save(update_fields=["state", "warnings", "done", "finished_at", "activity"])
