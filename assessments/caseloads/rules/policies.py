"""What the college may set of weights and the fair range, and what each of them does."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError

from .counting import MOST_LEARNERS, Counts, LoadPolicy, load_of, plain

LOWEST_SHOWN = 5  # the smallest cell that is ever shown to others (domain.md 7.2)
HIGHEST_SHOWN = 50
HEAVIEST = Decimal("20")
EXAMPLE = Counts(96, 24, 6)


@dataclass(frozen=True)
class PolicyLine:
    label: str
    value: str
    words: str


def check_load_policy(
    policy: LoadPolicy, *, from_on: date, today: date, why: str, is_first: bool
) -> None:
    """Weights that rise with need, a range in order, and never for days that are gone: what was
    counted keeps the weights of its day."""
    problems: dict[str, str] = {}
    for name in ("universal_weight", "targeted_weight", "intensive_weight"):
        if not 0 < getattr(policy, name) <= HEAVIEST:
            problems[name] = f"Give a weight above 0 and up to {HEAVIEST}."
    if not problems and list(policy.weights) != sorted(policy.weights):
        problems["targeted_weight"] = (
            "More support weighs more: universal, then targeted, then intensive."
        )
    if not 0 < policy.fair_from <= policy.fair_to <= MOST_LEARNERS:
        problems["fair_to"] = (
            f"The fair range goes from a number to a larger one, up to {MOST_LEARNERS}."
        )
    if not LOWEST_SHOWN <= policy.least_shown <= HIGHEST_SHOWN:
        problems["least_shown"] = (
            f"Give a number from {LOWEST_SHOWN} to {HIGHEST_SHOWN}: of fewer learners somebody "
            "might know who they are."
        )
    if from_on < today:
        problems["from_on"] = "Choose today or a later day: what was counted stays as it was."
    if not is_first and not why.strip():
        problems["why"] = "Say in a sentence why: everybody reads it who is counted by it."
    if problems:
        raise ValidationError({name: [words] for name, words in problems.items()})


def policy_lines(policy: LoadPolicy) -> list[PolicyLine]:
    example = load_of(EXAMPLE, Decimal(1), policy)
    weights = ", ".join(
        f"{name} {plain(weight)}"
        for name, weight in zip(("universal", "targeted", "intensive"), policy.weights, strict=True)
    )
    return [
        PolicyLine(
            "What a learner weighs",
            weights,
            "Universal: what every learner has. Targeted: extra for a time. Intensive: a great "
            f"deal, often with others. {EXAMPLE.universal} universal, {EXAMPLE.targeted} targeted "
            f"and {EXAMPLE.intensive} intensive learners are {example.sum_words} points.",
        ),
        PolicyLine(
            "Fair for a full post",
            f"{policy.fair_from} to {policy.fair_to} points",
            "Of somebody settled in the post. The points are divided by the part of a full post "
            "that somebody works, so 70 points in half a post are 140. In the first months, and "
            "before a leave, fewer are right.",
        ),
        PolicyLine(
            "Too much",
            f"over {policy.fair_to}; far too much over {policy.far_from}",
            "The mentor and her line manager are told, so that they can talk about it. Nothing "
            "else happens by itself, and a load is no judgement of anybody.",
        ),
        PolicyLine(
            "Counts that others do not see",
            f"under {policy.least_shown} learners",
            "The mentor and her line manager read all counts. For everybody else, the counts of "
            "a month stay hidden when one of them is smaller; the points are shown.",
        ),
    ]
