"""Where the editor's menus offer it: a scenario's “…”, and a module's."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from assessments.exchange.views import EXPORT, IMPORT, IMPORT_NEW
from assessments.scenarios.models import ScenarioPage
from courses.bundles import access
from courses.catalogue.models import ModulePage


def buttons(page: Page, user: Any) -> Iterator[Button]:
    kind = page.specific_class
    if kind is ScenarioPage and access.can_export(user, page):
        yield button(EXPORT, "export_show", page, "download", 82)
        yield button(IMPORT, "import_start", page, "upload", 83)
    elif kind is ModulePage and access.can_add_below(user, page):
        yield button(IMPORT_NEW, "import_start", page, "upload", 84)


def button(label: str, name: str, page: Page, icon: str, priority: int) -> Button:
    address = reverse(f"exchange:{name}", args=[page.pk])
    return Button(label, address, icon_name=icon, priority=priority)
