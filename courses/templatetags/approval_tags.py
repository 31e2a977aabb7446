"""Who stands by a page about safeguarding: `{% approval_note page as note %}`."""

from typing import Any

from django import template
from wagtail.models import Page

from courses.approval.models import ContentApproval
from courses.approval.queries import ReaderNote, is_about_safeguarding, last_approval, note_for

register = template.Library()


@register.simple_tag
def approval_note(page: Any) -> ReaderNote | None:
    """For readers of the live page; a draft and a preview have nothing to say here."""
    return note_for(page) if getattr(page, "is_served_live", False) else None


@register.inclusion_tag("approval/side_panel.html")
def approval_state(page: Page) -> dict[str, ContentApproval | None]:
    """For authors, in the panel beside the editor."""
    return {"approval": last_approval(page)}


@register.filter
def is_safeguarding(page: Any) -> bool:
    is_page = isinstance(page, Page) and page.pk is not None
    return is_page and is_about_safeguarding(page)
