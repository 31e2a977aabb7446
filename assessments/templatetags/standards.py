"""A statement's title and address by its code, wherever a page shows codes."""

from django import template
from django.urls import reverse

from assessments.standards.queries import default_framework_code, statement_titles

register = template.Library()


@register.simple_tag
def statement_title(code: str) -> str:
    """The title in the college's framework; nothing for a code it does not have."""
    return statement_titles().get(code, "")


@register.simple_tag
def statement_url(code: str) -> str:
    """Where the statement is explained; nothing for a code the framework does not have."""
    if code not in statement_titles():
        return ""
    return reverse("standards:statement_detail", args=[default_framework_code(), code])
