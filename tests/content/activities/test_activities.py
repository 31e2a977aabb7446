"""Activities are made, described, put away and deleted; and pages say where they stand."""

import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage

from cms.people.audit.models import AuditEvent
from content.activities.models import Activity, ActivityAttempt, ActivitySeat, H5PLibrary
from content.activities.queries import (
    activities,
    activity_shown,
    can_be_verified,
    ties_of,
    usage_of,
)
from content.activities.rules import UploadKind, VersionState, Weight
from content.activities.services import (
    archive_activity,
    change_activity,
    delete_activity,
    export_activity,
    keep_media,
    keep_upload,
    refuse_version,
    restore_activity,
    restrict_library,
    save_content,
)
from content.h5p.names import LibraryName
from courses.interactive.models import ActivityPage
from tests.factories.courses import lesson_page, module_page
from tests.factories.files import png
from tests.factories.h5p.activities import install_library, installed, make_activity, plain_library
from tests.factories.h5p.packages import library_files
from tests.factories.pages import add_page, information_page

pytestmark = pytest.mark.django_db

X = LibraryName("H5P.X", 1, 0)


def save(by, *, activity=None, params=None, **more) -> Activity:
    values = {"main": X, "title": "Six", "language": "en", "files": {}, **more}
    params = {} if params is None else params
    return save_content(activity=activity, params=params, by=by, **values)


def change(activity, by, **values):
    words = {"title": activity.title, "text_alternative": "", "accessible_url": "",
             "weight": activity.weight}  # fmt: skip
    return change_activity(activity=activity, by=by, **{**words, **values})


def block(activity, **more):
    value = {"title": "Play", "activity": str(activity.uid), "completing": "optional", **more}
    return {"type": "activity", "value": value, "id": str(uuid.uuid4())}


def test_what_is_written_becomes_a_version_and_the_same_again_none(trainer):
    installed("H5P.X 1.0")

    activity = save(trainer, params={"text": "Hi"}, metadata={"license": "CC BY"})
    again = save(trainer, activity=activity, params={"text": "Hi"}, metadata={"license": "CC BY"})
    other = save(trainer, activity=activity, params={"text": "Ho"}, note="Politer")

    assert again.current.number == 1
    version = other.current
    assert (version.number, version.note, version.created_by) == (2, "Politer", trainer)
    assert version.params == {"text": "Ho"}
    first = activity.versions.get(number=1)
    assert first.metadata["license"] == "CC BY"
    assert first.metadata["mainLibrary"] == "H5P.X"
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", "detail"))
    assert verbs == [("activity.created", {"version": 1}), ("activity.replaced", {"version": 2})]


def test_what_cannot_be_written(trainer, mentor):
    installed("H5P.X 1.0", library_files("H5P.Part 1.0", runnable=False))
    waiting = install_library(plain_library("H5P.New 1.0"), state=VersionState.WAITING)

    for values, words in (
        ({"title": " "}, "title"),
        ({"main": waiting.name}, "is needed and is not here"),
        ({"main": LibraryName("H5P.Part", 1, 0)}, "none by itself"),
        ({"params": []}, "object"),
        ({"files": {"a.png": {"name": "evidence/secret", "sha256": ""}}}, "gone"),
        ({"files": {"a.png": {"name": "h5p/files/../../x", "sha256": ""}}}, "gone"),
    ):
        with pytest.raises(ValidationError, match=words):
            save(trainer, **values)
    with pytest.raises(PermissionDenied):
        save(mentor)
    assert not Activity.objects.exists()


def test_restricted_type_is_begun_by_site_admins_alone(trainer, admin):
    activity = make_activity()
    restrict_library(library=H5PLibrary.objects.get(), is_restricted=True, by=admin)

    with pytest.raises(ValidationError, match="Only site admins"):
        save(trainer)
    assert save(admin).current.number == 1
    assert save(trainer, activity=activity, params={"text": "New"}).current.number == 2


def test_media_is_kept_by_what_it_is(trainer, mentor, tmp_path):
    cases = [
        ("image", "C:\\me\\a.php.png", png(), r"images/image-[0-9a-f]{12}\.png", "image/png"),
        ("file", "words.vtt", b"WEBVTT\n", r"files/file-[0-9a-f]{12}\.vtt", "text/vtt"),
        ("file", "a.pdf", b"%PDF-1.4 x", r"files/file-[0-9a-f]{12}\.pdf", "application/pdf"),
    ]
    for kind, name, data, path, found in cases:
        kept = keep_media(source=source_of(tmp_path, data), name=name, kind=kind, by=trainer)
        assert re.fullmatch(path, kept["path"])
        assert (kept["type"], kept["size"], len(kept["sha256"])) == (found, len(data), 64)
        assert default_storage.exists(kept["name"])
    for kind, name, data in (
        ("image", "a.png", b"<svg onload=x()>"),
        ("image", "a.pdf", b"%PDF-1.4 x"),
        ("file", "a.txt", b"\n <!doctype html>"),
        ("file", "a.exe", b"MZ\x90\x00"),
        ("video", "a.mp4", b"just words"),
        ("thing", "a.png", png()),
    ):
        with pytest.raises(ValidationError):
            keep_media(source=source_of(tmp_path, data), name=name, kind=kind, by=trainer)
    with pytest.raises(PermissionDenied):
        keep_media(source=source_of(tmp_path, png()), name="a.png", kind="image", by=mentor)


def test_results_count_only_where_the_server_can_judge_and_a_trainer_says_so(trainer, admin):
    installed("H5P.TrueFalse 1.8")
    judged, other = make_activity(main="H5P.TrueFalse 1.8"), make_activity(main="H5P.X 1.0")

    assert (can_be_verified(judged), can_be_verified(other)) == (True, False)
    with pytest.raises(ValidationError, match="stays practice"):
        change(other, trainer, weight=Weight.VERIFIED)
    with pytest.raises(PermissionDenied):
        change(judged, admin, weight=Weight.VERIFIED)
    assert change(judged, trainer, weight=Weight.VERIFIED).weight == Weight.VERIFIED
    # A site admin may mend its title afterwards, and take the weight back.
    renamed = change(Activity.objects.get(pk=judged.pk), admin, title="True?")
    assert (renamed.title, renamed.weight) == ("True?", Weight.VERIFIED)
    detail = AuditEvent.objects.filter(verb="activity.changed").latest("pk").detail
    assert detail == {"changed": ["title"]}
    assert change(renamed, admin, weight=Weight.PRACTICE).weight == Weight.PRACTICE


def test_what_nobody_here_has_made_can_be_changed_too(trainer):
    activity = make_activity()
    Activity.objects.filter(pk=activity.pk).update(created_by=None)

    assert change(activity, trainer, title="Seven questions").title == "Seven questions"


def test_nothing_changed_is_no_event_and_what_is_wrong_is_said(trainer):
    activity = make_activity()
    before = AuditEvent.objects.count()

    change(activity, trainer)
    with pytest.raises(ValidationError):
        change(activity, trainer, title="  ")
    with pytest.raises(ValidationError):
        change(activity, trainer, accessible_url="javascript:alert(1)")

    assert AuditEvent.objects.count() == before


def test_put_away_and_offered_again(trainer):
    activity = make_activity()

    for _ in range(2):
        archive_activity(activity=activity, by=trainer)
    assert not Activity.objects.offered().exists()
    for _ in range(2):
        restore_activity(activity=activity, by=trainer)
    assert Activity.objects.offered().get() == activity
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs == {"activity.created", "activity.archived", "activity.restored"}


def test_deleted_only_when_no_page_uses_it_and_nobody_played(trainer, mentor):
    used, played, free = make_activity("Used"), make_activity("Played"), make_activity("Free")
    page = information_page(body=[block(used)])
    seat = ActivitySeat.objects.create(participant=mentor, activity=played, page=page)
    ActivityAttempt.objects.create(
        seat=seat, participant=mentor, activity=played, version=played.current, number=1
    )
    ActivitySeat.objects.create(participant=mentor, activity=free, page=page)

    with pytest.raises(ValidationError, match="1 page would lose it"):
        delete_activity(activity=used, by=trainer)
    with pytest.raises(ValidationError, match="1 attempt at it would be lost"):
        delete_activity(activity=played, by=trainer)
    delete_activity(activity=free, by=trainer)

    assert set(Activity.objects.values_list("title", flat=True)) == {"Used", "Played"}
    assert not ties_of(make_activity("New"))


def test_pages_that_use_it_live_in_a_draft_and_as_a_step():
    activity, other = make_activity("One"), make_activity("Other")
    module = module_page()
    lesson_page(module, title="Lesson", body=[block(activity), block(activity)])
    drafted = lesson_page(module, title="Drafted", body=[block(other)])
    drafted.body = [block(activity)]
    drafted.save_revision()
    lesson_page(module, title="Unpublished", live=False, body=[block(activity)])
    step = add_page(module, ActivityPage(title="Step", slug="step", activity=activity))
    step.activity = other
    step.save_revision()

    found = {(use.page_title, use.is_live) for use in usage_of(activity)}
    assert found == {
        ("Lesson", True), ("Drafted", False), ("Unpublished", False), ("Step", True),
    }  # fmt: skip
    found = {(use.page_title, use.is_live) for use in usage_of(other)}
    assert found == {("Drafted", True), ("Step", False)}


def test_shown_with_versions_code_and_form(trainer, admin, quality_lead):
    activity = make_activity()
    save(trainer, activity=activity, params={"text": "New"})
    activity.refresh_from_db()

    shown = activity_shown(activity, trainer)
    assert [version.number for version in shown.versions] == [2, 1]
    assert [version.attempt_count for version in shown.versions] == [0, 0]
    assert (shown.waiting, shown.refused) == ((), ())
    assert (shown.has_form, shown.can_install) == (True, False)
    assert not activity_shown(activity, quality_lead).has_form

    library = H5PLibrary.objects.get()
    refuse_version(version=library.in_use, reason="Slow.", by=admin)
    activity = Activity.objects.get()
    shown = activity_shown(activity, admin)
    assert [one.reason for one in shown.refused] == ["Slow."]
    assert (shown.waiting, shown.has_form, shown.can_install) == ((), False, True)
    install_library(plain_library("H5P.X 1.0", patch=1), state=VersionState.WAITING)
    shown = activity_shown(activity, admin)
    assert (shown.waiting, shown.refused) == ((X,), ())


@pytest.mark.parametrize("count", [1, 3])
def test_library_of_activities_takes_a_constant_number_of_queries(
    count, trainer, mentor, django_assert_num_queries
):
    module = module_page()
    for number in range(count):
        activity = make_activity(f"Number {number}", main=f"H5P.X{number} 1.0")
        lesson_page(module, title=f"Lesson {number}", body=[block(activity)])
        draft = lesson_page(module, title=f"Draft {number}", live=False, body=[block(activity)])
        draft.save_revision()
    H5PLibrary.objects.update(title="Cards")

    with django_assert_num_queries(QUERIES):
        rows = [
            (row.title, row.type_in_words, row.uses, row.current.number, row.waiting_code)
            for row in activities(trainer)
        ]
    assert rows == [(f"Number {number}", "Cards", 2, 1, False) for number in range(count)]
    assert not activities(mentor).exists()


# The list, the numbers by which bodies name activities, and two for each kind of page.
QUERIES = 12


def test_package_that_goes_out_comes_in_again(trainer, mentor):
    installed(
        plain_library("H5P.X 1.0", needs=("H5P.Base 1.0",), editor=("H5PEditor.X 1.0",)),
        library_files("H5P.Base 1.0", runnable=False, js="1"),
        library_files("H5PEditor.X 1.0", runnable=False, js="2"),
    )
    picture = {"path": "images/a.png", "mime": "image/png"}
    activity = make_activity(
        params={"text": "Hi", "picture": picture}, files={"images/a.png": png()}
    )

    with pytest.raises(PermissionDenied):
        export_activity(activity=activity, by=mentor)
    with export_activity(activity=activity, by=trainer) as packed:
        upload = keep_upload(source=packed, name="x.h5p", kind=UploadKind.ACTIVITY, by=trainer)

    assert upload.problems == []
    assert upload.activity.current.digest == activity.current.digest
    assert AuditEvent.objects.filter(verb="activity.exported").count() == 1
    assert H5PLibrary.objects.count() == 3


def test_package_without_its_code_does_not_go_out(trainer, admin):
    activity = make_activity()
    refuse_version(version=H5PLibrary.objects.get().in_use, reason="Slow.", by=admin)

    with pytest.raises(ValidationError, match=r"H5P\.X 1\.0"):
        export_activity(activity=activity, by=trainer)
    with pytest.raises(ValidationError, match="nothing in this activity"):
        export_activity(activity=Activity.objects.create(title="Empty"), by=trainer)


def source_of(folder, data):
    path = folder / "upload"
    path.write_bytes(data)
    return path.open("rb")
