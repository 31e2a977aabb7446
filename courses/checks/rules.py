"""What is asked of the exercises of a lesson, and of a module as a whole. Plain values in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError

from content.bodies import plain_content
from content.checks.rules.findings import Block, Check, Kind, Level
from courses.practice.rules.findings import Finding
from courses.practice.rules.questions import QuestionReading, read_question
from courses.practice.rules.targets import TargetReading, read_target

NEARLY_ALL = 80  # per cent of the things of a sort in one place
FEWEST_TO_SORT = 5
# What makes an example of a question no example. Tone and taste are the author's.
FAULTS_OF_A_QUESTION = ("question", "openness", "count", "advice")
# A version is vague when nobody could film it, or when two of the other three are missing: each of
# those alone is missed by good versions too.
VAGUE, MISSING = "verb", ("product", "date", "size")


def exercise_checks(body: Sequence[Block], plain_words: Mapping[str, str]) -> Iterator[Check]:
    for block in body:
        where, value = str(block.get("id") or ""), plain_content(block["value"])
        match block["type"]:
            case "sort":
                yield from sort_checks(where, value)
            case "drill":
                yield from drill_checks(where, value)
            case "bench":
                yield from bench_checks(where, value, plain_words)


def sort_checks(where: str, value: Mapping[str, Any]) -> Iterator[Check]:
    places = value.get("places") or []
    sizes = {str(place.get("name")): len(place.get("items") or []) for place in places}
    total = sum(sizes.values())
    name, most = max(sizes.items(), key=lambda one: one[1], default=("", 0))
    if total >= FEWEST_TO_SORT and most * 100 >= NEARLY_ALL * total:
        message = (
            f"{most} of {total} belong to “{name}”: people put everything there and are right. "
            "Give the other places more."
        )
        yield Check(Kind.EXERCISES, Level.SHOULD, message, where)
    for place in places:
        for item in place.get("items") or []:
            if item.get("must") and not str(item.get("feedback") or "").strip():
                message = "This must be right for safety, so say why it belongs there."
                yield Check(Kind.EXERCISES, Level.SHOULD, message, where, str(item.get("text")))


def drill_checks(where: str, value: Mapping[str, Any]) -> Iterator[Check]:
    for text in exemplars_of(value.get("prompts")):
        for finding in looks(read_question, text):
            if finding.key in FAULTS_OF_A_QUESTION:
                message = f"The drill itself would ask for another look at it. {finding.because}"
                yield Check(Kind.EXERCISES, Level.SHOULD, message, where, text)
                break


def bench_checks(
    where: str, value: Mapping[str, Any], plain_words: Mapping[str, str]
) -> Iterator[Check]:
    for text in exemplars_of(value.get("targets")):
        found = looks(partial(read_target, plain_words=plain_words), text)
        missing = [finding for finding in found if finding.key in MISSING]
        vague = [finding for finding in found if finding.key == VAGUE]
        if vague or len(missing) > 1:
            because = " ".join(finding.because for finding in (vague or missing)[:2])
            message = f"The bench itself would ask for another look at it. {because}"
            yield Check(Kind.EXERCISES, Level.SHOULD, message, where, text)


def exemplars_of(parts: Any) -> Iterator[str]:
    for part in parts or []:
        for exemplar in part.get("exemplars") or []:
            if text := str(exemplar.get("text") or "").strip():
                yield text


def looks(read: Callable[[str], QuestionReading | TargetReading], text: str) -> list[Finding]:
    """What would be looked at again; nothing of a text that is too long to be read at all."""
    try:
        findings = read(text).findings
    except ValidationError:
        return []
    return [finding for finding in findings if finding.verdict == "look"]


# A module --------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    title: str
    kind: str  # as material names it: lesson, scenario, quiz
    is_live: bool
    minutes: int
    codes: frozenset[str]


@dataclass(frozen=True)
class Module:
    outcomes: Sequence[str]
    can_now: Sequence[str]
    codes: Sequence[str]
    steps: Sequence[Step]
    is_safeguarding: bool = False
    approved: int = 0  # of its pages, itself included
    pages: int = 0


def module_checks(module: Module) -> list[Check]:
    return [
        *figures(module),
        *field_checks(module),
        *step_checks(module),
        *cover_checks(module),
        *approval_checks(module),
    ]


def figures(module: Module) -> Iterator[Check]:
    if module.steps:
        minutes = sum(step.minutes for step in module.steps if step.is_live)
        live = sum(step.is_live for step in module.steps)
        yield Check(
            Kind.FIGURES, Level.NOTE,
            f"{live} of {len(module.steps)} steps published, {minutes} minutes in all.",
        )  # fmt: skip


def field_checks(module: Module) -> Iterator[Check]:
    if not module.outcomes:
        message = "Say what people can do by the end: one outcome a line."
        yield Check(Kind.MODULE, Level.SHOULD, message, "outcomes")
    if not module.can_now:
        message = "Say what people can now show: it is what they see when they finish."
        yield Check(Kind.MODULE, Level.SHOULD, message, "can_now")


def step_checks(module: Module) -> Iterator[Check]:
    live = [step for step in module.steps if step.is_live]
    waiting = [step.title for step in module.steps if not step.is_live]
    if not live:
        if not module.is_safeguarding:  # there it is the approval that is said to be missing
            message = "No step is published, so there is nothing to take."
            yield Check(Kind.MODULE, Level.MUST, message)
        return
    if waiting:
        names = ", ".join(f"“{title}”" for title in waiting)
        yield Check(Kind.MODULE, Level.SHOULD, f"Not published: {names}.")
    if live[-1].kind != "quiz":
        message = "The last step is no quiz. End with one, so that the module can be shown for it."
        yield Check(Kind.MODULE, Level.SHOULD, message)
    unknown = [step.title for step in live if not step.minutes]
    if unknown:
        names = ", ".join(f"“{title}”" for title in unknown)
        message = f"No minutes are given for {names}, so the sum is too small."
        yield Check(Kind.MINUTES, Level.SHOULD, message)


def cover_checks(module: Module) -> Iterator[Check]:
    worked_on = {code for step in module.steps if step.is_live for code in step.codes}
    missing = [code for code in module.codes if code not in worked_on]
    if missing and worked_on:
        message = (
            f"No published step works on {', '.join(missing)}. Name the statement in a step, or "
            "take it out here."
        )
        yield Check(Kind.CODES, Level.SHOULD, message, "codes")
    if not module.codes:
        message = "Name the statements it teaches: without them it leaves no evidence."
        yield Check(Kind.CODES, Level.SHOULD, message, "codes")


def approval_checks(module: Module) -> Iterator[Check]:
    if not module.is_safeguarding:
        return
    if module.approved < module.pages:
        message = (
            f"About safeguarding: {module.approved} of {module.pages} pages are out as a "
            "safeguarding lead approved them. The others wait for her; see Approvals."
        )
        yield Check(Kind.MODULE, Level.SHOULD, message)
    else:
        message = "About safeguarding: every page is out as a safeguarding lead approved it."
        yield Check(Kind.FIGURES, Level.NOTE, message)
