"""A small programme in a folder, to be broken in one place by each test."""

from pathlib import Path
from textwrap import dedent

import yaml

SHIPPED = Path(__file__).parents[2] / "content" / "material"

LESSON = """\
    ---
    id: TGT-L1
    title: Start where the learner is
    slug: start-where-the-learner-is
    minutes: 12
    codes: [S1, K6]
    summary: Read the starting point.
    sources: [rarpa]
    ---
    :::hook
    Wait a minute.
    :::

    ## What you know

    Most {learners} arrive with a trail.

    :::example title="Two ways in"
    **Mentor:** What's going all right?
    :::

    :::reflect key="the-file" minutes=2
    What did the file miss?
    :::

    :::college key="starting-points" title="In your college"
    **For your trainer:** say where the results are.

    Ask your {line_manager}.
    :::

    :::takeaway
    Find the priority first.
    :::
    """

FILES = {
    "programme.yaml": """\
        id: induction
        title: Mentor induction
        slug: mentor-induction
        kind: induction
        summary: Your first weeks.
        modules: [tgt]
        """,
    "tgt/module.yaml": """\
        code: TGT
        title: Target setting
        slug: target-setting
        summary: Targets that work.
        group: core
        validity_months: 24
        due_after_days: 28
        codes: [S1]
        outcomes: [Find the priority.]
        can_now: [You can find the priority.]
        practice_task: Try it.
        supervision_question: Which target drifted?
        sources:
          - id: rarpa
            title: RARPA policy
            date: 2022-12-19
        steps: [01-start, scenario-organised, quiz]
        """,
    "tgt/01-start.md": LESSON,
    "tgt/scenario-organised.yaml": """\
        id: TGT-S1
        title: Be more organised
        slug: be-more-organised
        minutes: 8
        required: false
        codes: [S1]
        summary: A target from outside.
        situation: Connor brings a note.
        start: n1
        nodes:
          n1: {text: He waits., options: [{id: a, text: Ask., next: e1}]}
        ends:
          e1: {band: good, text: Well done.}
        """,
    "tgt/quiz.yaml": """\
        id: TGT-Q
        title: Check yourself
        slug: quiz
        minutes: 10
        pass_mark: 80
        codes: [S1]
        questions:
          - id: q1
            type: tf
            stem: Targets are agreed.
            options: ["*True", "False"]
          - id: q2
            type: tf
            stem: Targets are copied.
            options: ["True", "*False"]
        """,
}


def write_bundle(folder: Path) -> Path:
    for name, text in FILES.items():
        write(folder, name, dedent(text))
    return folder


def shipped_programme(folder: Path, *modules: str) -> Path:
    """A programme of only these of the modules that come with the site."""
    shipped = SHIPPED / "induction"
    details = yaml.safe_load((shipped / "programme.yaml").read_text(encoding="utf-8"))
    write(folder, "programme.yaml", yaml.safe_dump({**details, "modules": list(modules)}))
    for module in modules:
        (folder / module).symlink_to(shipped / module)
    return folder


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replaces words in a file; returns the line in which they stood."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    write(folder, name, text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1
