"""A module as its folder of text files: what the reader reads, written. No Django here."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from content.material.lessons import slug_of
from content.material.reader import OWN
from content.material.shapes import EVERYONE, Described, ModuleMaterial, StepKind, StepMaterial
from content.material.sources import in_step, source_texts
from content.material.writing import write_lesson
from content.material.yaml_writing import in_line, write_yaml

LONGEST_STEM = 60
MARK = 12  # digits of a text's hash: enough to tell two versions of one page apart
EXPORTED = "# Written by the export, to notice what is changed here meanwhile. Leave it as it is.\n"


def stems(steps: Sequence[tuple[StepKind, str]]) -> list[str]:
    """The name of each step's file, from its kind and its slug: lessons are numbered."""
    found: list[str] = []
    lessons = 0
    for kind, slug in steps:
        words = slug_of(slug)[:LONGEST_STEM].strip("-")
        if kind == "lesson":
            lessons += 1
            stem = f"{lessons:02}-{words}"
        else:
            stem = words if re.fullmatch(rf"{kind}(-.*)?", words) else f"{kind}-{words}"
        found.append(stem if stem not in found else f"{stem}-{len(found) + 1}")
    return found


def ending_of(kind: StepKind) -> str:
    return ".md" if kind == "lesson" else ".yaml"


def step_text(step: StepMaterial, module_sources: list[dict[str, str]]) -> str:
    """The file of a step; its `data` has what its page says in `as_material`."""
    sources = in_step(source_texts(step.data.get("source_blocks") or []), module_sources)
    details = said(
        {
            "id": step.id,
            "title": step.title,
            "slug": step.slug,
            "minutes": step.minutes,
            "codes": in_line(step.codes),
            "summary": step.summary,
            "required": None if step.required else False,
            **description(step),
            "sources": sources,
        }
    )
    if step.kind == "lesson":
        return write_lesson(details, step.data["body"])
    own = {key: value for key, value in step.data.items() if key in OWN[step.kind]}
    return write_yaml({**details, **own})


def module_text(module: ModuleMaterial) -> str:
    """What the module says of itself, without its steps."""
    return write_yaml(
        said(
            {
                "code": module.code,
                "title": module.title,
                "slug": module.slug,
                "summary": module.summary,
                "group": module.group,
                "validity_months": module.validity_months,
                "due_after_days": module.due_after_days,
                "codes": in_line(module.codes),
                "outcomes": module.outcomes,
                "can_now": module.can_now,
                "practice_task": module.practice_task,
                "supervision_question": module.supervision_question,
                "safeguarding": module.is_safeguarding or None,
                **description(module),
                "sources": module.sources,
            }
        )
    )


def module_file(
    module: ModuleMaterial,
    stems: Sequence[str],
    titles: Mapping[str, str],
    marks: Mapping[str, Any],
) -> str:
    """`module.yaml`: the module, its steps, the titles of its files, the marks of what it was."""
    parts = [module_text(module), write_yaml({"steps": list(stems)})]
    if titles:
        parts.append(write_yaml({"files": dict(titles)}))
    parts += [EXPORTED, write_yaml({"exported": dict(marks)})]
    return "".join(parts)


def description(page: Described) -> dict[str, Any]:
    return {
        "audience": page.audience if page.audience != EVERYONE else None,
        "review_on": page.review_on,
        "draft": page.is_draft or None,
    }


def said(details: Mapping[str, Any]) -> dict[str, Any]:
    """Without what says nothing. False says something, and so does a 0 for days or months."""
    nothing: Iterable[Any] = (None, "", [], {})
    bare = {key: stripped(value) for key, value in details.items()}
    is_said = {
        key: value is False or (value not in nothing and (value != 0 or key != "minutes"))
        for key, value in bare.items()
    }
    return {key: value for key, value in bare.items() if is_said[key]}


def stripped(value: Any) -> Any:
    """As it is read: without white space around a text, without texts of nothing else."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return type(value)(part.strip() for part in value if part.strip())
    return value


def mark_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:MARK]
