"""Whether an objective says what will be different, by what it is seen, and what is hers to do
(domain.md 6.4, 6.5 PR-07 to PR-09). The checks find words; people decide what they mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from .states import About

PARTS: dict[str, str] = {
    "outcome": "what will be different",
    "measure": "what will be counted or seen",
    "baseline": "how it is now",
    "target": "how it will be",
    "due_on": "by when",
    "evidence_source": "where it will be seen",
    "support": "what the college does for it",
}
# Each with the question that makes it a deed or a number.
VAGUE: dict[str, str] = {
    "improve": "Improve from what to what? Name both.",
    "support": "What will she do, for how many, how often?",
    "be more aware": "What will she do once she is aware of it?",
    "become more aware": "What will she do once she is aware of it?",
    "raise awareness": "Who will do what differently afterwards?",
    "continue to": "What will there be at the end that is not there today?",
    "carry on": "What will there be at the end that is not there today?",
    "develop": "What will she be able to do, and by what is it seen?",
    "enhance": "From what to what? Name both.",
    "strengthen": "From what to what? Name both.",
    "work on": "What will it be when the work is done?",
    "help": "What will she do, for how many, how often?",
    "engage": "In what, how often, and by what is it seen?",
    "try to": "Leave it out: an objective is what will be, by a day.",
    "be better at": "What will be seen that is not seen today?",
    "understand": "What will she do with it once she understands?",
    "promote": "With whom, how often, and what do they do then?",
    "explore": "What will stand written at the end of it?",
    "where possible": "Leave it out, or say how many.",
    "as appropriate": "Leave it out, or say when.",
}
FORMS: dict[str, str] = {
    "improve": r"improv(?:e|es|ed|ing|ement|ements)",
    "support": r"support(?:s|ed|ing)?",
    "continue to": r"continu(?:e|es|ing) (?:to|with)",
    "develop": r"develop(?:s|ed|ing)?",
    "enhance": r"enhanc(?:e|es|ed|ing)",
    "strengthen": r"strengthen(?:s|ed|ing)?",
    "work on": r"work(?:s|ing)? on",
    "help": r"help(?:s|ed|ing)?",
    "engage": r"engag(?:e|es|ed|ing)",
    "understand": r"understand(?:s|ing)?",
    "promote": r"promot(?:e|es|ed|ing)",
    "explore": r"explor(?:e|es|ed|ing)",
    "be more aware": r"(?:be|being) (?:more )?aware",
    "be better at": r"(?:be|being|get|getting) better at",
    "carry on": r"carr(?:y|ies|ying) on",
    "raise awareness": r"rais(?:e|es|ing) awareness",
}
NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter"
    r"|once|twice|zero)\b",
    re.IGNORECASE,
)
NO_NUMBER = re.compile(r"\b(?:1:1s?|1-2-1s?|121s?|level \d|[SK]\d{1,2})\b", re.IGNORECASE)
# What learners, teachers and luck decide together: nobody answers for it alone.
OTHERS = re.compile(
    r"\b(?:pass|achievement|retention|completion|attendance|progression|success|drop[- ]?out"
    r"|withdrawal|destination)(?:s|\s+(?:rate|rates|figure|figures|data|percentage))?\b"
    r"|\b(?:exam|test|final|high|higher|better|top)\s+(?:grades?|results?|marks?)\b|\bgrades\b"
    r"|\b(?:learners?|students?|apprentices?)\b[^.;]{0,40}"
    r"\b(?:pass|achieve|attend|complete|stay|finish|succeed|retained)\b"
    r"|\b(?:satisfaction|learner voice)\s+(?:score|rate|mean)s?\b",
    re.IGNORECASE,
)
# What is hers to do, and can be counted or watched.
PRACTICE = re.compile(
    r"\b(?:one[- ]to[- ]ones?|1:1s?|review(?:s|ed|ing)? (?:held|done|written|on time|meetings?)"
    r"|progress reviews?|on[- ]time reviews?|reviews held|contact(?:s|ed|ing)?|phone(?:s|d)?"
    r"|call(?:s|ed|ing)?|meet(?:s|ings?)?|met with|conversations?|follow(?:s|ed|ing)?[- ]?up"
    r"|followed|session(?:s)?|tutorials?|workshops?|observ(?:e|ed|er|ation|ations)|action plans?"
    r"|targets? (?:written|set|agreed|reviewed)|written targets?|record(?:s|ed)|not(?:es|ed)"
    r"|referr(?:al|als|ed)|handovers?|visits?|ask(?:s|ed|ing)?|questions?|writ(?:e|es|ten)"
    r"|within \w+ (?:working )?(?:days?|hours?)|checklists?|plans? (?:made|agreed|shared))\b",
    re.IGNORECASE,
)
EMPTY = re.compile(
    r"^[\W_]*(?:n/?a|none yet|tbc|tbd|to be (?:confirmed|agreed|decided)|xx+)?[\W_]*$"
)


@dataclass(frozen=True)
class ObjectiveValues:
    """What is written of an objective."""

    outcome: str
    about: str = About.LEARNERS
    measure: str = ""
    baseline: str = ""
    target: str = ""
    evidence_source: str = ""
    due_on: date | None = None
    support: str = ""
    weight: int | None = None


def values_of(row: Any) -> ObjectiveValues:
    """Of a stored objective, or of a form's cleaned row."""
    return ObjectiveValues(
        **{field.name: getattr(row, field.name) for field in fields(ObjectiveValues)}
    )


def missing_parts(values: ObjectiveValues) -> list[str]:
    """PR-07: the fields that say nothing yet, in the order of the form. “tbc” says nothing."""
    return [name for name in PARTS if _is_empty(getattr(values, name))]


def _is_empty(value: object) -> bool:
    return value is None or EMPTY.match(str(value).strip().lower()) is not None


def missing_words(names: Iterable[str]) -> str:
    """The parts in words, for a sentence: “how it is now and by when”."""
    words = [PARTS[name] for name in names]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def vague_phrases(values: ObjectiveValues) -> list[str]:
    """PR-08: the vague words of the outcome, where nothing beside them makes it exact: a number, or
    what it is for (“so that …”). Keys of VAGUE."""
    text = " ".join(values.outcome.split())
    counted = NO_NUMBER.sub("", text)
    if NUMBER.search(counted) or re.search(r"\bso that\b", text, re.IGNORECASE):
        return []
    return [phrase for phrase in VAGUE if _finds(phrase, text)]


def _finds(phrase: str, text: str) -> bool:
    form = FORMS.get(phrase, re.escape(phrase))
    return re.search(rf"\b{form}\b", text, re.IGNORECASE) is not None


def how_to_rewrite(phrase: str) -> str:
    return VAGUE.get(phrase, "Say what will be seen, how often, and by when.")


def suggested_outcome(values: ObjectiveValues) -> str:
    """The same in numbers, from the other fields; empty where they do not give it."""
    needed = (values.measure, values.baseline, values.target)
    if any(_is_empty(part) for part in needed):
        return ""
    measure, baseline, target = (_bare(part) for part in needed)
    day = f", by {values.due_on.day} {values.due_on:%B %Y}" if values.due_on else ""
    return f"{measure[:1].upper()}{measure[1:]}: from {baseline} to {target}{day}"


def _bare(text: str) -> str:
    return text.strip().rstrip(".")


def relies_on_others_alone(values: ObjectiveValues) -> bool:
    """PR-09: it is measured by what she does not decide alone, such as a pass rate, and by nothing
    that she does herself. Where there is no measure yet, the outcome is looked at."""
    measured = values.outcome if _is_empty(values.measure) else f"{values.measure}. {values.target}"
    return OTHERS.search(measured) is not None and PRACTICE.search(measured) is None
