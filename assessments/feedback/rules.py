"""Formative feedback: dated, about what was seen, and never a surprise (domain.md 6.4, R8).

The checks of words are gentle: they say what they found and why it matters, and stop nobody
(PR-05, PR-16). The lists are English phrases, as whole words.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

MOST_STATEMENTS = 4
LONGEST_SEEN = 2_000
LONGEST_STEP = 400
LONGEST_REPLY = 1_000
SHORTEST_SEEN = 20  # characters: less names nothing that was seen
OLDEST = timedelta(days=183)  # later is for a review to look back on
QUIET_AFTER = timedelta(weeks=8)


class FeedbackKind(TextChoices):
    STRENGTH = "strength", "What went well"
    NEXT_STEP = "next_step", "Something to try"
    CONCERN = "concern", "Something that has to change"


NEEDS_STEP = (FeedbackKind.NEXT_STEP, FeedbackKind.CONCERN)


class Doubt(TextChoices):
    CHARACTER = "character", "Says what somebody is"
    ALWAYS = "always", "Says always or never"
    HEALTH = "health", "Touches absence, health or family"


ADVICE: dict[str, str] = {
    Doubt.CHARACTER: "Write what you saw or heard instead, so that it can be done in another way "
    "next time: “the learner’s first three sentences were finished for them”.",
    Doubt.ALWAYS: "Write the one time you saw it, with its day. A single time can be looked at "
    "together.",
    Doubt.HEALTH: "Absence, health, family leave and union work are no part of feedback on work. "
    "Leave it out; if support is needed, talk with HR.",
}
CHARACTER = (
    r"lazy|careless|sloppy|rude|stubborn|moody|arrogant|useless|hopeless|unprofessional"
    r"|unreliable|immature|selfish|aggressive|abrasive|bossy|disorgani[sz]ed|incompetent"
    r"|uncommitted|unmotivated|lovely|brilliant|amazing|bubbly|a star|a natural|personality"
    r"|temperament|(?:bad|poor|good|great|right|wrong|negative|positive) attitude|attitude problem"
    r"|(?:not )?a team player"
    r"|(?:is|are|was|were|being|seems?|too|so|very|rather|a bit)"
    r" (?:difficult|negative|weak|emotional|(?:over)?sensitive|defensive|nice|good|great|poor|bad)"
)
ALWAYS = r"always|never|constantly|every single time|as usual|yet again|typical(?:ly)?"
HEALTH = (
    r"sick(?:ness)?(?: leave)?|ill(?:ness)?|off sick|(?:her|his|their|your) absences?"
    r"|absent|time off|days? off|hospital|doctor|g\.?p\.?|medication|diagnos\w+|disab\w+"
    r"|depress\w+|anxiety|anxious|panic attacks?|burn(?:ed|t)?[- ]?out|stressed|menopaus\w+"
    r"|pregnan\w+|maternity|paternity|parental leave|family leave|carer(?:’|')?s? leave"
    r"|childcare|autis\w+|adhd|dyslexi\w+|occupational health|phased return|union|strike"
)
LISTS: dict[Doubt, re.Pattern[str]] = {
    Doubt.CHARACTER: re.compile(rf"\b(?:{CHARACTER})\b", re.IGNORECASE),
    Doubt.ALWAYS: re.compile(rf"\b(?:{ALWAYS})\b", re.IGNORECASE),
    Doubt.HEALTH: re.compile(rf"\b(?:{HEALTH})\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Doubted:
    """Words that were found, and what to write instead."""

    kind: Doubt
    phrases: tuple[str, ...]

    @property
    def advice(self) -> str:
        return ADVICE[self.kind]

    @property
    def label(self) -> str:
        return str(self.kind.label)


def doubts(*texts: str) -> list[Doubted]:
    """What might be about the person and not about what was seen. Asked before a note is written,
    for afterwards it stays."""
    whole = "\n".join(texts)
    found = []
    for kind, words in LISTS.items():
        phrases = {match.group(0).strip().lower(): None for match in words.finditer(whole)}
        if phrases:
            found.append(Doubted(kind, tuple(phrases)))
    return found


def check_note(
    kind: str,
    *,
    seen_on: date | None,
    what_seen: str,
    next_step: str,
    statements: int,
    today: date,
) -> None:
    """Raise what is wrong with a note, by field."""
    problems: dict[str, str] = {
        **_problem_of_day(seen_on, today),
        **_problem_of_words(what_seen),
        **_problem_of_step(kind, next_step),
    }
    if kind not in FeedbackKind.values:
        problems["kind"] = "Choose what kind of note it is."
    if statements > MOST_STATEMENTS:
        problems["statements"] = (
            f"Choose the {MOST_STATEMENTS} statements it fits best, not {statements}."
        )
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})


def _problem_of_day(seen_on: date | None, today: date) -> dict[str, str]:
    if seen_on is None:
        return {"seen_on": "Say on which day you saw it."}
    if seen_on > today:
        return {"seen_on": "This day is still to come. Write down what you have seen."}
    if today - seen_on > OLDEST:
        return {
            "seen_on": "This is more than half a year ago: too long for a note that helps. "
            "Write about something more recent."
        }
    return {}


def _problem_of_words(what_seen: str) -> dict[str, str]:
    if len(what_seen.strip()) < SHORTEST_SEEN:
        return {"what_seen": "Say in a sentence or two what you saw or heard."}
    if len(what_seen) > LONGEST_SEEN:
        return {"what_seen": f"Keep it under {LONGEST_SEEN:,} characters."}
    return {}


def _problem_of_step(kind: str, next_step: str) -> dict[str, str]:
    if kind in NEEDS_STEP and not next_step.strip():
        return {"next_step": "Name one thing to try. Without it, a note is only a verdict."}
    if len(next_step) > LONGEST_STEP:
        return {"next_step": f"Keep it under {LONGEST_STEP} characters."}
    return {}


def check_reply(text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": ["Write a sentence or two."]})
    if len(text) > LONGEST_REPLY:
        raise ValidationError({"text": [f"Keep it under {LONGEST_REPLY:,} characters."]})


def is_quiet(last_on: date | None, managed_from: date | None, today: date) -> bool:
    """Nobody has written a note for eight weeks: of somebody who is managed that long."""
    since = max((day for day in (last_on, managed_from) if day is not None), default=None)
    return since is None or today - since >= QUIET_AFTER
