"""Checks a folder of text files and measures it: `python -m content.material FOLDER`."""

import sys
from pathlib import Path
from typing import Any

from content.language.rules import reading_grade
from content.material.guidance import read_guidance
from content.material.measuring import estimated_minutes, practice_minutes, texts_of, words_in
from content.material.reader import read_module, read_programme
from content.material.shapes import MaterialErrors, ModuleMaterial

GUIDANCE = Path(__file__).with_name("guidance")


def grade_of(body: list[Any]) -> float:
    return reading_grade("\n\n".join(text for block in body for text in texts_of(block["value"])))


def unknown_facts(module: ModuleMaterial, known: set[str]) -> list[str]:
    return [
        f"{step.path}: there is no fact “{block['value']['key']}” in {GUIDANCE.name}/."
        for step in module.steps
        for block in step.data.get("body", [])
        if block["type"] == "fact" and block["value"]["key"] not in known
    ]


def report(module: ModuleMaterial) -> str:
    lines = [f"{module.code}  {module.title}"]
    lessons = [step for step in module.steps if step.kind == "lesson"]
    for lesson in lessons:
        body = lesson.data["body"]
        lines.append(
            f"  {lesson.id:<8} {words_in(body):>5} words  {lesson.minutes:>3} min promised "
            f"{estimated_minutes(body):>3} estimated ({practice_minutes(body)} practice)  "
            f"grade {grade_of(body):.1f}  {lesson.title}"
        )
    questions = sum(len(step.data.get("questions", [])) for step in module.steps)
    scenarios = sum(step.kind == "scenario" for step in module.steps)
    codes = sorted({code for step in module.steps for code in step.codes} | set(module.codes))
    words = sum(words_in(lesson.data["body"]) for lesson in lessons)
    everything = [block for lesson in lessons for block in lesson.data["body"]]
    lines.append(
        f"  {len(lessons)} lessons, {words} words, {sum(step.minutes for step in module.steps)} "
        f"minutes, grade {grade_of(everything):.1f}, {questions} questions, {scenarios} scenarios, "
        f"statements {' '.join(codes)}"
    )
    return "\n".join(lines)


def main(folder: Path) -> int:
    """The number of things that are wrong."""
    try:
        facts = {fact.key for item in read_guidance(GUIDANCE) for fact in item.facts}
    except MaterialErrors as problem:
        print(problem)
        facts = set()
    try:
        if (folder / "programme.yaml").is_file():
            modules = read_programme(folder).modules
        else:
            modules = [read_module(folder)]
    except MaterialErrors as problem:
        print(problem)
        return len(problem.errors)
    wrong = [words for module in modules for words in unknown_facts(module, facts)]
    print("\n".join([*map(report, modules), *wrong]))
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1])), 1))
