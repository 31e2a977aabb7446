"""How often, in words, where a list has only the days."""

from django import template

from assessments.supervision.rules.agreement_words import rhythm as in_words

register = template.Library()


@register.filter
def rhythm(interval_days: int | None) -> str:
    return in_words(interval_days)
