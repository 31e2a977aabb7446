from tempfile import TemporaryFile
from typing import IO

from django.core.exceptions import PermissionDenied

from cms.people.accounts.models import User
from cms.people.audit.services import record
from content.material.archives import pack
from courses.bundles import access
from courses.bundles.queries.drafts import module_now
from courses.bundles.queries.exports import export_of
from courses.catalogue.models import ModulePage


def export_module(*, module: ModulePage, by: User) -> IO[bytes]:
    """The latest draft of every page of the module as a zip; whoever gets it closes it."""
    if not access.can_export(by, module):
        raise PermissionDenied("A module is exported by those who may edit it.")
    export = export_of(module_now(module.pk))
    target = TemporaryFile()  # noqa: SIM115 - it is what is given back
    pack(target, export.folder, export.texts, export.files)
    target.seek(0)
    record(
        actor=by,
        verb="module.exported",
        obj=module,
        detail={"steps": len(export.texts) - 1, "files": len(export.files)},
    )
    return target
