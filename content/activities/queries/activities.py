"""The library of activities: what each is, where it stands and why it stays."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Value,
    When,
)

from content.h5p.names import LibraryName
from content.h5p.results.scoring import can_recompute_whole
from content.h5p.semantics.canvas import unsupported_widgets

from .. import access
from ..adapters import StoredLibraries
from ..models import Activity, ActivityVersion, H5PLibrary, H5PLibraryVersion
from ..rules import VersionState
from .playing import waiting_code
from .usage import PageUse, usage_of, uses_in_pages

HEAVY = ("metadata", "params", "files")


@dataclass(frozen=True)
class Ties:
    """Why an activity cannot simply go: it is put away instead. False where nothing holds it."""

    uses: tuple[PageUse, ...]
    attempts: int

    def __bool__(self) -> bool:
        return bool(self.uses or self.attempts)

    @property
    def why(self) -> str:
        if self.uses:
            return f"{_counted(len(self.uses), 'page')} would lose it."
        return f"{_counted(self.attempts, 'attempt')} at it would be lost." if self.attempts else ""


@dataclass(frozen=True)
class ActivityShown:
    """An activity as whoever looks after it sees it."""

    versions: tuple[ActivityVersion, ...]  # the newest first, each with `attempt_count`
    uses: tuple[PageUse, ...]
    waiting: tuple[LibraryName, ...]  # code to be let in before it plays
    refused: tuple[H5PLibraryVersion, ...]  # code it would need, and why it stays out
    has_form: bool  # whether the reader can change it in the form made of its semantics
    can_install: bool


def activities(user: Any) -> QuerySet[Activity]:
    """Those somebody may list, each with `type_in_words`, `uses`, the number of pages, and
    `waiting_code`, whether some of its code is not let in."""
    counts = Counter(use.activity_id for use in uses_in_pages())
    known = [When(pk=pk, then=Value(count)) for pk, count in counts.items()]
    waiting = H5PLibrary.objects.filter(used_by=OuterRef("current"), in_use=None)
    rows = Activity.objects.filter(access.activities_readable_by(user)).annotate(
        type_in_words=F("current__main_library__title"),
        uses=Case(*known, default=Value(0), output_field=IntegerField()),
        waiting_code=Exists(waiting),
    )
    return rows.select_related("current__main_library", "created_by").defer(
        *(f"current__{column}" for column in HEAVY)
    )


def activity_shown(activity: Activity, user: Any) -> ActivityShown:
    rows = activity.versions.select_related("created_by", "main_library").defer(*HEAVY)
    refused = _refused_of(activity.current)
    kept_out = {version.library.name for version in refused}
    waiting = waiting_code(activity.current) if activity.current else ()
    return ActivityShown(
        versions=tuple(rows.annotate(attempt_count=Count("attempts")).order_by("-number")),
        uses=tuple(usage_of(activity)),
        waiting=tuple(name for name in waiting if name not in kept_out),
        refused=refused,
        has_form=_has_form(activity.current, user),
        can_install=access.can_install_code(user),
    )


def ties_of(activity: Activity) -> Ties:
    return Ties(tuple(usage_of(activity)), activity.attempts.count())


def _refused_of(version: ActivityVersion | None) -> tuple[H5PLibraryVersion, ...]:
    """Where all versions of something it needs were refused, the last of them."""
    if version is None:
        return ()
    missing = version.libraries.filter(in_use=None)
    undecided = missing.filter(versions__state=VersionState.WAITING)
    rows = H5PLibraryVersion.objects.filter(
        library__in=missing.exclude(pk__in=undecided), state=VersionState.REFUSED
    )
    last = {row.library_id: row for row in rows.select_related("library").order_by("decided_at")}
    return tuple(last.values())


def _has_form(version: ActivityVersion | None, user: Any) -> bool:
    library = version.main_library if version else None
    if library is None or library.in_use_id is None:
        return False
    may = access.can_author_with(user, is_restricted=library.is_restricted)
    return may and not unsupported_widgets(library.name, libraries=StoredLibraries())


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def can_be_verified(activity: Activity) -> bool:
    """Whether the server can work its scores out again, so that a trainer may let them count."""
    version = activity.current
    return version is not None and can_recompute_whole(version.main_library.name, version.params)
