"""Packages that come in: what becomes of their code, their content, their files."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage

from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from content.activities.adapters import StoredFiles
from content.activities.models import Activity, H5PLibrary, H5PLibraryVersion
from content.activities.queries import player_of, versions_waiting, waiting_code, waiting_of
from content.activities.rules import UploadKind, UploadState, VersionState, Weight
from content.activities.services import (
    approve_versions,
    change_activity,
    keep_upload,
    refuse_version,
    restrict_library,
)
from tests.factories.files import png
from tests.factories.h5p.activities import install_library, installed, make_activity, plain_library
from tests.factories.h5p.packages import library_files, package_bytes

pytestmark = pytest.mark.django_db

CHOICE = [
    {"name": "question", "type": "text", "label": "Question", "tags": ["p"], "optional": True},
    {"name": "behaviour", "type": "group", "label": "B", "fields": [
        {"name": "tries", "type": "number", "label": "Tries", "default": 3},
        {"name": "check", "type": "text", "label": "Check", "default": "Check"},
    ]},
    {"name": "inner", "type": "library", "label": "I", "options": ["H5P.In 1.0"], "optional": True},
]  # fmt: skip


def package(main="H5P.X 1.0", params=None, *, libraries=(), **more: Any) -> io.BytesIO:
    carried = {name: plain_library(name) for name in libraries}
    return io.BytesIO(package_bytes(main, params or {}, libraries=carried, **more))


def take(source: io.BytesIO, by, *, activity=None, kind=None):
    kind = kind or (UploadKind.REPLACEMENT if activity else UploadKind.ACTIVITY)
    return keep_upload(source=source, name="six.h5p", kind=kind, activity=activity, by=by)


def codes(upload) -> set[str]:
    return {problem["code"] for problem in upload.problems}


def test_new_code_waits_and_the_activity_plays_once_it_is_let_in(trainer, admin):
    upload = take(package(params={"text": "Hi"}, libraries=["H5P.X 1.0"]), trainer)

    assert (upload.state, upload.problems) == (UploadState.DONE, [])
    version = upload.activity.current
    assert (upload.activity.title, upload.activity.main_library) == ("A test", "H5P.X")
    assert version.params == {"text": "Hi"}
    assert [str(name) for name in waiting_code(version)] == ["H5P.X 1.0"]
    assert [one.state for one in waiting_of(upload)] == [VersionState.WAITING]
    assert not default_storage.exists(upload.stored)
    notice = Notice.objects.get()
    assert notice.recipient == admin
    assert "1 version of H5P code" in notice.title

    approve_versions(versions=versions_waiting(), by=admin)

    assert waiting_code(version) == ()
    assert player_of(version).order.libraries[-1].name.machine_name == "H5P.X"
    said = AuditEvent.objects.values_list("verb", flat=True)
    assert set(said) == {"activity.created", "h5p_library.uploaded", "h5p_library.approved"}


def test_known_code_is_not_kept_again_and_nobody_is_told(trainer, admin):
    installed("H5P.X 1.0")
    before = set(default_storage.listdir("h5p/libraries")[1])

    upload = take(package(libraries=["H5P.X 1.0"]), trainer)

    assert upload.state == UploadState.DONE
    assert waiting_code(upload.activity.current) == ()
    assert set(default_storage.listdir("h5p/libraries")[1]) == before
    assert H5PLibraryVersion.objects.get().state == VersionState.APPROVED
    assert not Notice.objects.exists()


def test_content_is_mended_filled_and_its_parts_get_ids(trainer):
    installed(
        library_files("H5P.C 1.0", semantics=CHOICE, js=""),
        library_files("H5P.In 1.0", semantics=[], needs=("H5P.Base 1.0",)),
        library_files("H5P.Base 1.0", runnable=False),
    )
    params = {
        "question": "<p onclick='x()'>Which?<script>alert(1)</script></p>",
        "stranger": 1,
        "inner": {"library": "H5P.In 1.0", "params": {}},
    }

    upload = take(package("H5P.C 1.0", params), trainer)

    version = upload.activity.current
    assert "script" not in version.params["question"]
    assert "onclick" not in version.params["question"]
    assert version.params["behaviour"] == {"tries": 3, "check": "Check"}
    assert version.params["inner"]["subContentId"]
    assert "stranger" not in version.params
    assert "stranger" in {warning["where"] for warning in upload.warnings}
    names = set(version.libraries.values_list("machine_name", flat=True))
    assert names == {"H5P.C", "H5P.In", "H5P.Base"}


def test_untouched_defaults_are_told_in_the_language_of_the_activity(trainer):
    german = {"semantics": [{}, {"fields": [{}, {"default": "Prüfen"}]}]}
    installed(library_files("H5P.C 1.0", semantics=CHOICE, js="", languages={"de": german}))

    upload = take(package("H5P.C 1.0", language="de"), trainer)

    assert upload.activity.current.params["behaviour"]["check"] == "Prüfen"
    assert upload.activity.current.language == "de"


def test_files_are_kept_and_what_is_absent_is_said(trainer):
    installed("H5P.X 1.0")
    params = {"picture": {"path": "images/a.png", "mime": "image/png"}}

    there = take(package(params=params, content_files={"images/a.png": png()}), trainer)
    absent = take(package(params=params), trainer)

    files = StoredFiles(there.activity.current)
    with files.open("images/a.png") as source:
        assert source.read() == png()
    assert files.files["images/a.png"]["type"] == "image/png"
    assert [one["code"] for one in absent.warnings] == ["file-missing"]


def test_replacement_is_a_further_version_and_the_same_again_is_none(trainer):
    activity = make_activity()
    first = activity.current
    params = {"text": "New", "picture": {"path": "images/a.png", "mime": "image/png"}}
    more = {"content_files": {"images/a.png": png()}}

    done = take(package(params=params, **more), trainer, activity=activity)
    again = take(package(params=params, **more), trainer, activity=activity)

    activity.refresh_from_db()
    assert done.activity == activity
    assert activity.current.number == 2
    assert activity.title == "Six questions"
    assert activity.versions.get(number=1) == first
    assert [one["code"] for one in again.warnings] == ["unchanged"]

    changed = take(package(params={**params, "text": "Newer"}, **more), trainer, activity=activity)
    versions = list(changed.activity.versions.order_by("number"))
    # The picture is the same one: it is not written a second time.
    assert versions[2].files == versions[1].files


def test_replacement_by_a_type_that_cannot_be_judged_is_practice_again(trainer):
    installed("H5P.TrueFalse 1.8", "H5P.X 1.0")
    activity = make_activity(main="H5P.TrueFalse 1.8")
    words = {"title": "T", "text_alternative": "", "accessible_url": "", "by": trainer}
    change_activity(activity=activity, weight=Weight.VERIFIED, **words)

    upload = take(package(), trainer, activity=activity)

    activity.refresh_from_db()
    assert (activity.weight, activity.main_library) == (Weight.PRACTICE, "H5P.X")
    assert "weight" in {warning["code"] for warning in upload.warnings}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (lambda: io.BytesIO(b"no zip at all"), "unable-to-unzip"),
        (lambda: package("H5P.Gone 1.0"), "missing-required-library"),
        (lambda: package(content_files={"x.php": b"<?php"}), "not-in-whitelist"),
        (lambda: package("H5P.Part 1.0"), "not-runnable"),
    ],
)
def test_refused_package_says_what_is_wrong_and_leaves_nothing(source, code, trainer):
    installed("H5P.X 1.0", library_files("H5P.Part 1.0", runnable=False))
    before = everything_stored()

    upload = take(source(), trainer)

    assert upload.state == UploadState.REFUSED
    assert code in codes(upload)
    assert all(problem["message"] for problem in upload.problems)
    assert upload.finished_at
    assert not Activity.objects.exists()
    assert everything_stored() == before


def test_changed_code_of_a_known_version_is_refused_with_all_else(trainer):
    installed("H5P.X 1.0")
    changed = {**plain_library("H5P.X 1.0"), "scripts/main.js": b"/* other */"}
    data = package_bytes(
        "H5P.X 1.0",
        {},
        libraries={"H5P.X 1.0": changed, "H5P.New 1.0": plain_library("H5P.New 1.0")},
    )

    upload = take(io.BytesIO(data), trainer)

    assert codes(upload) == {"library-differs"}
    assert not H5PLibrary.objects.filter(machine_name="H5P.New").exists()


def test_refused_code_is_refused_again_with_the_reason_and_mended_code_is_not(trainer, admin):
    first = take(package(libraries=["H5P.X 1.0"]), trainer)
    version = H5PLibraryVersion.objects.get()
    refuse_version(version=version, reason="It calls home.", by=admin)

    again = take(package(libraries=["H5P.X 1.0"]), trainer)

    assert codes(again) == {"refused-before"}
    assert "It calls home." in again.problems[0]["message"]
    assert [str(one) for one in waiting_code(first.activity.current)] == ["H5P.X 1.0"]

    mended = plain_library("H5P.X 1.0", js="/* quiet */")
    data = package_bytes("H5P.X 1.0", {}, libraries={"H5P.X 1.0": mended})
    assert take(io.BytesIO(data), trainer).state == UploadState.DONE
    assert H5PLibraryVersion.objects.filter(state=VersionState.WAITING).count() == 1


def test_older_patch_is_left_out_and_a_newer_minor_stands_in(trainer):
    install_library(plain_library("H5P.X 1.0", patch=5))
    installed("H5P.Y 1.3")

    older = take(package(libraries=["H5P.X 1.0"]), trainer)
    instead = take(package("H5P.Y 1.1"), trainer)

    assert older.state == UploadState.DONE
    assert H5PLibraryVersion.objects.filter(library__machine_name="H5P.X").get().patch == 5
    assert instead.activity.current.main_library.minor == 3
    assert any("1.3" in warning["message"] for warning in instead.warnings)
    assert player_of(instead.activity.current).order.libraries[-1].name.minor == 3


def test_restricted_types_are_for_site_admins_and_go_on_in_what_is_made_with_them(trainer, admin):
    activity = make_activity()
    restrict_library(library=H5PLibrary.objects.get(), is_restricted=True, by=admin)

    assert codes(take(package(), trainer)) == {"restricted"}
    assert take(package(), admin).state == UploadState.DONE
    replaced = take(package(params={"text": "New"}), trainer, activity=activity)
    assert replaced.state == UploadState.DONE


def test_pack_of_code_is_for_site_admins_and_says_what_was_nothing_new(admin):
    pack = package_bytes(libraries={"H5P.X 1.0": plain_library("H5P.X 1.0")})

    first = take(io.BytesIO(pack), admin, kind=UploadKind.LIBRARIES)
    again = take(io.BytesIO(pack), admin, kind=UploadKind.LIBRARIES)

    assert (first.state, first.activity) == (UploadState.DONE, None)
    assert waiting_of(first).count() == 1
    assert waiting_of(again).count() == 0
    assert [warning["code"] for warning in again.warnings] == ["nothing-new"]
    assert not Notice.objects.exists()  # she has just seen it herself


def everything_stored() -> set[str]:
    found = set()
    for folder in ("h5p/libraries", "h5p/files", "h5p/uploads"):
        if default_storage.exists(folder):
            found |= {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
    return found
