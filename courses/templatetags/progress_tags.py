"""A person's own words beside what everybody sees."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def written_in(reflections: Mapping[str, str], block_id: str) -> str:
    """What she wrote at one block of the lesson, or nothing."""
    return reflections.get(str(block_id), "")
