"""What may be quoted, and what never counts against anybody."""

from assessments.readings.rules import InputKind

from ..phrases import Quote, negative_reasons, private_phrases, quoted_figures
from .values import Finding, Level, ReviewFacts

COUNTED = (InputKind.VOICE, InputKind.OUTCOME)
CALLED = {InputKind.VOICE: "learner feedback", InputKind.OUTCOME: "outcomes"}


def figures_are_quoted_whole(facts: ReviewFacts) -> list[Finding]:
    """PR-14"""
    found = {}
    for said in facts.said:
        if problems := [p for quote in quoted_figures(said.text) if (p := _problem(quote, facts))]:
            message = f"{said.label}: {' '.join(dict.fromkeys(problems))}"
            fix = (
                "Say how many stand behind the figure and what else bears on it, or leave the "
                "figure out. Below the threshold none is quoted."
            )
            found[said.where] = Finding("PR-14", Level.BLOCK, said.where, message, fix)
    for area in facts.areas:
        hidden = [
            kind
            for kind, key in area.links
            if kind in COUNTED and key not in facts.shown_keys and area.where not in found
        ]
        if hidden:
            called = CALLED[InputKind(hidden[0])]
            message = f"{area.title}: linked {called} whose figures are not shown."
            fix = "Take the link out: too few stand behind it, or it was taken back."
            found[area.where] = Finding("PR-14", Level.BLOCK, area.where, message, fix)
    return list(found.values())


def _problem(quote: Quote, facts: ReviewFacts) -> str:
    called = CALLED[InputKind(quote.kind)]
    if quote.kind not in facts.shown_kinds:
        return f"“{quote.figure}” is quoted of {called}, and no figure of it is shown."
    missing = []
    if not quote.has_number:
        missing.append("how many stand behind it")
    if not quote.has_note:
        missing.append("what else bears on it")
    return f"“{quote.figure}” of {called} is quoted without {' and '.join(missing)}." * bool(
        missing
    )


def nothing_private_is_quoted(facts: ReviewFacts) -> list[Finding]:
    """PR-15"""
    found = []
    for said in facts.said:
        if phrases := private_phrases(said.text):
            message = f"{said.label}: “{phrases[0].words}” seems to quote {phrases[0].about}."
            fix = (
                "Take it out. What is said in supervision, private notes and answers to single "
                "questions are no part of a review."
            )
            found.append(Finding("PR-15", Level.BLOCK, said.where, message, fix))
    if not facts.is_attested:
        found.append(
            Finding(
                "PR-15",
                Level.BLOCK,
                "attestation",
                "You have not confirmed yet that nothing private is quoted.",
                "Read the review through once more, then confirm it.",
            )
        )
    return found


def nothing_unfair_is_a_reason(facts: ReviewFacts) -> list[Finding]:
    """PR-16"""
    found = []
    for said in facts.said:
        if phrases := negative_reasons(said.text):
            message = (
                f"{said.label}: “{phrases[0].words}” reads as if {phrases[0].about} counted "
                "against the mentor."
            )
            fix = (
                "Absence, health, family leave and union work are no reason for a rating. Say what "
                "was seen of the work, and ask HR where you are unsure."
            )
            found.append(Finding("PR-16", Level.WARN, said.where, message, fix))
    return found
