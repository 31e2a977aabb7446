"""Where the Wagtail admin leads to how scenarios are played: Reports, and a scenario's “…”."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from assessments.insights.access import can_read_outcomes, can_read_paths
from assessments.scenarios.models import ScenarioPage

ICON = "view"


class InsightsMenuItem(MenuItem):
    """Under Reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_read_outcomes(request.user)


def menu_item() -> InsightsMenuItem:
    address = reverse("insights:scenario_list")
    return InsightsMenuItem(
        "How scenarios are played", address, name="scenario-insights", icon_name=ICON, order=610
    )


def buttons(page: Page, user: Any) -> Iterator[Button]:
    if page.live and page.specific_class is ScenarioPage and can_read_paths(user):
        address = reverse("insights:scenario_detail", args=[page.pk])
        yield Button("How it is played", address, icon_name=ICON, priority=85)
