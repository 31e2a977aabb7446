"""What code is here, what waits to be let in, and what leans on what."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from content.h5p.dependencies import unused
from content.h5p.names import LibraryName, name_of

from ..adapters import StoredLibraries
from ..models import Activity, H5PLibrary, H5PLibraryVersion
from ..rules import VersionState

HEAVY = ("semantics", "languages", "files")
KINDS = ("preloadedDependencies", "dynamicDependencies", "editorDependencies")
MOST_NAMED = 5


@dataclass(frozen=True)
class LibraryShown:
    """One library with what leans on it: activities in any of their versions, and other code."""

    versions: tuple[H5PLibraryVersion, ...]  # the highest patch first
    activities: tuple[Activity, ...]
    needed_by: tuple[H5PLibrary, ...]

    @property
    def can_delete(self) -> bool:
        return not (self.activities or self.needed_by)

    @property
    def why(self) -> str:
        """Why it stays, as one sentence; empty where it can go."""
        named = [f"“{activity}”" for activity in self.activities]
        named += [str(library) for library in self.needed_by]
        shown = ", ".join(named[:MOST_NAMED])
        more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        return f"It is needed by {shown}{more}. Delete those first." if named else ""


def libraries_list(*, words: str = "") -> QuerySet[H5PLibrary]:
    """Each with `activity_count`, how many activities play with it, and `waiting`, how many of its
    versions wait; those with something that waits come first."""
    rows = H5PLibrary.objects.select_related("in_use").defer(
        *(f"in_use__{column}" for column in ("metadata", *HEAVY))
    )
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(machine_name__icontains=word))
    waiting = H5PLibraryVersion.objects.filter(library=OuterRef("pk"), state=VersionState.WAITING)
    counted = waiting.order_by().values("library").annotate(count=Count("pk")).values("count")
    rows = rows.annotate(
        activity_count=Count("used_by__activity", distinct=True),
        waiting=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
    )
    return rows.order_by("-waiting", "title", "machine_name", "-major", "-minor")


def library_shown(library: H5PLibrary) -> LibraryShown:
    rows = library.versions.select_related("library", "uploaded_by", "decided_by")
    playing = Activity.objects.filter(versions__libraries=library).distinct()
    return LibraryShown(
        versions=tuple(rows.defer("semantics", "languages")),
        activities=tuple(playing),
        needed_by=tuple(_needing(library.name)),
    )


def unused_libraries() -> frozenset[int]:
    """The rows of code that no activity needs, to play or to be written. Content types are among
    them until somebody makes something with them."""
    rows = {row.name: row for row in H5PLibrary.objects.exclude(in_use=None)}
    played = H5PLibrary.objects.filter(used_by__isnull=False).distinct()
    names = unused(StoredLibraries(), [row.name for row in played])
    return frozenset(rows[name].pk for name in names if name in rows)


def versions_waiting() -> QuerySet[H5PLibraryVersion]:
    rows = H5PLibraryVersion.objects.filter(state=VersionState.WAITING)
    rows = rows.select_related("library__in_use__library", "uploaded_by").defer(
        *HEAVY, *(f"library__in_use__{column}" for column in ("metadata", *HEAVY))
    )
    return rows.order_by("library__title", "library__machine_name", "pk")


def count_waiting_versions() -> int:
    return H5PLibraryVersion.objects.filter(state=VersionState.WAITING).count()


def refused_with(digests: set[str]) -> QuerySet[H5PLibraryVersion]:
    """Versions with exactly these files that were refused."""
    rows = H5PLibraryVersion.objects.filter(state=VersionState.REFUSED, digest__in=digests)
    return rows.select_related("library").defer(*HEAVY)


def _needing(name: LibraryName) -> list[H5PLibrary]:
    """The other libraries that name it in a version which nobody refused."""
    versions = H5PLibraryVersion.objects.exclude(state=VersionState.REFUSED)
    rows = versions.exclude(library__machine_name=name.machine_name, library__major=name.major,
                            library__minor=name.minor)  # fmt: skip
    found = {
        library
        for library, metadata in rows.values_list("library", "metadata")
        if any(name_of(entry) == name for kind in KINDS for entry in metadata.get(kind) or [])
    }
    return list(H5PLibrary.objects.filter(pk__in=found))
