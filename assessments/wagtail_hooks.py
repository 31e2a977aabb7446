"""What the Wagtail admin must know about assessments."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .drafting import viewsets as drafting
from .exchange import viewsets as exchange
from .insights import viewsets as insights
from .quizzes.models import QuizPage
from .quizzes.queries import quiz_warnings
from .scenarios.viewsets import ScenarioPartsViewSetGroup

register_snippet(ScenarioPartsViewSetGroup)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_weak_questions(request: HttpRequest, page: Page) -> None:
    """After a save by hand: an autosave asks for JSON and has nobody who reads messages."""
    if isinstance(page, QuizPage) and request.accepts("text/html"):
        for warning in quiz_warnings(page):
            messages.warning(request, f"Please look again. {warning}")


@hooks.register("register_admin_urls")
def register_drafting() -> list[URLResolver]:
    return [path("scenario-drafts/", include("assessments.drafting.urls"))]


@hooks.register("register_admin_urls")
def register_exchange() -> list[URLResolver]:
    return [path("scenario-files/", include("assessments.exchange.urls"))]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_scenario_files(page: Page, user: Any, **_rest: Any) -> Iterator[Any]:
    yield from exchange.buttons(page, user)
    yield from insights.buttons(page, user)


@hooks.register("register_reports_menu_item")
def register_insights() -> MenuItem:
    return insights.menu_item()


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_drafting(page: Page, user: Any, **_rest: Any) -> Iterator[Any]:
    yield from drafting.buttons(page, user)
