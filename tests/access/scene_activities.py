"""Activities of the scene: one that the mentor has played where it stands in a page, others in the
states that an address or a service needs, code in use and code that waits, and what was uploaded.
"""

from typing import Any

from content.activities.models import Activity, ActivityAttempt, ActivitySeat, PackageUpload
from content.activities.rules import UploadKind, UploadState, VersionState
from content.activities.services import archive_activity
from tests.factories.courses import module_page
from tests.factories.h5p.activities import install_library, make_activity, plain_library
from tests.factories.h5p.playable import PARTS, choice_params, playable
from tests.factories.h5p.played import activity_step
from tests.factories.h5p.results import finished, keep
from tests.factories.h5p.types import PICTURE

CHOICE, KEPT_BACK = "H5P.MultiChoice 1.16", "H5P.KeptBack 1.0"
PICTURE_PATH = "images/a.png"
STATE = '{"answers":[0],"note":"I waited too long."}'


def activity_rows(scene: Any) -> dict[str, Any]:
    trainer, admin = scene.trainer, scene.admin
    install_library(playable(PARTS), by=admin)
    code = install_library(playable("Waymark.Choice 1.0", CHOICE), by=admin)
    kept_back = install_library(plain_library(KEPT_BACK), by=admin)
    kept_back.is_restricted = True
    kept_back.save()
    spare = install_library(plain_library("H5P.Spare 1.0"), by=admin)
    waits = plain_library("H5P.Waiting 1.0")
    waiting = install_library(waits, state=VersionState.WAITING, by=trainer)
    return {
        "code": code,
        "code_kept_back": kept_back,
        "code_spare": spare,
        "code_waiting": waiting.versions.get(),
        **played_rows(scene),
        "activity_spare": make_activity("A spare one", CHOICE, choice_params("<p>Why?</p>")),
        "activity_away": archive_activity(
            activity=make_activity("Put away", CHOICE, choice_params("<p>When?</p>")), by=admin
        ),
        "upload_of_trainer": upload(UploadKind.ACTIVITY, by=trainer),
        "upload_of_admin": upload(UploadKind.LIBRARIES, by=admin),
    }


def played_rows(scene: Any) -> dict[str, Any]:
    """In a page of a module of its own, which nobody has on her list."""
    files = {PICTURE_PATH: PICTURE}
    activity = make_activity("What comes first", CHOICE, choice_params(), files, by=scene.trainer)
    page = activity_step(activity, module_page(scene.programme, code="ACT"))
    keep(scene.mentor, activity, STATE, page=page)
    return {
        "activity": activity,
        "activity_page": page,
        "activity_attempt": finished(scene.mentor, activity, page=page),
        "attempt_of_outsider": attempt_of(scene.outsider, activity, page),
    }


def attempt_of(person: Any, activity: Activity, page: Any) -> ActivityAttempt:
    """From when she still worked here."""
    seat = ActivitySeat.objects.create(participant=person, activity=activity, page_id=page.pk)
    return ActivityAttempt.objects.create(
        seat=seat, participant=person, activity=activity, version=activity.current, number=1
    )


def upload(kind: UploadKind, *, by: Any) -> PackageUpload:
    return PackageUpload.objects.create(
        kind=kind, state=UploadState.DONE, stored="", name="choice.h5p", size=9, uploaded_by=by
    )
