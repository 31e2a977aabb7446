"""What was to be done, what comes next, and what is learnt for it."""

from assessments.objectives.rules import About
from assessments.objectives.rules.smart import (
    how_to_rewrite,
    missing_parts,
    missing_words,
    relies_on_others_alone,
    vague_phrases,
)

from .values import FULL_TIME, Finding, Level, NextObjective, ReviewFacts

SHORT = 60


def there_are_enough_objectives(facts: ReviewFacts) -> list[Finding]:
    """PR-06"""
    if not facts.asks_objectives:
        return []
    count, least, most = (
        len(facts.next_objectives),
        facts.objectives_least,
        facts.numbers.objectives_most,
    )
    missing = []
    if not least <= count <= most:
        wanted = f"{least}" if least == most else f"{least} to {most}"
        missing.append(f"{wanted} objectives are wanted, and there are {count or 'none'}")
    abouts = {objective.values.about for objective in facts.next_objectives}
    if About.LEARNERS not in abouts:
        missing.append("none is about what learners gain")
    if About.OWN not in abouts:
        missing.append("none is about the mentor’s own development")
    if not missing:
        return []
    message = f"Objectives for the next period: {'; '.join(missing)}."
    return [Finding("PR-06", Level.BLOCK, "next", message, _put_right(count, least, most))]


def _put_right(count: int, least: int, most: int) -> str:
    if count > most:
        return "Take out what matters least, or make two into one."
    if count < least:
        return "Write what is missing, one objective at a time."
    return "Change what one of them is about, or write another."


def objectives_can_be_measured(facts: ReviewFacts) -> list[Finding]:
    """PR-07"""
    found = []
    for objective in facts.next_objectives:
        if missing := missing_parts(objective.values):
            message = f"{_named(objective)} does not say {missing_words(missing)}."
            fix = "Fill in what is missing; a number or something that can be seen."
            found.append(Finding("PR-07", Level.BLOCK, objective.where, message, fix))
    return found


def objectives_are_exact(facts: ReviewFacts) -> list[Finding]:
    """PR-08"""
    found = []
    for objective in facts.next_objectives:
        if phrases := vague_phrases(objective.values):
            said = " and ".join(f"“{phrase}”" for phrase in phrases)
            message = f"{_named(objective)} rests on {said} alone."
            fix = " ".join(dict.fromkeys(how_to_rewrite(phrase) for phrase in phrases))
            found.append(Finding("PR-08", Level.WARN, objective.where, message, fix))
    return found


def objectives_are_hers_to_reach(facts: ReviewFacts) -> list[Finding]:
    """PR-09"""
    return [
        Finding(
            "PR-09",
            Level.WARN,
            objective.where,
            f"{_named(objective)} is measured by what the mentor does not decide alone.",
            "Add what she does herself, and how often: the measure of her practice.",
        )
        for objective in facts.next_objectives
        if relies_on_others_alone(objective.values)
    ]


def previous_objectives_are_closed(facts: ReviewFacts) -> list[Finding]:
    """PR-10"""
    return [
        Finding(
            "PR-10",
            Level.BLOCK,
            f"previous:{objective.pk}",
            f"“{_short(objective.outcome)}”, from last time, has no outcome with a reason.",
            "Say what came of it, and why: met, partly met, not met, or no longer wanted.",
        )
        for objective in facts.previous
        if not (objective.is_closed and objective.reason.strip())
    ]


def pro_rata_is_applied(facts: ReviewFacts) -> list[Finding]:
    """PR-17"""
    applied = []
    if facts.fte < FULL_TIME:
        applied.append(
            f"The post is {facts.fte:g} of full time: the CPD target counts so, and at least "
            f"{facts.objectives_least} objectives are asked where a full post has "
            f"{facts.numbers.objectives_least}."
        )
    if facts.months_in_post is not None:
        applied.append(
            f"The mentor was in post for {facts.months_in_post} of the {facts.months} months: the "
            "CPD target counts so. Read what was to be reached in that light."
        )
    if not applied:
        return []
    fix = "Nothing to do: it is counted for you."
    return [Finding("PR-17", Level.AUTO, "next", " ".join(applied), fix)]


def actions_become_plan_lines(facts: ReviewFacts) -> list[Finding]:
    """PR-23"""
    if not facts.actions:
        return []
    message = (
        "The development action becomes a line"
        if facts.actions == 1
        else f"The {facts.actions} development actions become lines"
    )
    message += " of the mentor’s own plan when the review is final."
    return [
        Finding("PR-23", Level.AUTO, "actions", message, "Nothing to do: it happens by itself.")
    ]


def _named(objective: NextObjective) -> str:
    return f"“{_short(objective.values.outcome)}”"


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"
