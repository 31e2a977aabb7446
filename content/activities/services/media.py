"""Pictures, films and sounds that an author adds to an activity."""

import uuid
from typing import IO, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat

from cms.people.accounts.models import User
from content.h5p.limits import Limits

from .. import access
from ..adapters import HEAD, keep_file
from ..rules.media import FOLDERS, media_ending, media_type_of


def keep_media(*, source: IO[bytes], name: str, kind: str, by: User) -> dict[str, Any]:
    """Keep a file for a field of the kind image, video, audio or file.

    Gives the path for the content, and what ActivityVersion.files holds under it. What no version
    names a day later is swept away.
    """
    if not access.can_author(by):
        raise PermissionDenied("Files are added by those who make activities.")
    if kind not in FOLDERS:
        raise ValidationError("There is no such kind of file.", code="kind")
    most, file = Limits().file_bytes, File(source)
    if file.size > most:
        raise ValidationError(f"This file is over {filesizeformat(most)}: too large.", code="size")
    source.seek(0)
    ending = media_ending(kind, media_type_of(source.read(HEAD), name), name)
    source.seek(0)
    path = f"{FOLDERS[kind]}/{kind}-{uuid.uuid4().hex[:12]}.{ending}"
    return {"path": path, **keep_file(path, source)}
