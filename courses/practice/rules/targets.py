"""Reads a target for a learner: could you film it, see it, date it, start it and understand it?

Every judgement quotes the words that decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from content.language.rules import Jargon, jargon_in, reading_grade, sentences, syllables, words
from courses.practice.rules import visible
from courses.practice.rules.findings import Finding, folded, listed, quoted, typed
from courses.practice.rules.ladder import Rung, check_ladder, note_to_teacher

__all__ = ["Rung", "TargetReading", "check_ladder", "note_to_teacher", "read_target"]

WANTED_GRADE = 7
# The formula was made for whole texts. A target may be three words long, so it is read with a few
# ordinary words around it: then one long word cannot decide alone.
ORDINARY_WORDS = 6
LONGEST_SENTENCE = 25
# Long, and known to everybody.
EASY = listed(
    "tomorrow yesterday saturday september october november december january february library "
    "computer document together another whatever whenever everyone everything everybody sometimes "
    "afternoon evening family telephone paragraph paragraphs conversation envelope holiday"
)
# From so many deeds on it is several targets in one.
MANY_DEEDS = 4


@dataclass(frozen=True)
class TargetReading:
    """What the words of a target say, check by check, in the order in which people mend them."""

    text: str
    findings: tuple[Finding, ...]
    grade: float
    jargon: tuple[Jargon, ...]

    @property
    def is_good(self) -> bool:
        """Nothing asks for another look."""
        return all(finding.verdict == "good" for finding in self.findings)


def read_target(text: str, *, plain_words: Mapping[str, str]) -> TargetReading:
    """Raises ValidationError over MAX_CHARACTERS; reads everything else, even nothing.

    `plain_words`: the college's jargon, each with its plain version.
    """
    text = typed(text)
    low = folded(text)
    grade = reading_grade(low, ordinary_words=ORDINARY_WORDS)
    jargon = tuple(jargon_in(text, plain_words))
    findings = (
        check_verb(text, low),
        check_product(text, low),
        check_date(text, low),
        check_size(text, low),
        *check_jargon(jargon),
        check_reading(text, grade),
    )
    return TargetReading(text, findings, grade, jargon)


def check_verb(text: str, low: str) -> Finding:
    vague = visible.VAGUE.search(low)
    filmed = visible.FILMED.search(low)
    if vague and (not filmed or vague.start() <= filmed.start()):
        said = text[vague.start() : vague.end()]
        because = (
            f"You could not film {quoted(said)}. "
            "Say what the learner will do, such as write, ring, list or show."
        )
        return Finding("verb", "look", said, because)
    if not filmed:
        because = "No word says what the learner will do. Begin with a verb you could film."
        return Finding("verb", "look", "", because)
    said = text[filmed.start() : filmed.end()]
    return Finding("verb", "good", said, f"{quoted(said)} is something you could film.")


def check_product(text: str, low: str) -> Finding:
    """Something another person could see: a page, a photo, three questions, a call made."""
    kept = visible.NOT_MADE.sub(lambda match: " " * len(match[0]), low)
    kept = visible.VAGUE.sub(lambda match: " " * len(match[0]), kept)
    seen = visible.PRODUCT.search(kept) or visible.SEEN.search(kept)
    if not seen:
        because = (
            "Nothing here could be shown to somebody else. "
            "Name what there will be: a page, a photo, three headings."
        )
        return Finding("product", "look", "", because)
    said = text[seen.start() : seen.end()]
    because = f"With {quoted(said)} somebody else could see that it is done."
    return Finding("product", "good", said, because)


def check_date(text: str, low: str) -> Finding:
    near = visible.NEAR.search(low)
    if near:
        said = text[near.start() : near.end()]
        return Finding("date", "good", said, f"{quoted(said)} says when to look.")
    far = visible.FAR.search(low)
    if far:
        said = text[far.start() : far.end()]
        because = f"{quoted(said)} is too far or too loose to start by. Name a day this week."
        return Finding("date", "look", said, because)
    because = "It has no day or time, so it will drift. Name a day this week."
    return Finding("date", "look", "", because)


def check_size(text: str, low: str) -> Finding:
    much = visible.TOO_MUCH.search(low)
    if much:
        said = text[much.start() : much.end()]
        because = f"{quoted(said)} is a lot for one step. What could be done in twenty minutes?"
        return Finding("size", "look", said, because)
    deeds = deeds_in(low)
    if len(deeds) >= MANY_DEEDS:
        because = f"This is {len(deeds)} targets in one: {', '.join(deeds)}. Keep one."
        return Finding("size", "look", "", because)
    number = visible.QUANTITY.search(low)
    if number:
        said = text[number.start() : number.end()]
        return Finding("size", "good", said, f"{quoted(said)} says how much is enough.")
    made = visible.PRODUCT.search(visible.NOT_MADE.sub("", low))
    if made or check_verb(text, low).verdict == "good":
        return Finding("size", "good", "", "It is one thing to do.")
    because = "It does not say how much is enough. Put a number in, or name one thing."
    return Finding("size", "look", "", because)


def deeds_in(low: str) -> list[str]:
    """The verbs that begin a clause, in order."""
    found: list[str] = []
    for clause in visible.CLAUSE.split(visible.NEAR.sub("", low)):
        deed = visible.FILMED.match(clause.strip(" ,.;")) or visible.VAGUE.match(
            clause.strip(" ,.;")
        )
        if deed:
            found.append(deed[0])
    return found


def check_jargon(jargon: tuple[Jargon, ...]) -> list[Finding]:
    if not jargon:
        return [Finding("jargon", "good", "", "No college jargon in it.")]
    return [
        Finding(
            "jargon",
            "look",
            one.words,
            f"{quoted(one.words)} is how staff talk. In plain words: {one.plain}.",
        )
        for one in jargon
    ]


def check_reading(text: str, grade: float) -> Finding:
    """Grade 7 or lower is wanted; a longer sentence of short words still passes."""
    hard = [word for word in words(text) if syllables(word) >= 3 and word.lower() not in EASY]
    length = max((len(words(sentence)) for sentence in sentences(text)), default=0)
    reads = f"It reads at grade {grade}, a reading age of {grade + 5:.0f}."
    if grade > WANTED_GRADE and hard:
        hardest = max(hard, key=syllables)
        because = f"{reads} {quoted(hardest)} is a long word. What would the learner say?"
        return Finding("reading", "look", hardest, because)
    if grade > WANTED_GRADE and length > LONGEST_SENTENCE:
        because = f"{reads} One sentence has {length} words. Make it two."
        return Finding("reading", "look", "", because)
    return Finding("reading", "good", "", "Everyday words: easy to read.")
