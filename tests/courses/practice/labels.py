"""Reads the labelled sets and counts, aspect by aspect, how often the rules say the same."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from courses.practice.rules.questions import QuestionReading, read_question
from courses.practice.rules.targets import TargetReading, read_target

LABELLED = Path(__file__).parent / "labelled"
FLAGS = ["advice", "leading", "bites", "exception", "scaling"]
QUESTION_ASPECTS = [
    "question", "open", "closed", "fact", "stacked", *FLAGS, "forward", "back", "now",
]  # fmt: skip
TARGET_ASPECTS = ["verb", "product", "date", "size", "jargon", "reading"]


@dataclass
class Tally:
    """Right, wrongly said, and missed, with the texts so that a person can look at them."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def count(self, text: str, said: set[str], labelled: set[str]) -> None:
        self.right.update(said & labelled)
        self.wrong.update(said - labelled)
        self.missed.update(labelled - said)
        if said != labelled:
            extra, lacking = sorted(said - labelled), sorted(labelled - said)
            self.misses.append(f"{text}\n      said {extra}, labelled {lacking}")

    def precision(self, aspect: str) -> float:
        said = self.right[aspect] + self.wrong[aspect]
        return self.right[aspect] / said if said else 1.0

    def recall(self, aspect: str) -> float:
        labelled = self.right[aspect] + self.missed[aspect]
        return self.right[aspect] / labelled if labelled else 1.0


def load(name: str) -> list[dict]:
    return yaml.safe_load((LABELLED / f"{name}.yaml").read_text(encoding="utf-8"))


def labels_of_question(row: dict) -> set[str]:
    flags = set(row.get("is", []))
    if row.get("question") is False:
        return flags
    count = {"stacked"} if row.get("count") == "stacked" else set()
    return {"question", row.get("open", "open"), row.get("way", "now")} | count | flags


def said_of_question(reading: QuestionReading) -> set[str]:
    flags = [
        reading.is_advice, reading.is_leading, reading.bites,
        reading.seeks_exception, reading.is_scaling,
    ]  # fmt: skip
    said = {name for name, is_so in zip(FLAGS, flags, strict=True) if is_so}
    if not reading.is_question:
        return said
    stacked = {"stacked"} if reading.count == "stacked" else set()
    return {"question", str(reading.openness), str(reading.direction)} | stacked | said


def said_of_target(reading: TargetReading) -> set[str]:
    return {finding.key for finding in reading.findings if finding.verdict == "look"}


def tally_questions(name: str) -> Tally:
    rows = ((row["say"], labels_of_question(row)) for row in load(name))
    return tally(rows, lambda text: said_of_question(read_question(text)))


def tally_targets(name: str) -> Tally:
    plain_words = load("plain_words")
    rows = ((row["say"], set(row["look"])) for row in load(name))
    return tally(rows, lambda text: said_of_target(read_target(text, plain_words=plain_words)))


def tally(rows: Iterable[tuple[str, set[str]]], read: Callable[[str], set[str]]) -> Tally:
    counted = Tally()
    for text, labelled in rows:
        counted.count(text, read(text), labelled)
    return counted


def table(tallies: dict[str, Tally], aspects: list[str]) -> str:
    """Precision and recall in per cent, with the number labelled, one line an aspect."""
    lines = ["", f"{'':12}" + "".join(f"{name:>26}" for name in tallies)]
    lines.append(f"{'':12}" + f"{'precision  recall   of':>26}" * len(tallies))
    for aspect in aspects:
        cells = (
            f"{one.precision(aspect):15.0%} {one.recall(aspect):7.0%} "
            f"{one.right[aspect] + one.missed[aspect]:4}"[:28].rjust(26)
            for one in tallies.values()
        )
        lines.append(f"{aspect:12}" + "".join(cells))
    return "\n".join(lines)
