"""Saving what was written in the form: checked, cleaned, and kept as one more version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.people.accounts.models import User
from content.activities.access import can_author
from content.activities.models import Activity, ActivityVersion
from content.activities.services import save_content
from content.h5p.names import LibraryName
from content.h5p.problems import Problem
from content.h5p.semantics.checks import check_content
from content.h5p.semantics.clean import Cleaned, clean_content
from content.h5p.semantics.uses import find_uses

from .queries.types import Shelf
from .rules.rights import with_rights

Files = dict[str, dict[str, Any]]


class ToMend(Exception):  # noqa: N818 - read aloud where it is raised
    """It cannot be kept like this: everything that is wrong, each with its place in the form."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))


class NotCurrent(Exception):  # noqa: N818
    """Somebody has saved a version since this one was begun. Nothing is written."""

    def __init__(self, current: ActivityVersion) -> None:
        self.current = current
        super().__init__(str(current))


@dataclass(frozen=True)
class Saved:
    activity: Activity
    version: ActivityVersion
    is_new: bool  # the same again makes no version
    findings: tuple[Problem, ...]  # what was changed of it because of safety


@transaction.atomic
def save_written(
    *,
    activity: Activity | None,
    base: int | None,
    over: int | None,
    library: LibraryName,
    title: str,
    params: dict[str, Any],
    rights: Mapping[str, Any],
    files: Files,
    by: User,
) -> Saved:
    """`base` is the primary key of the version that was changed, `over` that of a later one which
    the author has been told of and saves on top of.

    Raises PermissionDenied, NotCurrent and ToMend.
    """
    if not can_author(by):
        raise PermissionDenied
    before = _current(activity, base, over)
    shelf = Shelf(by)
    _check_may_use(shelf, library, before)
    there = {**(before.files if before else {}), **files}
    problems = [
        *_problems_of_title(title),
        *check_content(params, library=library, libraries=shelf.libraries),
        *_problems_of_parts(shelf, params, library, before, there),
    ]
    if problems:
        raise ToMend(problems)
    cleaned = clean_content(params, library=library, libraries=shelf.libraries)
    saved = save_content(
        activity=activity,
        title=title,
        main=library,
        params=cleaned.params,
        language=before.language if before else "en",
        files=_used(cleaned, there),
        metadata=with_rights(before.metadata if before else {}, rights),
        by=by,
    )
    current = saved.current
    assert current is not None  # save_content makes it
    return Saved(saved, current, before is None or current.pk != before.pk, cleaned.findings)


def _current(
    activity: Activity | None, base: int | None, over: int | None
) -> ActivityVersion | None:
    """The version before, kept still until this one is written."""
    if activity is None:
        return None
    Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    activity.refresh_from_db(fields=["current"])
    current = activity.current
    if current is not None and current.pk not in (base, over):
        raise NotCurrent(current)
    return current


def _check_may_use(shelf: Shelf, library: LibraryName, before: ActivityVersion | None) -> None:
    """What is made with a type may be changed by every author; only beginning is restricted."""
    if before is not None and before.main_library.name == library:
        return
    found = shelf.libraries.find(library)
    if found is None or not found.is_runnable or not shelf.may_use(library):
        raise PermissionDenied


def _problems_of_title(title: str) -> list[Problem]:
    if not title:
        return [Problem("title-missing", "Give it a title.", "@title")]
    if len(title) > 255:
        return [Problem("title-too-long", "Write 255 characters at the most.", "@title")]
    return []


def _problems_of_parts(
    shelf: Shelf,
    params: dict[str, Any],
    library: LibraryName,
    before: ActivityVersion | None,
    there: Files,
) -> list[Problem]:
    """Activities that this author may not begin with, and files that are not here."""
    uses = find_uses(params, library=library, libraries=shelf.libraries)
    old = before.params if before else {}
    known = set(find_uses(old, library=library, libraries=shelf.libraries).libraries)
    return [
        *(
            Problem(
                "library-restricted",
                "Only site admins begin something with this kind of activity. Choose another.",
                f"{one.place}/library",
            )
            for one in uses.sub_contents
            if one.library not in known and not shelf.may_use(one.library)
        ),
        *(
            Problem("file-missing", "This file is not here any more. Choose it again.", one.place)
            for one in uses.files
            if not one.is_external and one.path not in there
        ),
    ]


def _used(cleaned: Cleaned, there: Files) -> Files:
    paths = {one.path for one in cleaned.uses.files}
    return {path: kept for path, kept in there.items() if path in paths}
