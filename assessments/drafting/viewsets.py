"""Where the editor's menus offer it: the “…” of a scenario and of a module, and their lines."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from assessments.drafting import access
from assessments.drafting.views import links
from assessments.scenarios.models import ScenarioPage
from courses.catalogue.models import ModulePage


def buttons(page: Page, user: Any) -> Iterator[Button]:
    kind = page.specific_class
    if kind is ScenarioPage and access.can_share(user, page):
        address = reverse("drafting:link_list", args=[page.pk])
        yield Button(links.TITLE, address, icon_name="link", priority=84)
    elif kind is ModulePage and access.can_begin(user, page):
        address = f"{reverse('drafting:pattern_list')}?module={page.pk}"
        yield Button("New scenario from a pattern", address, icon_name="copy", priority=84)
