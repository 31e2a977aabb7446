"""How a lesson reads: its grade, its paragraphs and headings, its jargon, and how long it takes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from content.checks.rules.findings import Block, Check, Kind, Level
from content.checks.rules.passages import (
    Passage,
    has_heading,
    in_words,
    paragraphs,
    read_passages,
    shortened,
    words_in,
)
from content.language.rules import jargon_in, reading_grade
from content.material.measuring import (
    WORDS_A_MINUTE,
    estimated_minutes,
    practice_minutes,
    texts_of,
)
from content.material.measuring import words_in as words_of_body

WANTED_GRADE = 9
HARD_PARAGRAPH = 12  # of a text that is easy on the whole
FEWEST_WORDS = 20  # a shorter paragraph says little about how a text reads
LONGEST_PARAGRAPH = 120
LONGEST_SECTION = 600
MOST_APART = 20  # per cent
CLOSEST_MINUTES = 2  # one minute more or less is rounding
# Each has a title of its own, which readers see and screen readers stop at.
TITLED = {
    "callout", "worked_example", "try_it", "sort", "drill", "bench", "talk_time", "activity",
    "diagram", "in_your_college", "contacts", "momentum",
}  # fmt: skip


@lru_cache(maxsize=4096)
def grade_of(text: str) -> float:
    """Kept by the text: while somebody writes, all but one of the paragraphs stay as they are."""
    return reading_grade(text)


def grade_checks(passages: Sequence[Passage]) -> Iterator[Check]:
    grade = grade_of("\n\n".join(passage.text for passage in passages))
    long_enough = [one for one in paragraphs(passages) if words_in(one.text) >= FEWEST_WORDS]
    if not long_enough:
        return
    graded = [(grade_of(one.text), one) for one in long_enough]
    worst, hardest = max(graded, key=lambda one: one[0])
    where, quote = hardest.where, shortened(hardest.text)
    if grade > WANTED_GRADE:
        yield Check(
            Kind.READING, Level.SHOULD,
            f"The whole reads at grade {grade}, a reading age of about {grade + 5:.0f}. Grade "
            f"{WANTED_GRADE} or lower reaches everybody. Begin with the hardest paragraph: shorter "
            "sentences, everyday words.", where, quote,
        )  # fmt: skip
    elif worst > HARD_PARAGRAPH:
        yield Check(
            Kind.READING, Level.NOTE,
            f"The hardest paragraph reads at grade {worst}; the whole is at {grade}. Could its "
            "longest sentence become two?", where, quote,
        )  # fmt: skip


def paragraph_checks(passages: Sequence[Passage]) -> Iterator[Check]:
    for one in paragraphs(passages):
        words = words_in(one.text)
        if words > LONGEST_PARAGRAPH:
            yield Check(
                Kind.READING, Level.SHOULD,
                f"One paragraph has {words} words: on a phone that is a wall. Make it two or "
                "three.", one.where, shortened(one.text),
            )  # fmt: skip


def heading_checks(body: Sequence[Block]) -> Iterator[Check]:
    """A long stretch without anything to hold on to; said once, where it begins."""
    since, where = 0, ""
    for block in in_words(body):
        is_heading = block["type"] == "heading" or block["type"] in TITLED
        if is_heading or has_heading(str(block["value"])):
            since, where = 0, ""
        where = where or str(block.get("id") or "")
        since += words_of_body([block])
        if since > LONGEST_SECTION:
            yield Check(
                Kind.READING, Level.SHOULD,
                f"From here {since} words follow without a heading. Add one wherever the thought "
                "changes: people find their way by headings, with a screen reader above all.",
                where,
            )  # fmt: skip
            return


def jargon_checks(passages: Sequence[Passage], plain_words: Mapping[str, str]) -> Iterator[Check]:
    """Each word once, where it first stands. A lesson may have to teach it: so only a note."""
    found: dict[str, tuple[str, str, str]] = {}
    times: Counter[str] = Counter()
    for passage in passages:
        for one in jargon_in(passage.text, plain_words):
            key = one.plain
            times[key] += 1
            found.setdefault(key, (one.words, one.plain, passage.where))
    for key, (words, plain, where) in found.items():
        often = f" It stands here {times[key]} times." if times[key] > 1 else ""
        yield Check(
            Kind.JARGON, Level.NOTE,
            f"“{words}” is how staff talk. In plain words: {plain}. Keep it if the lesson explains "
            f"it.{often}", where, words,
        )  # fmt: skip


def estimate(body: Sequence[Block]) -> int:
    """The minutes a body takes, as the measure of the shipped modules has it."""
    return estimated_minutes(in_words(body))


def sum_in_words(body: Sequence[Block]) -> str:
    practice = practice_minutes(body)
    reading = max(0, estimate(body) - practice)
    parts = [f"{reading} min reading"] if reading or not practice else []
    return " + ".join([*parts, f"{practice} min practice"] if practice else parts)


def minutes_checks(body: Sequence[Block], promised: int) -> Iterator[Check]:
    estimated = estimate(body)
    apart = abs(estimated - promised)
    if promised and apart >= CLOSEST_MINUTES and apart * 100 > MOST_APART * promised:
        yield Check(
            Kind.MINUTES, Level.SHOULD,
            f"You promise {promised} minutes. It comes to about {estimated}: {sum_in_words(body)}, "
            f"at {WORDS_A_MINUTE} words a minute. Change the minutes or the text.", "minutes",
        )  # fmt: skip


def figures(body: Sequence[Block]) -> list[Check]:
    """How much there is, in figures: no fault, but what an author asks first."""
    text = "\n\n".join(passage.text for passage in read_passages(body))
    words = sum(words_in(part) for block in in_words(body) for part in texts_of(block["value"]))
    if not words:
        return []
    lines = [
        f"{words:,} words, {sum_in_words(body)}.",
        f"Reads at grade {grade_of(text)}; {WANTED_GRADE} or lower is wanted.",
    ]
    return [Check(Kind.FIGURES, Level.NOTE, line) for line in lines]
