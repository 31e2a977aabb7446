"""An upload is kept at once, read once and ends in words, whatever happens to whoever reads it."""

import io
import os
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone

from cms.people.notices.models import Notice
from content.activities import tasks
from content.activities.models import Activity, H5PLibraryVersion, PackageUpload
from content.activities.queries import player_of
from content.activities.rules import UploadKind, UploadState
from content.activities.services import (
    keep_upload,
    read_upload,
    resume_uploads,
    sweep_storage,
    uploads,
)
from content.h5p.limits import Limits
from tests.factories.h5p.activities import installed, make_activity, plain_library
from tests.factories.h5p.packages import package_bytes

pytestmark = pytest.mark.django_db


def small(libraries=()) -> io.BytesIO:
    carried = {name: plain_library(name) for name in libraries}
    return io.BytesIO(package_bytes("H5P.X 1.0", {"text": "Hi"}, libraries=carried))


def large(**more) -> io.BytesIO:
    film = {"videos/a.mp4": b"\0\0\0\x18ftypmp42" + os.urandom(uploads.READ_AT_ONCE)}
    return io.BytesIO(package_bytes("H5P.X 1.0", {}, content_files=film, **more))


def keep(source, by, *, kind=UploadKind.ACTIVITY, name="six.h5p", **more) -> PackageUpload:
    return keep_upload(source=source, name=name, kind=kind, by=by, **more)


def test_small_package_is_read_at_once_and_without_a_notice(trainer):
    installed("H5P.X 1.0")

    upload = keep(small(), trainer)

    assert (upload.state, upload.name, upload.uploaded_by) == ("done", "six.h5p", trainer)
    assert upload.started_at
    assert upload.finished_at
    assert not Notice.objects.exists()


def test_large_package_is_read_in_the_background(
    trainer, django_capture_on_commit_callbacks, django_assert_num_queries
):
    installed("H5P.X 1.0")
    with django_capture_on_commit_callbacks() as later:
        upload = keep(large(), trainer)
        assert upload.state == UploadState.WAITING
        assert default_storage.exists(upload.stored)

    with django_capture_on_commit_callbacks(execute=True):
        later[0]()

    upload.refresh_from_db()
    assert (upload.state, upload.done) == (UploadState.DONE, upload.total)
    assert not default_storage.exists(upload.stored)
    assert upload.activity.current.files["videos/a.mp4"]["type"] == "video/mp4"
    with django_assert_num_queries(1):  # it was made ready to play
        player_of(upload.activity.current)
    notice = Notice.objects.get()
    assert notice.recipient == trainer
    assert str(upload.uid) in notice.url


def test_large_package_that_cannot_be_taken_is_told_too(trainer):
    upload = keep(large(), trainer)

    tasks.read_upload(upload.pk)

    assert "cannot be taken" in Notice.objects.get().title
    assert not default_storage.exists(upload.stored)


def test_reading_twice_or_late_changes_nothing(trainer):
    installed("H5P.X 1.0")
    upload = keep(small(), trainer)

    again = read_upload(upload_pk=upload.pk)

    assert again.finished_at == upload.finished_at
    assert Activity.objects.count() == 1
    assert read_upload(upload_pk=upload.pk + 1) is None


def test_progress_is_written_down_and_ends_where_somebody_else_took_over(trainer, monkeypatch):
    installed("H5P.X 1.0")
    monkeypatch.setattr(uploads, "SECONDS_BETWEEN", 0)
    seen = []
    write = uploads._Progress.__call__

    def watched(self, done, total):
        write(self, done, total)
        seen.append((PackageUpload.objects.get().done, total))
        # As the sweep and another worker would do it.
        PackageUpload.objects.update(started_at=timezone.now())

    monkeypatch.setattr(uploads._Progress, "__call__", watched)
    before = set(default_storage.listdir("h5p/libraries")[1])
    upload = keep(small(["H5P.Y 1.0", "H5P.Z 1.0"]), trainer)

    assert len(seen) == 1
    assert seen[0][0] > 0
    assert upload.state == UploadState.RUNNING
    assert not Activity.objects.exists()
    assert set(default_storage.listdir("h5p/libraries")[1]) == before


def test_whoever_lost_the_claim_at_the_end_writes_nothing(trainer, monkeypatch):
    from content.activities.services import importing

    write = importing._Archives.__enter__

    def overtaken(self):
        PackageUpload.objects.update(started_at=timezone.now())
        return write(self)

    monkeypatch.setattr(importing._Archives, "__enter__", overtaken)

    upload = keep(small(["H5P.X 1.0"]), trainer)

    assert upload.state == UploadState.RUNNING
    assert not H5PLibraryVersion.objects.exists()
    assert not Activity.objects.exists()


def test_crash_is_said_plainly_logged_and_leaves_nothing(trainer, monkeypatch, caplog):
    from content.activities.services import importing

    def crash(**_):
        raise RuntimeError("no such thing")

    monkeypatch.setattr(importing, "write_version", crash)

    upload = keep(small(["H5P.X 1.0"]), trainer)

    assert upload.state == UploadState.FAILED
    assert "not the fault of your file" in upload.problems[0]["message"]
    assert "no such thing" in caplog.text
    assert not H5PLibraryVersion.objects.exists()
    assert default_storage.exists(upload.stored)  # for whoever looks into it


def test_file_that_is_gone_and_rights_that_ended_are_said(trainer, admin):
    gone = keep(large(), trainer)
    default_storage.delete(gone.stored)
    tasks.read_upload(gone.pk)
    ended = keep(large(), trainer)
    trainer.role_grants.all().delete()
    tasks.read_upload(ended.pk)

    gone.refresh_from_db()
    ended.refresh_from_db()
    assert (gone.state, gone.problems[0]["code"]) == (UploadState.FAILED, "gone")
    assert (ended.state, ended.problems[0]["code"]) == (UploadState.REFUSED, "not-allowed")


@pytest.mark.parametrize("kind", list(UploadKind))
def test_who_may_not_upload_what(kind, trainer, mentor, quality_lead):
    activity = make_activity() if kind == UploadKind.REPLACEMENT else None
    refused = [mentor, quality_lead, *([trainer] if kind == UploadKind.LIBRARIES else [])]

    for person in refused:
        with pytest.raises(PermissionDenied):
            keep(small(), person, kind=kind, activity=activity)
    assert not PackageUpload.objects.exists()


def test_what_is_not_even_kept(trainer, monkeypatch):
    for more in ({"name": "six.zip"}, {"kind": UploadKind.REPLACEMENT}):
        with pytest.raises(ValidationError):
            keep(small(), trainer, **more)
    source = small()
    monkeypatch.setattr(uploads, "Limits", lambda: Limits(package_bytes=10))
    with pytest.raises(ValidationError, match="too large"):
        keep(source, trainer)
    assert not PackageUpload.objects.exists()


def test_what_waits_or_is_stuck_is_asked_for_again_and_old_is_over(
    trainer, django_capture_on_commit_callbacks
):
    installed("H5P.X 1.0")
    now = timezone.now()
    waiting = keep(large(), trainer, at=now - timedelta(minutes=3))
    stuck = keep(large(), trainer, at=now - timedelta(minutes=20))
    running = keep(large(), trainer, at=now - timedelta(minutes=20))
    young = keep(large(), trainer)
    old = keep(large(), trainer, at=now - timedelta(days=2))
    rows = PackageUpload.objects
    for upload, minutes in ((stuck, 11), (running, 4)):
        rows.filter(pk=upload.pk).update(
            state=UploadState.RUNNING, started_at=now - timedelta(minutes=minutes)
        )

    assert resume_uploads(now=now) == 2
    assert resume_uploads(now=now) == 0

    states = dict(rows.values_list("pk", "state"))
    assert {states[one.pk] for one in (waiting, stuck)} == {UploadState.DONE}
    assert states[running.pk] == UploadState.RUNNING
    assert states[young.pk] == UploadState.WAITING
    assert states[old.pk] == UploadState.FAILED
    assert Activity.objects.count() == 2


def test_sweep_takes_what_no_row_names_once_it_is_a_day_old(trainer):
    activity = make_activity(files={"images/a.png": b"x"})
    waiting = keep(large(), trainer)
    names = [
        default_storage.save(f"h5p/{folder}/orphan", io.BytesIO(b"x"))
        for folder in ("uploads", "libraries", "files", "bundles")
    ]
    kept = [
        waiting.stored,
        activity.current.files["images/a.png"]["name"],
        H5PLibraryVersion.objects.get().archive,
    ]

    sweep_storage()
    assert all(default_storage.exists(name) for name in names)
    age(names[:3])
    assert sweep_storage(now=timezone.now() + timedelta(hours=23)) >= 3
    assert [default_storage.exists(name) for name in names] == [False, False, False, True]
    assert all(default_storage.exists(name) for name in kept)
    sweep_storage(now=timezone.localtime() + timedelta(days=32))
    assert not default_storage.exists(names[3])
    assert all(default_storage.exists(name) for name in kept[1:])


def age(names) -> None:
    yesterday = (timezone.now() - timedelta(hours=2)).timestamp()
    for name in names:
        os.utime(default_storage.path(name), (yesterday, yesterday))
