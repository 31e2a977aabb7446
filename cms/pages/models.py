"""One abstract page above all page types, the home page and pages of plain information."""

from datetime import date
from functools import cache
from typing import Any, ClassVar

from csp.decorators import csp_replace
from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.pages import editing
from content.blocks.sources import SourcesBlock
from content.fields import BodyField

view_named = cache(import_string)  # a name is looked up once in a process

PREVIEW_SIZES = [
    {"name": "phone", "icon": "mobile-alt", "device_width": 360, "label": "Phone (360)"},
    {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": "Tablet (768)"},
    {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": "Desktop (1280)"},
]


class Audience(models.TextChoices):
    EVERYONE = "everyone", "Everyone"
    MENTORS = "mentors", "Mentors"
    SUPERVISORS = "supervisors", "Supervisors"
    MANAGERS = "managers", "Managers and leads"


class CollegePage(Page):
    """What every page of ours has: whom it is for, what it leans on, when it must be read again.

    A page does not decide what a person sees: it names a view (`participant_view`), which gets
    `(request, page)`. A preview goes through the same view with `request.is_preview` set, and a
    view that finds it set records nothing.
    """

    participant_view: ClassVar[str] = ""

    # Who checks what an author writes: functions by name, each (page, surroundings) -> findings.
    # And the texts beside the body and the sources that are read.
    checked_by: ClassVar[tuple[str, ...]] = ("cms.pages.checks.queries.page_findings",)
    checked_texts: ClassVar[tuple[str, ...]] = ("title",)

    audience = models.CharField(
        max_length=20, choices=Audience.choices, default=Audience.EVERYONE, help_text="Written for."
    )
    sources = BodyField(SourcesBlock, blank=True, help_text="What this page leans on.")
    review_on = models.DateField(
        null=True, blank=True, help_text="By this day someone reads it again and confirms it."
    )
    minutes = models.PositiveSmallIntegerField(
        default=0, help_text="How long it takes, honestly. 0 where it makes no sense to say."
    )

    content_panels = editing.TITLE_PANELS
    promote_panels: list[Any] = []
    settings_panels = editing.settings_panels(["audience", "minutes", "review_on"])
    admin_default_ordering = "ord"  # as people meet the pages, not as they were last edited
    search_fields = [*Page.search_fields, index.FilterField("audience")]

    # Set on the instance by serve() alone: it is the live page, and fragments of it may be cached.
    is_served_live = False

    class Meta:
        abstract = True

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        return PREVIEW_SIZES

    @property
    def is_review_due(self) -> bool:
        return is_due(self.review_on, timezone.localdate())

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.is_served_live = True
        return show(self, self.participant_view, request, is_preview=False)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return show(self, self.participant_view, request, is_preview=True)


def show(page: Page, name: str, request: Any, *, is_preview: bool) -> HttpResponse:
    """The answer of the view of that name; it finds on the request whether it is a preview.

    Wagtail answers previews under the admin's address and runs its checks of a page inside them,
    so a preview has the admin's content security policy.
    """
    request.is_preview = is_preview
    view = view_named(name)
    if is_preview:
        view = csp_replace(settings.CONTENT_SECURITY_POLICY_OF_ADMIN)(view)
    response: HttpResponse = view(request, page)
    return response


def is_due(review_on: date | None, today: date) -> bool:
    return review_on is not None and review_on <= today


class HomePage(CollegePage):
    """Where everything starts: a welcome for visitors, their own day for the signed in."""

    participant_view = "cms.dashboard.views.home"
    visitor_view: ClassVar[str] = "cms.pages.views.home_page"
    checked_texts = ("title", "intro")

    intro = models.TextField(
        "welcome",
        blank=True,
        help_text="A few lines for those who are not signed in yet. Markdown.",
    )
    body = BodyField(blank=True, help_text="More for visitors, below the welcome.")

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *CollegePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("body", heading="Text"),
    ]
    search_fields = [*CollegePage.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = "home page"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return super().serve(request, *args, **kwargs)
        self.is_served_live = True
        return show(self, self.visitor_view, request, is_preview=False)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """An editor sees what she edits: the welcome, not her own day."""
        return show(self, self.visitor_view, request, is_preview=True)


class InformationPage(CollegePage):
    """Plain reading: about the platform, help, policies."""

    participant_view = "cms.pages.views.information_page"
    checked_texts = ("title", "intro")

    intro = models.TextField(blank=True, help_text="One or two sentences at the top.")
    body = BodyField(blank=True)
    is_public = models.BooleanField(
        "everyone may read this",
        default=False,
        help_text="Ticked: also those who are not signed in. Otherwise the college's staff.",
    )

    page_description = "Plain reading: help, policies, who is who."
    parent_page_types = ["pages.HomePage", "pages.InformationPage"]
    content_panels = [
        *CollegePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("body", heading="Text"),
        FieldPanel("is_public"),
    ]
    search_fields = [
        *CollegePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
        index.FilterField("is_public"),
    ]

    class Meta:
        verbose_name = "information page"
