"""The college year in templates: `{% momentum_year as year %}`."""

from django import template

from content.momentum.queries import MomentumYear, year

register = template.Library()


@register.simple_tag
def momentum_year() -> MomentumYear:
    """Without a day to look from, so that what is drawn of it may be kept."""
    return year()
