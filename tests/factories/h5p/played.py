"""Activities as people meet them: uploaded, let in, and a step of a module."""

import io

from wagtail.models import Page

from cms.people.accounts.models import User
from content.activities.models import Activity, H5PLibraryVersion
from content.activities.rules import UploadKind, VersionState
from content.activities.services.libraries import approve_versions
from content.activities.services.uploads import keep_upload
from courses.interactive.models import ActivityPage
from tests.factories.courses import module_page
from tests.factories.pages import add_page


def uploaded(package: bytes, *, trainer: User, admin: User) -> Activity:
    """Its code is let in, too, so that it plays."""
    upload = keep_upload(
        source=io.BytesIO(package), name="a.h5p", kind=UploadKind.ACTIVITY, by=trainer
    )
    upload.refresh_from_db()
    assert upload.activity is not None, upload.problems
    waiting = H5PLibraryVersion.objects.filter(state=VersionState.WAITING)
    if waiting:
        approve_versions(versions=waiting, by=admin)
    return upload.activity


def activity_step(activity: Activity, parent: Page | None = None, **fields: object) -> ActivityPage:
    values = {"title": "Try it", "slug": "try-it", "minutes": 5, "activity": activity, **fields}
    page: ActivityPage = add_page(parent or module_page(), ActivityPage(**values))
    return page
