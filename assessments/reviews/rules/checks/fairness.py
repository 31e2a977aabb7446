"""No surprises, practice that was watched, help where it is needed, supervision that took place."""

from datetime import date

from assessments.records.rules.deadlines import working_day_after
from cms.people.privacy.rules import months_after

from ..states import ProbationOutcome, Rating, ReviewKind
from .values import Finding, Level, ReviewFacts


def feedback_came_through_the_year(facts: ReviewFacts) -> list[Finding]:
    """PR-11"""
    if not facts.is_summative:
        return []
    numbers = facts.numbers
    least = numbers.formative_in_probation if facts.is_in_probation else numbers.formative_least
    count = len(facts.notes_on)
    if count >= least:
        return []
    message = (
        f"{count or 'No'} dated note{'' if count == 1 else 's'} of feedback in the time this "
        f"review is about; {least} {'is' if least == 1 else 'are'} the least."
    )
    fix = (
        "Feedback cannot be dated back. Write down now what you saw, give the mentor time to use "
        "it, and finish the review then."
    )
    return [Finding("PR-11", Level.BLOCK, "feedback", message, fix)]


def nothing_serious_is_new(facts: ReviewFacts) -> list[Finding]:
    """PR-12"""
    if not (facts.is_summative and facts.has_concern):
        return []
    asked_on = facts.met_on or facts.today
    if facts.first_concern_on is not None and facts.first_concern_on < asked_on:
        return []
    if _is_recent(facts, asked_on):
        return []
    days = facts.numbers.surprise_days
    message = (
        "A serious concern appears here for the first time: no note of feedback spoke of it before"
        + (
            f", and it was first seen more than {days} working days before you met."
            if facts.concern_seen_on
            else ", and it is not said when it was first seen."
        )
    )
    fix = (
        "Speak with HR before you share. Say when it was first seen, or the reason why it was not "
        "spoken of before."
    )
    return [Finding("PR-12", Level.WARN, "concern", message, fix)]


def _is_recent(facts: ReviewFacts, asked_on: date) -> bool:
    seen_on = facts.concern_seen_on
    if seen_on is None:
        return False
    return asked_on <= working_day_after(seen_on, facts.numbers.surprise_days, facts.closures)


def practice_was_observed(facts: ReviewFacts) -> list[Finding]:
    """PR-13"""
    if not facts.judges_practice:
        return []
    numbers = facts.numbers
    months = (
        numbers.observed_in_probation if facts.is_in_probation else numbers.observed_within_months
    )
    since = months_after(facts.met_on or facts.today, -months)
    if facts.observed_on is not None and facts.observed_on >= since:
        return []
    last = (
        f"the last one was on {facts.observed_on.day} {facts.observed_on:%B %Y}."
        if facts.observed_on
        else "none is signed, and the mentor has put none forward."
    )
    message = f"No observation in the last {months} months: {last}"
    fix = "Watch a session, release what you saw to the mentor, and sign it together."
    return [Finding("PR-13", Level.BLOCK, "observation", message, fix)]


def hard_outcomes_have_support(facts: ReviewFacts) -> list[Finding]:
    """PR-18. A probation decision is one: without it there is nothing to sign."""
    if facts.kind == ReviewKind.PROBATION_DECISION and not facts.probation_outcome:
        message = "The decision about probation is not written down."
        fix = "Confirm, extend or end: a person decides, and says why."
        return [Finding("PR-18", Level.BLOCK, "probation", message, fix)]
    why = _hard_outcome(facts)
    missing = _support_missing(facts) if why else []
    if not missing:
        return []
    message = f"{why} needs {' and '.join(missing)}."
    fix = "Speak with HR, agree the support, and write down both."
    return [Finding("PR-18", Level.BLOCK, "support", message, fix)]


def _hard_outcome(facts: ReviewFacts) -> str:
    if facts.probation_outcome in (ProbationOutcome.EXTEND, ProbationOutcome.END):
        return f"“{ProbationOutcome(facts.probation_outcome).label}”"
    hard = [area.title for area in facts.areas if area.rating == Rating.NOT_YET]
    return f"“{Rating.NOT_YET.label}” in {' and '.join(hard)}" if hard else ""


def _support_missing(facts: ReviewFacts) -> list[str]:
    missing = []
    if not facts.support_plan.strip():
        missing.append("a support plan")
    if facts.hr_involved_on is None:
        missing.append("the day since when HR is involved")
    if facts.probation_outcome == ProbationOutcome.EXTEND and facts.extended_to is None:
        missing.append("the day to which probation is extended")
    return missing


def supervision_took_place(facts: ReviewFacts) -> list[Finding]:
    """PR-22"""
    if not facts.supervision_gap_found or facts.supervision_gap.strip():
        return []
    message = f"Supervision did not meet the policy. {facts.supervision_gap_found}"
    fix = (
        "Say so in the review, and how you took it into account: nobody is marked down for support "
        "that was not given."
    )
    return [Finding("PR-22", Level.WARN, "supervision", message, fix)]
