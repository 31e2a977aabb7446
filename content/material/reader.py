"""Reads a programme from its folder of text files. Plain Python: no Django here.

    programme.yaml            the programme, and its modules by folder
    tgt/module.yaml           a module, and its steps by file stem, in order
    tgt/01-some-lesson.md     a lesson            (see lessons.py)
    tgt/quiz.yaml             a quiz              (any stem that starts with "quiz")
    tgt/scenario-name.yaml    a scenario          (any stem that starts with "scenario")

Everything wrong is collected and raised at once, each with its file and line. What the questions of
a quiz or the scenes of a scenario must hold is known to the pages that take them
(`fill_from_material`); they say where with `StepMaterial.line_of`.
"""

import uuid
from pathlib import Path
from typing import Any

from content.material.lessons import BLOCKS, read_lesson
from content.material.shapes import (
    MaterialError,
    MaterialErrors,
    ModuleMaterial,
    ProgrammeMaterial,
    StepKind,
    StepMaterial,
)
from content.material.yaml_files import TOKENS, Problems, Sheet, read_sheet

__all__ = [
    "TOKENS",
    "MaterialError",
    "MaterialErrors",
    "ModuleMaterial",
    "ProgrammeMaterial",
    "StepMaterial",
    "read_programme",
    "source_blocks",
]

NEEDED = {"lesson": (), "quiz": ("questions",), "scenario": ("situation", "start", "nodes", "ends")}


def read_programme(folder: Path, *, tokens: frozenset[str] = TOKENS) -> ProgrammeMaterial:
    """The whole programme in `folder`; raises MaterialErrors with everything that is wrong.

    `tokens` are the words that may stand in braces, such as {learner}.
    """
    problems = Problems(tokens)
    programme = take_programme(Path(folder), problems)
    if programme is not None:
        check_unique(programme, problems)
    if problems.errors or programme is None:
        raise MaterialErrors(problems.errors)
    return programme


def take_programme(folder: Path, problems: Problems) -> ProgrammeMaterial | None:
    path = folder / "programme.yaml"
    text = problems.read_text(path)
    sheet = read_sheet(path, text, problems) if text is not None else None
    if sheet is None:
        return None
    modules = [
        take_module(folder / name, sheet, place, problems)
        for place, name in enumerate(sheet.texts("modules"))
    ]
    return ProgrammeMaterial(
        id=sheet.text("id"),
        title=sheet.text("title"),
        slug=sheet.slug(),
        summary=sheet.text("summary"),
        kind=sheet.text("kind"),
        modules=[module for module in modules if module],
        path=path,
        line_of=sheet.lines,
    )


def take_module(
    folder: Path, programme: Sheet, place: int, problems: Problems
) -> ModuleMaterial | None:
    path = folder / "module.yaml"
    if not path.is_file():
        programme.wrong(f"There is no file {folder.name}/module.yaml.", "modules", place)
        return None
    text = problems.read_text(path)
    sheet = read_sheet(path, text, problems) if text is not None else None
    if sheet is None:
        return None
    sources = take_sources(sheet)
    stems = sheet.texts("steps")
    check_files(folder, stems, sheet)
    steps = [take_step(folder, stem, sources, problems) for stem in dict.fromkeys(stems)]
    return ModuleMaterial(
        code=sheet.text("code"),
        title=sheet.text("title"),
        slug=sheet.slug(),
        summary=sheet.text("summary"),
        group=sheet.text("group"),
        validity_months=sheet.number("validity_months", required=False),
        due_after_days=sheet.number("due_after_days", required=False),
        codes=sheet.texts("codes"),
        outcomes=sheet.texts("outcomes"),
        can_now=sheet.texts("can_now"),
        practice_task=sheet.text("practice_task"),
        supervision_question=sheet.text("supervision_question"),
        sources=sources,
        steps=[step for step in steps if step],
        path=path,
        line_of=sheet.lines,
    )


def take_sources(sheet: Sheet) -> list[dict[str, str]]:
    """Each source as plain text values; YAML reads a bare 2019-01-29 as a date, which is fine."""
    raw = sheet.data.get("sources") or []
    if not isinstance(raw, list):
        sheet.wrong("“sources” is a list.", "sources")
        return []
    sources: list[dict[str, str]] = []
    for place, item in enumerate(raw):
        if not isinstance(item, dict) or not item.get("id") or not item.get("title"):
            sheet.wrong("A source has at least “id” and “title”.", "sources", place)
            continue
        source = {str(key): str(value).strip() for key, value in item.items() if value is not None}
        if source["id"] in {earlier["id"] for earlier in sources}:
            sheet.wrong(f"The source “{source['id']}” stands twice.", "sources", place)
        sources.append(source)
    return sources


def check_files(folder: Path, stems: list[str], sheet: Sheet) -> None:
    for place, stem in enumerate(stems):
        found = [ending for ending in (".md", ".yaml") if (folder / f"{stem}{ending}").is_file()]
        if not found:
            sheet.wrong(f"There is no file {stem}.md or {stem}.yaml.", "steps", place)
        elif len(found) > 1:
            sheet.wrong(f"There are both {stem}.md and {stem}.yaml; keep one.", "steps", place)
        if stem in stems[:place]:
            sheet.wrong(f"The step “{stem}” is listed twice.", "steps", place)
    for path in sorted(folder.iterdir()):
        is_step = path.suffix in {".md", ".yaml", ".yml"} and path.name != "module.yaml"
        if is_step and (path.suffix == ".yml" or path.stem not in stems):
            sheet.problems.add(path, 1, "This file is not listed under “steps” in module.yaml.")


def kind_of(path: Path) -> StepKind | None:
    if path.suffix == ".md":
        return "lesson"
    if path.stem.startswith("quiz"):
        return "quiz"
    return "scenario" if path.stem.startswith("scenario") else None


def take_step(
    folder: Path, stem: str, sources: list[dict[str, str]], problems: Problems
) -> StepMaterial | None:
    lesson = folder / f"{stem}.md"
    path = lesson if lesson.is_file() else folder / f"{stem}.yaml"
    kind = kind_of(path)
    if not path.is_file() or (text := problems.read_text(path)) is None:
        return None
    if kind is None:
        problems.add(path, 1, "A step's YAML file is named quiz… or scenario….")
        return None
    read = read_lesson if kind == "lesson" else read_sheet
    sheet = read(path, text, problems)
    if sheet is None:
        return None
    for key in NEEDED[kind]:
        sheet.require(key)
    if kind == "quiz":
        check_questions(sheet)
    sheet.data["source_blocks"] = source_blocks(chosen_sources(sheet, sources))
    return StepMaterial(
        kind=kind,
        id=sheet.text("id"),
        title=sheet.text("title"),
        slug=sheet.slug(),
        minutes=sheet.number("minutes") or 0,
        codes=sheet.texts("codes"),
        summary=sheet.text("summary", required=kind != "quiz"),
        required=sheet.flag("required", default=True),
        data=sheet.data,
        path=path,
        line_of=sheet.lines,
    )


def chosen_sources(sheet: Sheet, sources: list[dict[str, str]]) -> list[dict[str, str]]:
    known = {source["id"]: source for source in sources}
    chosen = sheet.texts("sources", required=False)
    for place, source_id in enumerate(chosen):
        if source_id not in known:
            sheet.wrong(f"The module has no source “{source_id}”.", "sources", place)
    return [known[source_id] for source_id in chosen if source_id in known]


def source_blocks(sources: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Sources as the raw stream of `CollegePage.sources`."""
    keys = ("id", "title", "publisher", "edition", "date", "url")
    return [
        {
            "type": "source",
            "value": {key: source.get(key, "") for key in keys},
            "id": str(uuid.uuid5(BLOCKS, f"source/{source['id']}")),
        }
        for source in sources
    ]


def check_questions(sheet: Sheet) -> None:
    questions = sheet.data.get("questions")
    if not isinstance(questions, list):
        return
    seen: dict[str, int] = {}
    for place, question in enumerate(questions):
        if not isinstance(question, dict) or not question.get("id"):
            sheet.wrong("A question has an “id”.", "questions", place)
            continue
        line = sheet.lines("questions", place)
        earlier = seen.setdefault(str(question["id"]), line)
        if earlier != line:
            words = f"The id “{question['id']}” is already used in line {earlier}."
            sheet.wrong(words, "questions", place)


def check_unique(programme: ProgrammeMaterial, problems: Problems) -> None:
    """Ids and codes are unique in the programme, a module's and a step's slug below its parent."""
    seen: dict[tuple[str, str, str], str] = {}

    def claim(where: str, what: str, value: str, item: ModuleMaterial | StepMaterial) -> None:
        earlier = seen.setdefault((where, what, value), f"{item.path.parent.name}/{item.path.name}")
        if value and earlier != f"{item.path.parent.name}/{item.path.name}":
            problems.add(
                item.path, item.line_of(what), f"The {what} “{value}” is already used in {earlier}."
            )

    for module in programme.modules:
        claim("", "code", module.code, module)
        claim("", "slug", module.slug, module)
        for step in module.steps:
            claim("", "id", step.id, step)
            claim(module.path.parent.name, "slug", step.slug, step)
