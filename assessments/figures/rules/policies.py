"""What a college may set, and what each number does (domain.md 6.2)."""

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError

from .thresholds import LOWEST_THRESHOLD

HIGHEST_THRESHOLD = 100
USUAL = 10
SELDOM_UNDER = 8


@dataclass(frozen=True)
class FigureValues:
    respondents_from: int = USUAL
    comments_from: int = USUAL
    base_from: int = USUAL


@dataclass(frozen=True)
class PolicyLine:
    label: str
    value: str
    words: str


def check_figure_policy(values: FigureValues, *, before: FigureValues, why: str) -> None:
    """Never under five; comments never from fewer answers than figures; a lower number has a
    reason that is kept."""
    problems: dict[str, str] = {}
    for name, number in asdict(values).items():
        if not LOWEST_THRESHOLD <= number <= HIGHEST_THRESHOLD:
            problems[name] = (
                f"Give a number from {LOWEST_THRESHOLD} to {HIGHEST_THRESHOLD}: from fewer than "
                f"{LOWEST_THRESHOLD}, people can be picked out."
            )
    if not problems and values.comments_from < values.respondents_from:
        problems["comments_from"] = (
            "Comments say more of who wrote them than figures do: from as many answers, or more."
        )
    if is_lower(values, before) and not why.strip():
        problems["why"] = "You lower a number that protects people. Say in a sentence why."
    if problems:
        raise ValidationError({name: [words] for name, words in problems.items()})


def is_lower(values: FigureValues, before: FigureValues) -> bool:
    earlier = asdict(before)
    return any(number < earlier[name] for name, number in asdict(values).items())


def policy_lines(values: FigureValues) -> list[PolicyLine]:
    return [
        PolicyLine(
            "Learner voice: figures",
            f"from {values.respondents_from} answers",
            f"With {values.respondents_from - 1} answers or fewer, nothing is shown but how many "
            "were asked and that too few answered.",
        ),
        PolicyLine(
            "Learner voice: comments",
            f"from {values.comments_from} answers",
            "Only then are comments shown, each read before by somebody who takes out what could "
            "say who wrote it.",
        ),
        PolicyLine(
            "Outcomes: learners behind a figure",
            f"from {values.base_from} learners",
            f"A total of {values.base_from - 1} learners or fewer is left out when a file is "
            "brought in: it is counted as left out, and never stored.",
        ),
    ]
