"""Everything that is done: an export is taken, an upload is kept, a bundle becomes drafts."""

from courses.bundles.services.exporting import export_module
from courses.bundles.services.importing import import_bundle
from courses.bundles.services.uploads import discard_upload, keep_upload, sweep_uploads

__all__ = [
    "discard_upload",
    "export_module",
    "import_bundle",
    "keep_upload",
    "sweep_uploads",
]
