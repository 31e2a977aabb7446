"""An activity goes out as a package that plays elsewhere."""

from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from django.core.exceptions import PermissionDenied, ValidationError

from cms.people.accounts.models import User
from cms.people.audit.services import record
from content.h5p.exporting import write_package
from content.h5p.problems import Refused

from .. import access
from ..adapters import StoredFiles, StoredLibraries, manifest_of
from ..models import Activity

IN_MEMORY = 5 * 1024**2


def export_activity(*, activity: Activity, by: User) -> IO[bytes]:
    """The newest version with all its code, to be read from its start and closed by the caller.

    Raises a ValidationError where code is missing that nobody has let in.
    """
    if not access.can_author(by):
        raise PermissionDenied("Activities are taken out by trainers and site admins.")
    version = activity.current
    if version is None:
        raise ValidationError("There is nothing in this activity yet.", code="empty")
    target = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        write_package(
            cast(BinaryIO, target),
            manifest=manifest_of(version),
            params=version.params,
            files=StoredFiles(version),
            libraries=StoredLibraries(),
        )
    except Refused as refused:
        target.close()
        raise ValidationError([problem.message for problem in refused.problems]) from refused
    except BaseException:
        target.close()
        raise
    record(actor=by, verb="activity.exported", obj=activity, detail={"version": version.number})
    target.seek(0)
    return target
