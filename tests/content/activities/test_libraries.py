"""Code is let in or kept out by site admins alone, and never from under what plays."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage

from cms.people.audit.models import AuditEvent
from content.activities import tasks  # noqa: F401 - registers them, so that they run at once
from content.activities.models import H5PLibrary, H5PLibraryVersion
from content.activities.queries import (
    count_waiting_versions,
    libraries_list,
    library_shown,
    player_of,
    unused_libraries,
    versions_waiting,
    waiting_code,
)
from content.activities.rules import VersionState
from content.activities.services import (
    approve_version,
    approve_versions,
    delete_library,
    refuse_version,
    restrict_library,
)
from tests.factories.h5p.activities import install_library, installed, make_activity, plain_library
from tests.factories.h5p.packages import library_files

pytestmark = pytest.mark.django_db


def waiting(name="H5P.X 1.0", **more) -> H5PLibraryVersion:
    row = install_library(plain_library(name, **more), state=VersionState.WAITING)
    return row.versions.order_by("-pk").first()


def test_highest_patch_that_was_let_in_plays(admin):
    versions = {patch: waiting(patch=patch) for patch in (2, 5, 3)}

    for patch, plays in ((3, 3), (2, 3), (5, 5)):
        approve_version(version=versions[patch], by=admin)
        assert H5PLibrary.objects.get().in_use.patch == plays
    refuse_version(version=versions[5], reason="It is slow.", by=admin)
    assert H5PLibrary.objects.get().in_use.patch == 3

    refused = H5PLibraryVersion.objects.get(patch=5)
    assert (refused.state, refused.reason, refused.decided_by) == (
        VersionState.REFUSED,
        "It is slow.",
        admin,
    )
    event = AuditEvent.objects.get(verb="h5p_library.refused")
    assert (event.actor, event.detail["reason"]) == (admin, "It is slow.")
    assert AuditEvent.objects.filter(verb="h5p_library.approved").count() == 3


def test_letting_in_twice_is_one_decision_and_titles_follow_what_plays(admin):
    version = waiting(title="Cards")
    newer = waiting(patch=1, title="Dialog cards", runnable=False)

    approve_version(version=version, by=admin)
    approve_versions(versions=versions_waiting(), by=admin)
    approve_version(version=newer, by=admin)

    library = H5PLibrary.objects.get()
    assert (library.title, library.is_runnable) == ("Dialog cards", False)
    assert AuditEvent.objects.filter(verb="h5p_library.approved").count() == 2


def test_refusing_needs_a_reason_and_can_be_taken_back_unless_it_came_again(admin):
    version = waiting()
    with pytest.raises(ValidationError, match="Say why"):
        refuse_version(version=version, reason="  ", by=admin)
    refuse_version(version=version, reason="Why?", by=admin)

    approve_version(version=version, by=admin)
    assert H5PLibrary.objects.get().in_use == version
    refuse_version(version=version, reason="Why?", by=admin)
    waiting(js="/* mended */")
    with pytest.raises(ValidationError, match="come again"):
        approve_version(version=version, by=admin)


def test_new_patch_waits_for_what_it_needs_where_something_plays_today(admin):
    activity = make_activity()
    part = waiting("H5P.Part 1.0")
    newer = waiting(patch=1, needs=("H5P.Part 1.0",))

    with pytest.raises(ValidationError, match=r"H5P\.Part 1\.0"):
        approve_version(version=newer, by=admin)
    assert H5PLibrary.objects.get(machine_name="H5P.X").in_use.patch == 0
    approve_versions(versions=[newer, part], by=admin)

    order = player_of(activity.current).order.libraries
    assert [one.name.machine_name for one in order] == ["H5P.Part", "H5P.X"]


def test_what_plays_is_made_ready_when_code_is_let_in(admin, django_capture_on_commit_callbacks):
    activity = make_activity()
    make_activity(main="H5P.Other 1.0", title="Plays with other code")
    newer = waiting(patch=1, js="/* newer */")
    before = bundles()

    with django_capture_on_commit_callbacks(execute=True):
        approve_version(version=newer, by=admin)

    made = bundles() - before
    assert len(made) == 2
    assert f"{player_of(activity.current).digest}.js" in made


def bundles() -> set[str]:
    folder = "h5p/bundles"
    return set(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else set()


def test_code_in_use_stays_and_other_code_goes_with_its_archives(admin):
    installed(
        library_files("H5P.Base 1.0", runnable=False),
        plain_library("H5P.X 1.0", needs=("H5P.Base 1.0",)),
        plain_library("H5P.Editor 1.0", editor=("H5P.Alone 1.0",)),
        plain_library("H5P.Alone 1.0"),
    )
    activity = make_activity()
    rows = {row.machine_name: row for row in H5PLibrary.objects.all()}

    for name, needed in (("H5P.X", "Six questions"), ("H5P.Base", "Six"), ("H5P.Alone", "Editor")):
        with pytest.raises(ValidationError, match=needed):
            delete_library(library=rows[name], by=admin)
    shown = library_shown(rows["H5P.Base"])
    assert [str(one) for one in shown.needed_by] == ["X 1.0"]
    assert shown.activities == (activity,)
    assert not shown.can_delete
    assert unused_libraries() == {rows["H5P.Editor"].pk, rows["H5P.Alone"].pk}
    refuse_version(version=rows["H5P.Editor"].in_use, reason="Old.", by=admin)
    assert library_shown(rows["H5P.Alone"]).can_delete


def test_deleting_takes_rows_and_archive(admin, django_capture_on_commit_callbacks):
    library = install_library(plain_library("H5P.X 1.0"))
    archive = library.in_use.archive

    with django_capture_on_commit_callbacks(execute=True):
        delete_library(library=library, by=admin)

    assert not H5PLibraryVersion.objects.exists()
    assert not default_storage.exists(archive)
    event = AuditEvent.objects.get(verb="h5p_library.deleted")
    assert event.detail == {"name": "H5P.X 1.0"}


def test_restricting_is_written_down_once(admin):
    library = install_library(plain_library("H5P.X 1.0"))

    for wanted in (True, True, False):
        restrict_library(library=library, is_restricted=wanted, by=admin)

    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["h5p_library.restricted", "h5p_library.unrestricted"]


def test_trainers_and_others_decide_nothing(trainer, dsl, quality_lead, mentor):
    version = waiting()
    acts = [
        lambda by: approve_version(version=version, by=by),
        lambda by: refuse_version(version=version, reason="No.", by=by),
        lambda by: restrict_library(library=version.library, is_restricted=True, by=by),
        lambda by: delete_library(library=version.library, by=by),
    ]

    for person in (trainer, dsl, quality_lead, mentor):
        for act in acts:
            with pytest.raises(PermissionDenied):
                act(person)
    assert H5PLibraryVersion.objects.get().state == VersionState.WAITING


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_code_take_a_constant_number_of_queries(count, admin, django_assert_num_queries):
    for number in range(count):
        make_activity(main=f"H5P.X{number} 1.0")
        waiting(f"H5P.X{number} 1.0", patch=1)
        waiting(f"H5P.New{number} 1.0")

    with django_assert_num_queries(1):
        rows = list(libraries_list())
        assert [(row.activity_count, row.waiting) for row in rows[-count:]] == [(1, 1)] * count
        assert [row.in_use.patch for row in rows if row.in_use] == [0] * count
    with django_assert_num_queries(1):
        for version in versions_waiting():
            assert f"{version} {version.library.in_use} {version.uploaded_by}"
            assert version.metadata["author"]
    with django_assert_num_queries(3):
        assert unused_libraries() == frozenset()
    assert count_waiting_versions() == 2 * count
    assert [row.machine_name for row in libraries_list(words="new 0")] == ["H5P.New0"]


def test_waiting_code_is_what_is_not_let_in(admin):
    activity = make_activity()
    assert waiting_code(activity.current) == ()

    refuse_version(version=H5PLibraryVersion.objects.get(), reason="It calls home.", by=admin)

    assert [str(name) for name in waiting_code(activity.current)] == ["H5P.X 1.0"]
    with pytest.raises(ValidationError, match=r"let in H5P\.X 1\.0"):
        player_of(activity.current)
