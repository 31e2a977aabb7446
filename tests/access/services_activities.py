"""The services of activities, of the code that plays them and of what people did in them."""

import uuid
from io import BytesIO
from typing import Any

from content.activities.rules import Reached, UploadKind, Weight
from content.h5p.names import parse_library_name
from tests.access.calls import Call, Row, also, of
from tests.access.scene import Scene
from tests.access.scene_activities import CHOICE, KEPT_BACK
from tests.factories.h5p.activities import plain_library
from tests.factories.h5p.packages import package_bytes
from tests.factories.h5p.playable import choice_params
from tests.factories.h5p.results import statement
from tests.factories.h5p.types import PICTURE

AUTHORS, CODE = "trainer admin", "admin"
A = "content.activities.services"
PLACE = {"activity": "activity", "page": "activity_page"}
ACTIVITY = {"activity": "activity"}
RIGHTS = {"license": "U", "authors": []}


def played(*, by_herself: bool = False, **values: Any) -> Call:
    """The mentor at the activity; or whoever acts."""

    def arguments(scene: Scene, by: Any) -> dict[str, Any]:
        return {
            **of(**PLACE)(scene, by),
            "participant": by if by_herself else scene.mentor,
            "version": scene.activity.current,
            "block_id": "",
            **values,
        }

    return arguments


def said(*, by_herself: bool = False) -> Call:
    def arguments(scene: Scene, by: Any) -> dict[str, Any]:
        raw = statement(scene.activity, response="0", points=(1, 1))
        return played(by_herself=by_herself, sent_as=uuid.uuid4(), raw=raw)(scene, by)

    return arguments


def sent(kind: UploadKind, activity: str = "") -> Call:
    """A package whose code is here already, or code alone."""
    code = {"H5P.New 1.0": plain_library("H5P.New 1.0")}
    is_code = kind == UploadKind.LIBRARIES
    data = package_bytes(libraries=code) if is_code else package_bytes(CHOICE, choice_params())

    def arguments(scene: Scene, _by: Any) -> dict[str, Any]:
        more = {"activity": getattr(scene, activity)} if activity else {}
        return {"source": BytesIO(data), "name": "sent.h5p", "kind": kind, **more}

    return arguments


def about(weight: Weight) -> Call:
    words = {"title": "What helps", "text_alternative": "", "accessible_url": ""}
    return also(ACTIVITY, weight=weight, **words)


def written(name: str = CHOICE, **more: Any) -> dict[str, Any]:
    params = choice_params("<p>What else?</p>") if name == CHOICE else {}
    return {"title": "Another", "params": params, "files": {}, **more}


def saved(name: str = CHOICE) -> Call:
    """With the form of authors, from its beginning."""
    library = parse_library_name(name)
    values = written(name, library=library, rights=RIGHTS, activity=None, base=None, over=None)
    return lambda _s, _by: values


STATE = {"sub_content_id": "0", "data_type": "state", "data": '{"answers":[1]}'}
CONTENT = written(main=parse_library_name(CHOICE), language="en")

ACTIVITY_SERVICES = [
    Row(f"{A}.keep_upload", AUTHORS, sent(UploadKind.ACTIVITY)),
    Row(f"{A}.keep_upload", AUTHORS, sent(UploadKind.REPLACEMENT, "activity"), note="of a version"),
    Row(f"{A}.keep_upload", CODE, sent(UploadKind.LIBRARIES), note="of code"),
    Row(f"{A}.keep_media", AUTHORS,
        lambda _s, _by: {"source": BytesIO(PICTURE), "name": "a.png", "kind": "image"}),
    Row(f"{A}.save_content", AUTHORS, lambda _s, _by: {**CONTENT, "activity": None}),
    Row(f"{A}.save_content", AUTHORS, also(ACTIVITY, **CONTENT), note="of a version"),
    Row(f"{A}.change_activity", AUTHORS, about(Weight.PRACTICE)),
    Row(f"{A}.change_activity", "trainer", about(Weight.VERIFIED), note="so that results count"),
    Row(f"{A}.archive_activity", AUTHORS, of(**ACTIVITY)),
    Row(f"{A}.restore_activity", AUTHORS, of(activity="activity_away")),
    Row(f"{A}.delete_activity", AUTHORS, of(activity="activity_spare")),
    Row(f"{A}.export_activity", AUTHORS, of(**ACTIVITY)),
    Row(f"{A}.approve_version", CODE, of(version="code_waiting")),
    Row(f"{A}.approve_versions", CODE, lambda s, _by: {"versions": [s.code_waiting]}),
    Row(f"{A}.refuse_version", CODE, also({"version": "code_waiting"}, reason="It calls home.")),
    Row(f"{A}.restrict_library", CODE, also({"library": "code"}, is_restricted=True)),
    Row(f"{A}.delete_library", CODE, of(library="code_spare")),
    Row(f"{A}.open_seat", "mentor", played()),
    Row(f"{A}.open_seat", "staff", played(by_herself=True), note="herself"),
    Row(f"{A}.save_state", "mentor", played(**STATE)),
    Row(f"{A}.save_state", "staff", played(by_herself=True, **STATE), note="herself"),
    Row(f"{A}.record_statement", "mentor", said()),
    Row(f"{A}.record_statement", "staff", said(by_herself=True), note="herself"),
    Row("content.authoring.services.save_written", AUTHORS, saved()),
    Row("content.authoring.services.save_written", CODE, saved(KEPT_BACK),
        note="with code kept back"),
    Row("courses.interactive.services.credit_activity", "mentor",
        also({"attempt": "activity_attempt"}, reached=Reached.FINISHED)),
]  # fmt: skip

CLOCK = "a worker, by the clock"
ACTIVITY_OF_THE_SITE = {
    f"{A}.read_upload": "a worker; whoever uploaded it is asked once more",
    f"{A}.import_package": "the same",
    f"{A}.give_up": CLOCK,
    f"{A}.resume_uploads": CLOCK,
    f"{A}.sweep_storage": CLOCK,
    f"{A}.make_ready": "a worker, after code was let in; only what can be made again",
    f"{A}.make_version_ready": "a worker, after a version was saved; the same",
}
# Parts of services that have a name without an underscore.
ACTIVITY_PARTS = {
    f"{A}.{name}"
    for name in (
        "check_files", "check_restricted", "digest_of", "is_same", "make_content", "manifest_for",
        "missing", "put_in_use", "read_later", "write_version",
    )
}  # fmt: skip
