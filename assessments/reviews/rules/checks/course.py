"""The course of a review: prepared, met, read, answered, signed in time."""

from ..deadlines import finish_by, may_sign_from, working_days_between
from .values import Finding, Level, ReviewFacts


def self_assessment_is_in(facts: ReviewFacts) -> list[Finding]:
    """PR-01"""
    if not facts.asks_self or facts.self_is_in:
        return []
    needed = facts.numbers.self_reminders
    missing = needed - facts.self_reminded
    if missing > 0:
        message = "The self-assessment is not in yet, and " + (
            f"{facts.self_reminded} of {needed} reminders have gone out."
        )
        return [_block("PR-01", "self", message, "Wait for it, or ask for it in person.")]
    if facts.no_self_reason.strip():
        return []
    return [
        _block(
            "PR-01",
            "self",
            f"There is no self-assessment after {needed} reminders, and no reason why.",
            "Say in a sentence why the review goes on without it.",
        )
    ]


def meeting_was_held(facts: ReviewFacts) -> list[Finding]:
    """PR-02"""
    missing = []
    if facts.met_on is None:
        missing.append("when you met")
    elif facts.met_on > facts.today:
        missing.append("a meeting that has taken place: the day you give is still to come")
    least = facts.numbers.meeting_minutes
    if facts.met_minutes < least:
        missing.append(f"a meeting of at least {least} minutes")
    if not facts.met_both:
        missing.append("that both of you were there")
    if not missing:
        return []
    message = f"What is missing of your meeting: {'; '.join(missing)}."
    fix = "Meet, or meet again for long enough, then note it here."
    return [_block("PR-02", "meeting", message, fix)]


def was_read_long_enough(facts: ReviewFacts) -> list[Finding]:
    """PR-19"""
    days = facts.numbers.days_to_read
    fix = f"Wait until {days} working days have gone by since it was shared."
    if facts.shared_on is None:
        message = f"The mentor reads the review for {days} working days before anybody signs."
        return [_block("PR-19", "sharing", message, fix)]
    first = may_sign_from(facts.shared_on, days, facts.closures)
    if facts.today >= first:
        return []
    had = working_days_between(facts.shared_on, facts.today, facts.closures)
    message = (
        f"The mentor has had the review for {had} of {days} working days: nobody signs before "
        f"{first.day} {first:%B}."
    )
    return [_block("PR-19", "sharing", message, fix)]


def mentor_has_answered(facts: ReviewFacts) -> list[Finding]:
    """PR-20"""
    if facts.is_answered:
        return []
    return [
        _block(
            "PR-20",
            "response",
            "The mentor has not said yet whether she agrees.",
            "The mentor agrees, agrees with a comment, or disagrees; each of them is an answer.",
        )
    ]


def countersigner_is_fit(facts: ReviewFacts) -> list[Finding]:
    """PR-21"""
    if not facts.is_countersigned:
        return []
    message = ""
    if facts.countersigner is None:
        message = "Nobody is named to countersign."
    elif facts.countersigner == facts.reviewer:
        message = "The reviewer cannot countersign her own review."
    elif not facts.countersigner_is_senior:
        message = "Whoever countersigns is not senior to the reviewer."
    if not message:
        return []
    fix = "Name somebody to whom the reviewer reports, directly or further up."
    return [_block("PR-21", "countersigner", message, fix)]


def was_finished_in_time(facts: ReviewFacts) -> list[Finding]:
    """PR-24"""
    if facts.met_on is None:
        return []
    days = facts.numbers.days_to_finish
    end = facts.final_on or facts.today
    if end <= finish_by(facts.met_on, days, facts.closures):
        return []
    took = working_days_between(facts.met_on, end, facts.closures)
    message = f"{took} working days have gone by since the meeting; {days} are the most."
    fix = "It goes into the report on reviews that took long. Finish what is still open."
    return [Finding("PR-24", Level.REPORT, "meeting", message, fix)]


def _block(code: str, where: str, message: str, fix: str) -> Finding:
    return Finding(code, Level.BLOCK, where, message, fix)
