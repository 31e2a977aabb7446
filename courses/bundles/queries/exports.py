"""What an export holds, and what its author should know before taking it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from content.material.archives import FileToPack
from content.material.folders import ending_of, module_file, step_text
from courses.bundles.queries.drafts import ModuleNow, PageNow
from courses.bundles.queries.files import KnownFile


@dataclass(frozen=True)
class ExportLine:
    """A file of the export and the page it is made of."""

    name: str
    page: PageNow
    kind: str


@dataclass(frozen=True)
class Export:
    folder: str
    texts: dict[str, str]
    files: list[FileToPack]
    lines: list[ExportLine]
    lost: list[KnownFile]  # used, but gone from the storage

    @property
    def name(self) -> str:
        return f"{self.folder}.zip"

    @property
    def drafts(self) -> list[ExportLine]:
        return [line for line in self.lines if line.page.is_draft]


def export_of(now: ModuleNow) -> Export:
    stems = now.stems()
    named = {
        f"{stem}{ending_of(s.material.kind)}": s for stem, s in zip(stems, now.steps, strict=True)
    }
    texts = {"module.yaml": module_file(now.material, stems, now.files.titles(), marks_of(now))}
    texts |= {name: step_text(s.material, now.material.sources) for name, s in named.items()}
    lines = [ExportLine("module.yaml", now, "Module")]
    lines += [ExportLine(name, step, step.row.kind_label) for name, step in named.items()]
    return Export(now.row.code.lower(), texts, list(files_of(now)), lines, now.files.lost())


def marks_of(now: ModuleNow) -> dict[str, object]:
    """What an import compares with the pages as they stand by then."""
    steps = {step.id: step.mark for step in now.steps}
    return {"module": now.mark, **({"steps": steps} if steps else {})}


def files_of(now: ModuleNow) -> Iterator[FileToPack]:
    for file in now.files.there():
        stored = file.row.file
        yield FileToPack(file.name, partial(stored.storage.open, stored.name))
