"""A package on its way in, as whoever sends it sees it."""

import os

import pytest
from django.urls import reverse

from content.activities import tasks
from content.activities.models import Activity, H5PLibraryVersion, PackageUpload
from content.activities.rules import UploadKind, UploadState
from content.activities.services import refuse_version, uploads
from content.h5p.limits import Limits
from tests.factories.h5p.activities import installed, make_activity
from tests.factories.h5p.packages import library_files, package_bytes

from .screens import chosen, small, text_of

pytestmark = pytest.mark.django_db
UPLOAD, CODE = reverse("activity_admin:upload"), reverse("h5p_code:upload")


def large() -> bytes:
    film = {"videos/a.mp4": b"\0\0\0\x18ftypmp42" + os.urandom(uploads.READ_AT_ONCE)}
    return package_bytes("H5P.X 1.0", {}, content_files=film)


def state_of(upload: PackageUpload) -> str:
    return reverse("activity_admin:upload_detail", args=[upload.uid])


def test_what_waits_to_be_let_in_is_named_to_each_in_her_own_words(author, keeper):
    answer = author.post(UPLOAD, chosen(), follow=True)
    upload = PackageUpload.objects.get()
    page = text_of(answer)

    assert answer.redirect_chain[-1][0] == state_of(upload)
    assert "The activity is here" in page
    assert "1 version of code waits to be let in." in page
    assert "X 1.0.0" in page
    assert "The site admins have been told." in page
    assert reverse("activity_admin:edit", args=[upload.activity.pk]) in page
    assert reverse("h5p_code:index") not in page
    assert "Look at the code" in text_of(keeper.get(state_of(upload)))


def test_nothing_that_waits_and_nothing_new_is_said_too(author):
    installed("H5P.X 1.0")
    page = text_of(author.post(UPLOAD, chosen(), follow=True))
    assert "The activity is here" in page
    assert "to be let in" not in page

    activity = Activity.objects.get()
    replace = reverse("activity_admin:replace", args=[activity.pk])
    form = text_of(author.get(replace))
    assert "What has changed" in form
    assert "What has changed" not in text_of(author.get(UPLOAD))

    same = text_of(author.post(replace, chosen(note="Nothing"), follow=True))
    assert "Nothing is new" in same
    assert activity.versions.count() == 1

    other = chosen(small(words="New"), note="Asked better")
    assert "The new version is here" in text_of(author.post(replace, other, follow=True))
    assert activity.versions.first().note == "Asked better"
    edit = text_of(author.get(reverse("activity_admin:edit", args=[activity.pk])))
    assert "Asked better" in edit


def test_everything_to_put_right_is_listed_and_nothing_was_taken(author):
    bad = package_bytes(
        "H5P.X 1.0",
        {},
        libraries={"H5P.Y 1.0": {**library_files("H5P.Y 1.0"), "library.json": b"{}"}},
        more_files={"content/a.exe": b"MZ", "content/b.exe": b"MZ"},
        needs=("H5P.Z 1.0",),
    )

    answer = author.post(UPLOAD, chosen(bad), follow=True)
    page = text_of(answer)

    upload = PackageUpload.objects.get()
    assert upload.state == UploadState.REFUSED
    for problem in upload.problems:
        assert problem["where"] in page
    assert page.count("An activity may not carry files of this kind.") == 1  # for both of them
    assert f"{len(upload.problems) - 1} things to put right. Nothing was taken." in page
    assert "H5P.Z 1.0 is needed" in page
    assert f'href="{UPLOAD}">Choose another file' in page
    assert not Activity.objects.exists()


def test_what_is_not_even_kept_is_said_beside_the_field(author, monkeypatch):
    tries = [
        ({}, "Choose a file whose name ends in .h5p."),
        (chosen(name="six.zip"), "Choose a file whose name ends in .h5p."),
        (chosen(b""), "This file is empty."),
    ]
    for sent, words in tries:
        answer = author.post(UPLOAD, sent)
        assert (answer.status_code, words in text_of(answer)) == (422, True)

    monkeypatch.setattr("content.activities.forms.Limits", lambda: Limits(package_bytes=10))
    assert "too large to take" in text_of(author.post(UPLOAD, chosen()))
    assert 'data-most="10"' in text_of(author.get(UPLOAD))
    assert not PackageUpload.objects.exists()


def test_a_large_one_shows_how_far_it_is_and_then_what_came_of_it(author, trainer):
    installed("H5P.X 1.0")
    answer = author.post(UPLOAD, chosen(large()), follow=True)
    upload = PackageUpload.objects.get()
    address = state_of(upload)

    page = text_of(answer)
    assert "Waiting to be read" in page
    assert 'http-equiv="refresh"' in page  # for a browser without scripts
    assert "data-activity-state" in page
    row = PackageUpload.objects.filter(pk=upload.pk)
    row.update(state=UploadState.RUNNING, done=30, total=40)
    part = text_of(author.get(address + "?part"))
    assert "Being read" in part
    assert 'value="75"' in part
    assert "<html" not in part
    assert "data-ended" not in part

    row.update(state=UploadState.WAITING)
    tasks.read_upload(upload.pk)
    part = text_of(author.get(address + "?part"))
    assert "data-ended" in part
    assert "The activity is here" in part
    assert "refresh" not in text_of(author.get(address))


def test_what_failed_here_leads_to_another_try(keeper, admin):
    activity = make_activity()
    again = {
        UploadKind.ACTIVITY: UPLOAD,
        UploadKind.REPLACEMENT: reverse("activity_admin:replace", args=[activity.pk]),
        UploadKind.LIBRARIES: CODE,
    }
    for kind, address in again.items():
        of = activity if kind == UploadKind.REPLACEMENT else None
        upload = PackageUpload.objects.create(
            kind=kind, state=UploadState.FAILED, name="six.h5p", size=9, activity=of,
            uploaded_by=admin,
        )  # fmt: skip
        page = text_of(keeper.get(state_of(upload)))
        assert "not with your file" in page
        assert f"upload {upload.pk}" in page
        assert f'href="{address}"' in page


def test_packs_of_code_are_for_site_admins_who_look_at_them_next(keeper, admin):
    pack = package_bytes(libraries={"H5P.Y 1.0": library_files("H5P.Y 1.0", semantics=[])})

    page = text_of(keeper.post(CODE, chosen(pack), follow=True))
    assert "The code is here" in page
    assert reverse("h5p_code:index") in page
    again = text_of(keeper.post(CODE, chosen(pack), follow=True))
    assert "Nothing is new" in again
    assert "All of this code is here already." in again

    refuse_version(version=H5PLibraryVersion.objects.get(), reason="It calls home.", by=admin)
    page = text_of(keeper.post(CODE, chosen(pack), follow=True))
    assert "was refused by a site admin: It calls home." in page


def test_nobody_else_sends_packages_or_sees_those_of_others(
    author, at_work, mentor, quality_lead, dsl, visitor
):
    author.post(UPLOAD, chosen())
    upload = PackageUpload.objects.get()
    replace = reverse("activity_admin:replace", args=[upload.activity.pk])

    for client in (at_work(mentor), at_work(quality_lead), at_work(dsl), visitor):
        for address in (UPLOAD, CODE, replace):
            assert client.get(address).status_code == 302
            assert client.post(address, chosen()).status_code == 302
        assert client.get(state_of(upload)).status_code in {302, 404}
    assert author.get(CODE).status_code == 302
    assert author.post(CODE, chosen()).status_code == 302
    assert PackageUpload.objects.get() == upload
