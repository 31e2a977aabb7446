"""Each area rests on evidence, in words of its own, and says what was seen."""

from .. import perfunctory
from ..perfunctory import is_alike, is_mostly_generic, names_behaviour
from ..states import Rating
from .values import Finding, Judged, Level, ReviewFacts

TWO_KINDS = (Rating.NOT_YET, Rating.DEVELOPING, Rating.STRONG)
GOOD = "Say what you saw or heard, when, and what it led to."
CALLED = {"strengths": "strength", "development": "development point"}


def areas_rest_on_evidence(facts: ReviewFacts) -> list[Finding]:
    """PR-03"""
    found = [(area, _evidence_missing(area)) for area in facts.areas]
    return [
        Finding("PR-03", Level.BLOCK, area.where, f"{area.title}: {missing[0]}", missing[1])
        for area, missing in found
        if missing
    ]


def _evidence_missing(area: Judged) -> tuple[str, str] | None:
    if area.rating is None:
        return ("not rated yet.", "Choose a rating, or “Not enough evidence”.")
    label = Rating(area.rating).label
    if area.rating in TWO_KINDS and len(area.kinds) < 2:
        return (
            f"“{label}” rests on evidence of {_kinds(area)}.",
            "Choose at least two pieces of evidence of different kinds, or another rating.",
        )
    if area.rating == Rating.SECURE and not area.links:
        return (f"“{label}” rests on no evidence.", "Choose at least one piece of evidence.")
    return None


def _kinds(area: Judged) -> str:
    return "one kind alone" if area.kinds else "no kind"


def texts_are_their_own(facts: ReviewFacts) -> list[Finding]:
    """PR-04"""
    found = []
    for area in facts.areas:
        if problems := _problems_of(area, facts):
            message = f"{area.title}: {' '.join(problems)}"
            found.append(Finding("PR-04", Level.WARN, area.where, message, GOOD))
    return found


def _problems_of(area: Judged, facts: ReviewFacts) -> list[str]:
    text, least = area.narrative.strip(), facts.numbers.narrative_least
    problems = []
    if len(text) < least:
        problems.append(f"The text has {len(text)} characters; {least} are the least.")
    if text and is_mostly_generic(text):
        problems.append("Most of it could be said of anybody.")
    if like := _like_what(area, facts):
        problems.append(f"It is nearly the same as {like}.")
    return problems


def _like_what(area: Judged, facts: ReviewFacts) -> str:
    def is_like(text: str) -> bool:
        return is_alike(
            area.narrative, text, percent=facts.numbers.similar_percent, names=facts.names
        )

    if any(is_like(each.text) for each in facts.earlier if each.is_own):
        return "what stood in the review before"
    if any(is_like(each.text) for each in facts.earlier if not each.is_own):
        return "what you wrote about another person"
    same = [each.title for each in facts.areas if each != area and is_like(each.narrative)]
    return f"what stands under “{same[0]}”" if same else ""


def strengths_and_development_were_seen(facts: ReviewFacts) -> list[Finding]:
    """PR-05"""
    if not facts.areas:
        return []
    texts = {"strengths": facts.strengths, "development": facts.development}
    found = []
    for where, text in texts.items():
        if names_behaviour(text):
            continue
        called = CALLED[where]
        message = (
            f"The {called} names nothing that was seen or heard."
            if text.strip()
            else f"There is no {called} yet."
        )
        fix = f"Write at least one {called}: {perfunctory.EXAMPLES[where]}"
        found.append(Finding("PR-05", Level.BLOCK, where, message, fix))
    return found
