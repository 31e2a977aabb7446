"""The college’s rules for reviews, in words: who takes part in each kind, what each may see, and
what the numbers mean (features.md R2)."""

from calendar import month_name
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from .states import Part, ReviewKind

LIMITS: dict[str, tuple[int, int]] = {
    "self_reminders": (1, 5),
    "meeting_minutes": (10, 240),
    "narrative_least": (0, 1_000),
    "similar_percent": (50, 100),
    "objectives_least": (0, 10),
    "objectives_most": (1, 10),
    "formative_least": (0, 20),
    "formative_in_probation": (0, 20),
    "observed_within_months": (1, 36),
    "observed_in_probation": (1, 12),
    "days_to_read": (1, 20),
    "days_to_finish": (5, 120),
    "days_to_meet_in_dispute": (1, 60),
    "surprise_days": (0, 120),
    "moderated_percent": (0, 100),
    "moderated_least": (0, 20),
}


@dataclass(frozen=True)
class PartWords:
    """What somebody does in a review, and what she sees of it."""

    part: str
    who: str
    does: tuple[str, ...]
    sees: tuple[str, ...]


def check_policy(values: dict[str, Any]) -> None:
    problems: dict[str, list[str]] = {}
    for name, (least, most) in LIMITS.items():
        if not least <= values[name] <= most:
            problems[name] = [f"Choose a number from {least} to {most}."]
    if values["objectives_most"] < values["objectives_least"]:
        problems["objectives_most"] = ["This is less than the fewest objectives."]
    if not str(values.get("why", "")).strip():
        problems["why"] = ["Write in a sentence why: everybody who works here reads it."]
    if problems:
        raise ValidationError(problems)


def timing_in_words(template: Any) -> str:
    """When a kind of review comes."""
    if template.opens_week is not None:
        until = f", finished by week {template.due_week}" if template.due_week else ""
        return f"Opens by itself in week {template.opens_week} in post{until}."
    if template.opens_month is not None:
        months = month_name[template.opens_month]
        if template.due_month and template.due_month != template.opens_month:
            months += f" to {month_name[template.due_month]}"
        return f"Once a year, {months}."
    return "At any time, when the mentor or the line manager asks for it."


def parts_in_words(template: Any, policy: Any) -> list[PartWords]:
    """Everybody with a part in this kind of review, the mentor first, and who has none last."""
    found = [_mentor(template, policy), _reviewer(template, policy)]
    if template.is_countersigned:
        found.append(_countersigner(policy))
    return [*found, _hr(template), *_others()]


def _mentor(template: Any, policy: Any) -> PartWords:
    does = [
        *(["Writes a self-assessment"] if template.asks_self_assessment else []),
        "Meets the reviewer",
        f"Reads the review for {policy.days_to_read} working days before anybody signs",
        "Agrees, agrees with a comment, or disagrees; both texts stand side by side",
        "Signs to say “I have read this”, which is not “I agree”",
    ]
    sees = (
        "The self-assessment, at all times",
        "The review from the day it is shared, and everything that is signed",
        "Who has opened it",
    )
    return PartWords(Part.REVIEWEE, "The mentor", tuple(does), sees)


def _reviewer(template: Any, policy: Any) -> PartWords:
    does = [
        "Reads the evidence of the period, with what it does and does not show",
        *(["Rates each area, from evidence"] if template.areas.all() else []),
        f"Meets the mentor for at least {policy.meeting_minutes} minutes",
        *(["Agrees the next objectives"] if template.asks_objectives else []),
        "Shares the review, signs after the mentor",
    ]
    sees = (
        "The draft, which nobody else reads until it is shared",
        "The self-assessment once it is handed in",
        "Nothing of supervision, private reflections or single quiz answers",
    )
    return PartWords(Part.REVIEWER, "The reviewer, who is the line manager", tuple(does), sees)


def _countersigner(policy: Any) -> PartWords:
    does = (
        "Signs last",
        "If the mentor disagrees, meets both within "
        f"{policy.days_to_meet_in_dispute} working days and writes down what came of it",
    )
    sees = ("The review from the day it is shared", "Not the self-assessment")
    return PartWords(Part.COUNTERSIGNER, "The countersigner, senior to the reviewer", does, sees)


def _hr(template: Any) -> PartWords:
    does = ["Opens the round, reminds, gives a review to another reviewer if somebody leaves"]
    if template.kind == ReviewKind.PROBATION_DECISION:
        does.append("Is told before a probation is extended or ended")
    sees = ("That there is a review, and how far it is", "Its words once it is final")
    return PartWords("hr", "HR", tuple(does), sees)


def _others() -> list[PartWords]:
    return [
        PartWords(
            "quality_lead",
            "The quality lead",
            ("Opens the round, reminds", "Looks at some reviews with others, without names"),
            ("That there is a review, and how far it is",),
        ),
        PartWords(
            "new_manager",
            "A new line manager",
            (),
            (
                "The current review once it is shared, and the last one that is final",
                "No earlier review, and no draft of the manager before",
            ),
        ),
        PartWords("supervisor", "The supervisor", (), ("No review",)),
    ]


def numbers_in_words(policy: Any) -> list[str]:
    """Each number of the policy as a sentence of what happens."""
    return [
        f"A review goes on without a self-assessment only after {policy.self_reminders} reminders, "
        "and says why.",
        f"The two meet for at least {policy.meeting_minutes} minutes.",
        f"What is written about an area has at least {policy.narrative_least} characters, and is "
        f"not {policy.similar_percent}% the same as last time or as for somebody else.",
        f"There are {policy.objectives_least} to {policy.objectives_most} objectives for the next "
        "period.",
        f"There were at least {policy.formative_least} notes through the year, "
        f"{policy.formative_in_probation} in probation.",
        f"Somebody has watched practice in the last {policy.observed_within_months} months, "
        f"{policy.observed_in_probation} in probation.",
        f"The mentor has {policy.days_to_read} working days to read before anybody signs.",
        f"From the meeting to the end are at most {policy.days_to_finish} working days.",
        f"If the mentor disagrees, the countersigner meets both within "
        f"{policy.days_to_meet_in_dispute} working days.",
        f"A serious concern that was never spoken of before is no more than "
        f"{policy.surprise_days} working days old.",
        f"Of each reviewer’s reviews {policy.moderated_percent}% are looked at by others, at least "
        f"{policy.moderated_least}, and every one that somebody disagrees with.",
        "A review may carry an overall description, with reasons of its own."
        if policy.has_overall
        else "There is no overall rating.",
    ]


# What a warning was about, for those who read the reason given for it (domain.md 6.5).
WARNED_OF = {
    "PR-04": "words much like those of another review, or very few",
    "PR-08": "general words in an objective",
    "PR-09": "an objective that others decide, too",
    "PR-12": "a concern that was not spoken of before",
    "PR-16": "words about absence, health or family",
    "PR-22": "supervision that did not take place as planned",
}


def warned_of(code: str) -> str:
    return WARNED_OF.get(code, "a check of the site")
