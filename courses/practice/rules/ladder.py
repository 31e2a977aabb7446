"""A ladder of small steps to a big target, and the note that hands a better target on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.core.exceptions import ValidationError

from courses.practice.rules.findings import Finding, quoted

EASY, HARD = 2, 4
STRETCHES = range(1, 6)
BIGGEST_JUMP = 2


@dataclass(frozen=True)
class Rung:
    """One step, and how much it stretches this learner: 1 done without thinking, 5 a strain."""

    text: str
    stretch: int


def check_ladder(steps: Sequence[Rung]) -> list[Finding]:
    """What to mend, or one good finding. Raises ValidationError for a stretch that is none."""
    if any(step.stretch not in STRETCHES for step in steps):
        raise ValidationError("Give each step a stretch from 1 (easy) to 5 (a strain).")
    findings = [
        look("empty", "", f"Step {number} is empty. Write what the learner will do, or drop it.")
        for number, step in enumerate(steps, start=1)
        if not step.text.strip()
    ]
    written = [step for step in steps if step.text.strip()]
    if len(written) < 2:
        because = "One step is not a ladder yet. What comes just before it, and what after?"
        if not written:
            because = "There is no step yet. Begin with the last one and walk back."
        return [*findings, look("few", "", because)]
    findings += check_height(written) + check_rise(written)
    if not findings:
        because = "It starts small, rises a notch at a time and ends in a stretch."
        findings.append(Finding("ladder", "good", "", because))
    return findings


def check_height(steps: Sequence[Rung]) -> list[Finding]:
    first = steps[0]
    if all(step.stretch <= EASY for step in steps):
        because = "Every step is easy, so the ladder lacks challenge. Raise the last one a notch."
        return [look("challenge", "", because)]
    if all(step.stretch >= HARD for step in steps):
        because = "Every step is hard, so the ladder is not doable yet. Halve the first one twice."
        return [look("doable", "", because)]
    if first.stretch > EASY:
        because = f"{quoted(first.text)} is a hard place to start. Begin smaller, with 1 or 2."
        return [look("start", first.text, because)]
    return []


def check_rise(steps: Sequence[Rung]) -> list[Finding]:
    findings: list[Finding] = []
    for lower, upper in pairwise(steps):
        rise = upper.stretch - lower.stretch
        if rise > BIGGEST_JUMP:
            because = (
                f"From {quoted(lower.text)} to {quoted(upper.text)} is a jump of {rise}. "
                "Put one step in between."
            )
            findings.append(look("jump", upper.text, because))
        elif rise < 0:
            because = f"{quoted(upper.text)} is easier than the step before it. Swap the two?"
            findings.append(look("falling", upper.text, because))
    return findings


def look(key: str, words: str, because: str) -> Finding:
    return Finding(key, "look", words, because)


SEEN = {
    "verb": "what to do first",
    "product": "what there will be to show",
    "date": "when to look at it together",
    "size": "how much is enough for one step",
}
HARD_WORDS = ("jargon", "reading")


def note_to_teacher(
    *, target: str, findings: Iterable[Finding], rewritten: str, teacher: str, learner: str
) -> str:
    """A note that is ready to send. It blames nobody and names no learner.

    `teacher` is a name, or the college's word for one, and then the greeting goes without it.
    `learner` is the college's word; anything with a capital might be a name and is left out.
    """
    if not target.strip() or not rewritten.strip():
        raise ValidationError("Write the target and your version of it first.")
    learner = learner if learner.islower() else "learner"
    learner = f"{'an' if learner[0] in 'aeiou' else 'a'} {learner}"
    greeting = "Hello," if not teacher.strip() or teacher.islower() else f"Hello {teacher.strip()},"
    seen = what_was_seen(list(findings), learner)
    return "\n\n".join(
        (
            greeting,
            f"Thank you for the target {quoted(target)}. I am helping with the first steps. {seen}",
            f"It matters because {learner} who can picture the next step is more likely to take "
            "it, and then we all look for the same thing.",
            f"Could it read like this? {quoted(rewritten)}",
            "What would you need to see to feel that it is on track?",
            "Thank you",
        )
    )


def what_was_seen(findings: Sequence[Finding], learner: str) -> str:
    unclear = [SEEN[one.key] for one in findings if one.verdict == "look" and one.key in SEEN]
    hard = [
        quoted(one.words)
        for one in findings
        if one.verdict == "look" and one.key in HARD_WORDS and one.words
    ]
    said: list[str] = []
    if unclear:
        listed = unclear[0] if len(unclear) == 1 else f"{', '.join(unclear[:-1])} and {unclear[-1]}"
        said.append(f"From the wording I could not tell {listed}.")
    if hard:
        words = " and ".join(dict.fromkeys(hard))
        said.append(f"Words such as {words} may be hard to follow for {learner}.")
    return " ".join(said) or "The target is clear. I tried a version in smaller steps."
