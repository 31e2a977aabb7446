"""Whether a page offers to play its scenario with a room."""

from typing import Any

from django import template

from assessments.rooms.access import can_open

register = template.Library()


@register.simple_tag
def may_host(user: Any, scenario: Any) -> bool:
    return can_open(user, scenario)
