"""The 24 checks of domain.md 6.5: hurried reviews, made visible before they are signed."""

from collections.abc import Callable, Iterable

from . import course, fairness, judging, objectives, quoting
from .values import (
    Earlier,
    Finding,
    Gate,
    Judged,
    Level,
    NextObjective,
    Numbers,
    PreviousObjective,
    ReviewFacts,
    Said,
)

Check = Callable[[ReviewFacts], list[Finding]]
CHECKS: dict[str, tuple[Gate, Check]] = {
    "PR-01": (Gate.SHARE, course.self_assessment_is_in),
    "PR-02": (Gate.SHARE, course.meeting_was_held),
    "PR-03": (Gate.SHARE, judging.areas_rest_on_evidence),
    "PR-04": (Gate.SHARE, judging.texts_are_their_own),
    "PR-05": (Gate.SHARE, judging.strengths_and_development_were_seen),
    "PR-06": (Gate.SIGN, objectives.there_are_enough_objectives),
    "PR-07": (Gate.SIGN, objectives.objectives_can_be_measured),
    "PR-08": (Gate.SIGN, objectives.objectives_are_exact),
    "PR-09": (Gate.SIGN, objectives.objectives_are_hers_to_reach),
    "PR-10": (Gate.SHARE, objectives.previous_objectives_are_closed),
    "PR-11": (Gate.SIGN, fairness.feedback_came_through_the_year),
    "PR-12": (Gate.SHARE, fairness.nothing_serious_is_new),
    "PR-13": (Gate.SIGN, fairness.practice_was_observed),
    "PR-14": (Gate.SHARE, quoting.figures_are_quoted_whole),
    "PR-15": (Gate.SIGN, quoting.nothing_private_is_quoted),
    "PR-16": (Gate.SHARE, quoting.nothing_unfair_is_a_reason),
    "PR-17": (Gate.SHARE, objectives.pro_rata_is_applied),
    "PR-18": (Gate.SIGN, fairness.hard_outcomes_have_support),
    "PR-19": (Gate.SIGN, course.was_read_long_enough),
    "PR-20": (Gate.FINAL, course.mentor_has_answered),
    "PR-21": (Gate.FINAL, course.countersigner_is_fit),
    "PR-22": (Gate.SHARE, fairness.supervision_took_place),
    "PR-23": (Gate.SHARE, objectives.actions_become_plan_lines),
    "PR-24": (Gate.FINAL, course.was_finished_in_time),
}
# A warning that lets nobody past without a reason (domain.md 6.5, “warn → …”).
NEEDS_REASON = ("PR-04", "PR-08", "PR-09", "PR-12", "PR-22")
ORDER = tuple(Gate)


def gate_of(code: str) -> Gate:
    return CHECKS[code][0]


def findings(facts: ReviewFacts, gate: Gate) -> list[Finding]:
    """Everything to be said at this gate and at those before it, whether or not it holds up."""
    passed = ORDER[: ORDER.index(gate) + 1]
    return [
        finding
        for wanted in passed
        for at, check in CHECKS.values()
        if at == wanted
        for finding in check(facts)
    ]


def needs_reason(finding: Finding) -> bool:
    return finding.level == Level.WARN and finding.code in NEEDS_REASON


def is_answered(finding: Finding, facts: ReviewFacts) -> bool:
    return needs_reason(finding) and (finding.code, finding.where) in facts.reasons


def holding(found: Iterable[Finding], facts: ReviewFacts) -> list[Finding]:
    """Those that hold a review up: blocks, and warnings that want a reason and have none."""
    return [
        finding
        for finding in found
        if finding.level == Level.BLOCK
        or (needs_reason(finding) and not is_answered(finding, facts))
    ]


__all__ = [
    "CHECKS",
    "NEEDS_REASON",
    "Earlier",
    "Finding",
    "Gate",
    "Judged",
    "Level",
    "NextObjective",
    "Numbers",
    "PreviousObjective",
    "ReviewFacts",
    "Said",
    "findings",
    "gate_of",
    "holding",
    "is_answered",
    "needs_reason",
]
