"""Small words and numbers of the pages on how scenarios are played."""

from typing import Any

from django import template

from assessments.insights.rules.changes import Change
from assessments.scenarios.rules.runs import time_in_words

register = template.Library()
register.filter(time_in_words)


@register.filter
def figure(number: float) -> str:
    """For an SVG: never a comma, whatever the language."""
    return f"{float(number):.1f}".removesuffix(".0")


@register.filter
def named(place: str, names: dict[str, str]) -> str:
    return names.get(place, place)


@register.filter
def place_class(place: str) -> str:
    """What a style may know of a place: that it is none of the scenes."""
    return place.lstrip("!") if place.startswith("!") else "scene"


@register.filter
def picked(picks: dict[tuple[str, str], tuple[int | None, int | None]], change: Change) -> Any:
    before, after = picks.get((change.scene, change.option), (None, None))
    return " → ".join("–" if share is None else f"{share} %" for share in (before, after))
