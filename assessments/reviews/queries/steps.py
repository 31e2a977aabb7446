"""The parts of a review as steps, and where a finding is put right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..models import PerformanceReview
from .findings import Look


@dataclass(frozen=True)
class Step:
    """A part of the review as a page of its own."""

    name: str  # of the view
    title: str
    args: tuple[Any, ...]
    places: tuple[str, ...]  # what findings about it call it
    holds: int  # how many of them hold the review up
    is_said: bool  # something is written

    @property
    def state(self) -> str:
        if not self.is_said:
            return "todo"
        return "doing" if self.holds else "done"


WORDS = ("strengths", "development", "summary", "overall", "overall_reasons")
SUPPORT = ("support", "concern", "supervision", "probation")


def steps_of(review: PerformanceReview, look: Look) -> list[Step]:
    facts = look.facts

    def step(name: str, title: str, places: Iterable[str], is_said: object, *more: str) -> Step:
        holds, args = look.holding_at(places), (review.pk, *more)
        return Step(name, title, args, tuple(places), holds, bool(is_said))

    is_met = facts.met_on or facts.no_self_reason
    is_helped = (
        facts.support_plan or facts.has_concern or facts.supervision_gap or facts.probation_outcome
    )
    found = [step("write_meeting", "The meeting", ("self", "meeting"), is_met)]
    for area in facts.areas:
        is_judged = area.rating is not None or area.narrative
        found.append(step("write_area", area.title, (area.where,), is_judged, area.code))
    is_said = facts.strengths or facts.development or review.summary
    found.append(step("write_words", "What went well, what to work on", WORDS, is_said))
    if facts.previous:
        is_closed = any(each.is_closed for each in facts.previous)
        found.append(step("previous_list", "Objectives from last time", ("previous:",), is_closed))
    if facts.asks_objectives:
        places = ("next", "objective:")
        found.append(step("next_list", "Objectives for next time", places, facts.next_objectives))
    found.append(step("action_list", "Development actions", ("actions",), facts.actions))
    found.append(step("write_support", "Support and decisions", SUPPORT, is_helped))
    return found


ANCHORS: Mapping[str, str] = {
    "self": "id_no_self_reason",
    "meeting": "id_met_at",
    "strengths": "id_strengths",
    "development": "id_development",
    "summary": "id_summary",
    "overall": "id_overall",
    "overall_reasons": "id_overall_reasons",
    "concern": "id_concern_seen_on",
    "support": "id_support_plan",
    "supervision": "id_supervision_gap",
    "probation": "id_probation_outcome",
}
IN_PART: Mapping[str, str] = {
    **dict.fromkeys(("self", "meeting"), "write_meeting"),
    **dict.fromkeys(WORDS, "write_words"),
    **dict.fromkeys(SUPPORT, "write_support"),
    "next": "next_list",
    "actions": "action_list",
    "attestation": "write_check",
}
EVIDENCE_CODES = ("PR-03", "PR-14")


def place_of(where: str, code: str) -> tuple[str, tuple[str, ...], str] | None:
    """Where a finding is put right: the view’s name, what it takes besides the review, and the
    field. None where no page of writing is about it."""
    part, _, key = where.partition(":")
    if part == "area":
        return "write_area", (key,), "id_rating" if code in EVIDENCE_CODES else "id_narrative"
    if part == "objective":
        return "next_update", (key,), "id_outcome"
    if part == "previous":
        return "previous_update", (key,), "id_reason"
    if part not in IN_PART:
        return None
    return IN_PART[part], (), ANCHORS.get(part, "")
