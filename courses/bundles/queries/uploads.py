"""An upload between two screens, and what can be read in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.core import signing
from django.core.files.storage import default_storage

from content.material.archives import put, unpack
from content.material.files import FileUse, files_in
from content.material.reader import read_bundle, read_step
from content.material.shapes import MaterialError, MaterialErrors, ModuleMaterial, StepMaterial
from courses.bundles.rules import KEPT_HOURS

SALT = "courses.bundles.upload"
FOLDER = "bundles"  # of the storage; nothing in it has an address
ZIP_STARTS = b"PK\x03\x04"


@dataclass(frozen=True)
class Upload:
    """Where an upload is kept, under whose name, for which page."""

    stored: str
    name: str
    page: int
    by: int

    @property
    def token(self) -> str:
        return signing.dumps([self.stored, self.name, self.page, self.by], salt=SALT)


@dataclass
class Bundle:
    """A module, or one step of it, as it was uploaded. Its folder goes with the `with`."""

    folder: Path
    module: ModuleMaterial | None
    steps: list[StepMaterial]
    complaints: list[MaterialError] = field(default_factory=list)

    @property
    def titles(self) -> dict[str, Any]:
        found = self.module.data.get("files") if self.module else None
        return found if isinstance(found, dict) else {}

    @property
    def marks(self) -> dict[str, Any]:
        """What the export wrote down: of the module, and of each step by its id."""
        found = self.module.data.get("exported") if self.module else None
        marks = found if isinstance(found, dict) else {}
        steps = marks.get("steps")
        return {"module": marks.get("module"), "steps": steps if isinstance(steps, dict) else {}}

    @property
    def wrong(self) -> list[MaterialError]:
        return [error for error in self.complaints if error.weight == "wrong"]

    @property
    def sound_steps(self) -> list[StepMaterial]:
        """Of a file in which something is wrong, nothing more is asked."""
        broken = {error.path for error in self.wrong}
        return [step for step in self.steps if step.path not in broken]

    def uses(self) -> list[tuple[StepMaterial, FileUse]]:
        lessons = [step for step in self.sound_steps if step.kind == "lesson"]
        return [(step, use) for step in lessons for use in files_in(step.data["body"])]

    def unused(self) -> list[str]:
        used = {use.name for _, use in self.uses()}
        there = sorted(path for path in (self.folder / "files").glob("*"))
        return [f"files/{path.name}" for path in there if f"files/{path.name}" not in used]


def upload_of(token: str, *, page: int, by: Any) -> Upload | None:
    """None for a token that is too old, of another person or page, or of an upload that is gone."""
    try:
        values = signing.loads(token, salt=SALT, max_age=timedelta(hours=KEPT_HOURS))
    except signing.BadSignature:
        return None
    upload = Upload(*values)
    is_theirs = (upload.page, upload.by) == (page, by.pk)
    return upload if is_theirs and default_storage.exists(upload.stored) else None


def is_zip(source: IO[bytes], name: str) -> bool:
    start = source.read(len(ZIP_STARTS))
    source.seek(0)
    return start == ZIP_STARTS or name.lower().endswith(".zip")


@contextmanager
def bundle_in(
    source: IO[bytes], name: str, sources: list[dict[str, str]] | None
) -> Iterator[Bundle]:
    """What an upload says. Raises MaterialErrors with everything that is wrong, by file and line.

    `sources` are those of the module a single step belongs to; None where there is no module yet.
    """
    with TemporaryDirectory(prefix="waymark-bundle-") as made:
        folder = Path(made)
        if is_zip(source, name):
            unpack(source, folder)
            module, complaints = read_bundle(folder)
            yield Bundle(folder, module, module.steps, complaints)
        elif sources is None:
            words = "A new module comes as a zip of its folder."
            raise MaterialErrors([MaterialError(Path(name or "file"), 1, words)])
        else:
            step, complaints = read_step(put(name, source, folder), sources)
            yield Bundle(folder, None, [step], complaints)


@contextmanager
def bundle_kept(upload: Upload, sources: list[dict[str, str]] | None) -> Iterator[Bundle]:
    with (
        default_storage.open(upload.stored) as source,
        bundle_in(source, upload.name, sources) as bundle,
    ):
        yield bundle
