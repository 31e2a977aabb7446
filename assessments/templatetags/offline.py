"""Whose what a browser keeps without a connection is."""

from typing import Any

from django import template

from assessments.mailbox.queries import browser_names

register = template.Library()


@register.simple_tag(takes_context=True)
def browser_owner(context: dict[str, Any]) -> str:
    """The signed-in person's names in her browser, apart by blanks; empty for nobody."""
    reader = getattr(context.get("request"), "user", None)
    return " ".join(browser_names(reader)) if reader and reader.is_authenticated else ""
