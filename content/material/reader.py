"""Reads a programme from its folder of text files. Plain Python: no Django here.

    programme.yaml            the programme, and its modules by folder
    tgt/module.yaml           a module, and its steps by file stem, in order
    tgt/01-some-lesson.md     a lesson            (see lessons.py)
    tgt/quiz.yaml             a quiz              (any stem that starts with "quiz")
    tgt/scenario-name.yaml    a scenario          (any stem that starts with "scenario")
    tgt/files/name.png        what lessons show   (only in what editors here export and import)

Any of them may say `audience`, `review_on` and `draft: true`; a step's `sources` may stand there in
full. A draft may be unfinished, and no load publishes it. `exported` and `files` in module.yaml are
written by an export (courses.bundles), and so is `at`, the id of a part that follows from nothing.

Everything wrong is collected and raised at once, each with its file and line. What the questions of
a quiz or the scenes of a scenario must hold is known to the pages that take them
(`fill_from_material`); they say where with `StepMaterial.line_of`.
"""

import re
from pathlib import Path

from content.material.lessons import read_lesson
from content.material.questions import check_questions
from content.material.shapes import (
    MaterialError,
    MaterialErrors,
    ModuleMaterial,
    ProgrammeMaterial,
    StepKind,
    StepMaterial,
)
from content.material.sources import SourceText, chosen_sources, source_blocks, take_sources
from content.material.yaml_files import TOKENS, Problems, Sheet, read_sheet

__all__ = [
    "TOKENS",
    "MaterialError",
    "MaterialErrors",
    "ModuleMaterial",
    "ProgrammeMaterial",
    "StepMaterial",
    "read_bundle",
    "read_module",
    "read_programme",
    "read_step",
    "source_blocks",
]

MODULE = frozenset({
    "code", "title", "slug", "summary", "group", "validity_months", "due_after_days", "codes",
    "outcomes", "can_now", "practice_task", "supervision_question", "safeguarding", "audience",
    "review_on", "draft", "sources", "steps", "files", "exported",
})  # fmt: skip
STEP = frozenset({
    "id", "title", "slug", "minutes", "codes", "summary", "required", "audience", "review_on",
    "draft", "sources",
})  # fmt: skip
OWN = {
    "lesson": frozenset({"body"}),
    "quiz": frozenset({"intro", "pass_mark", "shuffle_options", "shuffle_questions", "questions"}),
    "scenario": frozenset(
        {
            "situation",
            "start",
            "nodes",
            "ends",
            "unsafe",
            "mode",
            "counting",
            "confidence",
            "prompts",
            "warning",
            "way_out",
            "meters",
            "facts",
            "musts",
        }
    ),
}
NEEDED = {"lesson": (), "quiz": ("questions",), "scenario": ("situation", "start", "nodes", "ends")}
STEM = re.compile(r"\w[\w .()-]*")  # a name in the folder itself, never a way out of it


def read_programme(folder: Path, *, tokens: frozenset[str] = TOKENS) -> ProgrammeMaterial:
    """The whole programme in `folder`; raises MaterialErrors with everything that is wrong.

    `tokens` are the words that may stand in braces, such as {learner}. Drafts are checked and left
    out: they wait in their files.
    """
    problems = Problems(tokens)
    programme = take_programme(Path(folder), problems)
    if programme is not None:
        check_unique(programme.modules, problems)
    if problems.errors or programme is None:
        raise MaterialErrors(problems.errors)
    programme.modules = [module for module in programme.modules if not module.is_draft]
    for module in programme.modules:
        module.steps = [step for step in module.steps if not step.is_draft]
    return programme


def read_module(folder: Path, *, tokens: frozenset[str] = TOKENS) -> ModuleMaterial:
    """One module by itself; raises MaterialErrors like `read_programme`."""
    problems = Problems(tokens)
    module = take_module(Path(folder), None, 0, problems)
    if module is not None:
        check_unique([module], problems)
    if problems.errors or module is None:
        raise MaterialErrors(problems.errors)
    return module


def read_bundle(folder: Path) -> tuple[ModuleMaterial, list[MaterialError]]:
    """A module as an editor here may have written it, and everything that is to be said of it.

    Raises MaterialErrors where nothing can be made of module.yaml. Otherwise what is wrong in a
    step's file is among the rest, so that the other files are looked at as well.
    """
    problems = Problems()
    module = take_module(Path(folder), None, 0, problems)
    if module is None:
        raise MaterialErrors(problems.errors)
    check_unique([module], problems)
    return module, problems.errors


def read_step(path: Path, sources: list[SourceText]) -> tuple[StepMaterial, list[MaterialError]]:
    """The same for one step's file alone; `sources` are those of its module."""
    problems = Problems()
    step = take_step(path.parent, path.stem, sources, problems)
    if step is None:
        raise MaterialErrors(problems.errors)
    return step, problems.errors


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
    folder: Path, programme: Sheet | None, place: int, problems: Problems
) -> ModuleMaterial | None:
    path = folder / "module.yaml"
    if not path.is_file() and programme is not None:
        programme.wrong(f"There is no file {folder.name}/module.yaml.", "modules", place)
        return None
    text = problems.read_text(path)
    sheet = read_sheet(path, text, problems) if text is not None else None
    if sheet is None:
        return None
    sheet.only(MODULE)
    sources = take_sources(sheet)
    stems = sheet.texts("steps", lacking="optional")
    check_files(folder, stems, sheet)
    steps = [
        take_step(folder, stem, sources, problems)
        for stem in dict.fromkeys(stems)
        if STEM.fullmatch(stem)
    ]
    take_description(sheet)
    check_exported(sheet)
    module = ModuleMaterial(
        code=sheet.text("code"),
        title=sheet.text("title"),
        slug=sheet.slug(),
        summary=sheet.text("summary", lacking="unfinished"),
        group=sheet.text("group"),
        validity_months=sheet.number("validity_months", required=False, least=0),
        due_after_days=sheet.number("due_after_days", required=False, least=0),
        codes=sheet.texts("codes", lacking="optional"),
        outcomes=sheet.texts("outcomes", lacking="optional"),
        can_now=sheet.texts("can_now", lacking="optional"),
        practice_task=sheet.text("practice_task", lacking="optional"),
        supervision_question=sheet.text("supervision_question", lacking="optional"),
        is_safeguarding=sheet.flag("safeguarding", default=False),
        sources=sources,
        steps=[step for step in steps if step],
        path=path,
        line_of=sheet.lines,
        data=sheet.data,
    )
    if module.is_draft:
        problems.allow_draft(path)
    return module


def take_description(sheet: Sheet) -> None:
    """What `Described` gives out, checked."""
    sheet.text("audience", required=False)
    sheet.day("review_on")
    sheet.flag("draft", default=False)


def check_exported(sheet: Sheet) -> None:
    """The titles of files, and what an export wrote down of the pages as they stood."""
    titles = sheet.data.get("files")
    if titles is not None and not isinstance(titles, dict):
        sheet.wrong("“files” has the name of each file and its title.", "files")
    for name, title in titles.items() if isinstance(titles, dict) else ():
        if not isinstance(name, str) or not isinstance(title, str):
            sheet.wrong("“files” has names and titles only; put them in quotes.", "files", name)
    exported = sheet.data.get("exported")
    if exported is not None and not isinstance(exported, dict):
        sheet.wrong("“exported” is written by the export; leave it as it was.", "exported")


def check_files(folder: Path, stems: list[str], sheet: Sheet) -> None:
    for place, stem in enumerate(stems):
        if not STEM.fullmatch(stem):
            sheet.wrong(
                f"“{stem[:40]}” is not the name of a file without its ending.", "steps", place
            )
            continue
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
    if kind is None and path.is_file():
        problems.add(path, 1, "A step's YAML file is named quiz… or scenario….")
    if kind is None or not path.is_file() or (text := problems.read_text(path)) is None:
        return None
    read = read_lesson if kind == "lesson" else read_sheet
    sheet = read(path, text, problems)
    if sheet is None:
        return None
    sheet.only(STEP | OWN[kind])
    for key in NEEDED[kind]:
        sheet.require(key, "unfinished")
    if kind == "quiz":
        check_quiz(sheet)
    if kind == "lesson" and not sheet.data["body"]:
        sheet.wrong("Nothing stands below the details: write the lesson.", weight="unfinished")
    take_description(sheet)
    sheet.data["source_blocks"] = source_blocks(chosen_sources(sheet, sources))
    step = StepMaterial(
        kind=kind,
        id=sheet.text("id"),
        title=sheet.text("title"),
        slug=sheet.slug(),
        minutes=sheet.number("minutes", lacking="optional") or 0,
        codes=sheet.texts("codes", lacking="optional"),
        summary=sheet.text("summary", required=kind != "quiz", lacking="optional"),
        required=sheet.flag("required", default=True),
        data=sheet.data,
        path=path,
        line_of=sheet.lines,
    )
    if step.is_draft:
        problems.allow_draft(path)
    return step


def check_quiz(sheet: Sheet) -> None:
    check_questions(sheet)
    sheet.text("intro", required=False)
    sheet.number("pass_mark", required=False)
    for key in ("shuffle_options", "shuffle_questions"):
        sheet.flag(key, default=True)


def check_unique(modules: list[ModuleMaterial], problems: Problems) -> None:
    """Ids and codes are unique in a programme, a module's and a step's slug below its parent."""
    seen: dict[tuple[str, str, str], str] = {}

    def claim(where: str, what: str, value: str, item: ModuleMaterial | StepMaterial) -> None:
        earlier = seen.setdefault((where, what, value), f"{item.path.parent.name}/{item.path.name}")
        if value and earlier != f"{item.path.parent.name}/{item.path.name}":
            problems.add(
                item.path, item.line_of(what), f"The {what} “{value}” is already used in {earlier}."
            )

    for module in modules:
        claim("", "code", module.code, module)
        claim("", "slug", module.slug, module)
        for step in module.steps:
            claim("", "id", step.id, step)
            claim(module.path.parent.name, "slug", step.slug, step)
