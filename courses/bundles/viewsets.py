"""Where the editor's menus offer it: a module's “…”, and its line in a list."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.bundles import access
from courses.bundles.views import EXPORT, IMPORT, IMPORT_NEW
from courses.catalogue.models import ModulePage, ProgrammePage


def buttons(page: Page, user: Any) -> Iterator[Button]:
    kind = page.specific_class
    if kind is ModulePage and access.can_export(user, page):
        yield button(EXPORT, "export_show", page, "download", 80)
        yield button(IMPORT, "import_start", page, "upload", 81)
    elif kind is ProgrammePage and access.can_add_below(user, page):
        yield button(IMPORT_NEW, "import_start", page, "upload", 80)


def button(label: str, name: str, page: Page, icon: str, priority: int) -> Button:
    address = reverse(f"bundles:{name}", args=[page.pk])
    return Button(label, address, icon_name=icon, priority=priority)
