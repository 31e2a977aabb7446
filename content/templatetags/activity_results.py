"""How results of activities are said."""

from django import template

from content.activities.models import ActivityAttempt
from content.activities.queries.results import shown_score

register = template.Library()


@register.filter
def percent_words(attempt: ActivityAttempt) -> str:
    """Rounded down, so that 100 % is all of it; empty where there is no score."""
    return "" if attempt.percent is None else f"{int(attempt.percent)} %"


@register.filter
def score_words(attempt: ActivityAttempt) -> str:
    """“2 of 3 (66 %)”"""
    points = shown_score(attempt.score, attempt.max_score)
    return points and f"{points} ({percent_words(attempt)})"
