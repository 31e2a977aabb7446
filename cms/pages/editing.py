"""The panels every page of ours begins with: Wagtail's own, in words that trainers use."""

from collections.abc import Sequence
from typing import Any

from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page

TITLE_PANELS = [
    TitleFieldPanel("title", help_text="As people read it, in lists and at the top of the page.")
]
ADDRESS_PANEL = MultiFieldPanel(
    [
        FieldPanel(
            "slug",
            heading="Last part of the address",
            help_text="Made from the title. When it changes, the old address leads here.",
        )
    ],
    heading="Address",
)

ABOUT = {
    "audience": FieldPanel("audience", heading="Written for"),
    "minutes": FieldPanel("minutes"),
    "review_on": FieldPanel("review_on", heading="Read again by"),
}


def settings_panels(about: Sequence[str]) -> list[Any]:
    """The second tab. There is no third: search engines and menus never see a page."""
    return [
        *Page.settings_panels,
        MultiFieldPanel([ABOUT[name] for name in about], heading="About this page"),
        FieldPanel("sources"),
        ADDRESS_PANEL,
    ]
