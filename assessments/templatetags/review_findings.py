"""Where on the pages of writing a finding is put right."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from assessments.reviews.queries.steps import place_of

register = template.Library()
BADGES = {
    "block": ("overdue", "Stops it"),
    "warn": ("expired", "Look again"),
    "auto": ("info", "Done for you"),
    "report": ("info", "Reported"),
}


@register.simple_tag
def finding_url(review: Any, finding: Any) -> str:
    """Empty where no page of writing is about it."""
    place = place_of(finding.where, finding.code)
    if place is None:
        return ""
    name, args, anchor = place
    try:
        address = reverse(f"reviews:{name}", args=[review.pk, *args])
    except NoReverseMatch:
        return ""
    return f"{address}#{anchor}" if anchor else address


@register.filter
def finding_state(finding: Any) -> str:
    return BADGES[str(finding.level)][0]


@register.filter
def finding_word(finding: Any) -> str:
    return BADGES[str(finding.level)][1]


@register.simple_tag
def step_url(step: Any) -> str:
    return reverse(f"reviews:{step.name}", args=step.args)
