from pathlib import Path

import pytest

PROGRAMME = """id: induction
title: Mentor induction
slug: mentor-induction
kind: induction
summary: For your first weeks.
modules: [tgt]
"""
MODULE = """code: TGT
title: Target setting
slug: target-setting
summary: From priority to step.
group: core
validity_months: 24
due_after_days: 28
codes: [S1, K6]
outcomes: [Find the priority.]
can_now: [You can find the priority.]
practice_task: Try it once.
supervision_question: Which target drifted?
sources:
  - {id: rarpa, title: RARPA}
steps: [01-start, 02-words]
"""
LESSON = """---
id: TGT-L%(number)s
title: %(title)s
slug: lesson-%(number)s
minutes: 12
codes: [S1]
summary: A short read.
sources: [rarpa]
---
:::hook
%(text)s
:::

## An idea

Ask first.

:::takeaway
Ask, then write.
:::
"""


class Bundle:
    """A programme's folder, written as a trainer writes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "tgt").mkdir(parents=True)
        self.write("programme.yaml", PROGRAMME)
        self.write("tgt/module.yaml", MODULE)
        self.lesson(1, "01-start", "Start here")
        self.lesson(2, "02-words", "Words")

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def lesson(
        self, number: int, stem: str, title: str, text: str = "You open the screen."
    ) -> Path:
        values = {"number": number, "title": title, "text": text}
        return self.write(f"tgt/{stem}.md", LESSON % values)

    def steps(self, *stems: str) -> None:
        """These steps in this order; the files of the others go."""
        for path in self.folder.glob("tgt/*.md"):
            if path.stem not in stems:
                path.unlink()
        listed = ", ".join(stems)
        self.write("tgt/module.yaml", MODULE.replace("[01-start, 02-words]", f"[{listed}]"))


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    return Bundle(tmp_path / "induction")
