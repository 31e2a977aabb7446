"""The Wagtail admin is for content. Nobody finds a person's records there, a superuser neither."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver, reverse
from wagtail.admin.menu import admin_menu, reports_menu, settings_menu
from wagtail.admin.viewsets import viewsets
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from cms.people.accounts.models import User
from cms.people.college.models import CollegeSettings
from content.local_texts.models import LocalText
from tests.access.scene import PEOPLE, everybody
from tests.access.table import CLOSED_DOORS, GET
from tests.access.test_urls import outcome_of

pytestmark = pytest.mark.django_db

BOXES = ("cms.", "content.", "courses.", "assessments.")
# The admin is Wagtail's own and lets Django's superuser in, who finds content there and no records.
AUTHORS = "trainer admin quality_lead superuser"
SHOWN = {LocalText, CollegeSettings}
MENU = {"site", "explorer", "images", "documents", "reports", "settings", "in-your-college"}
SETTINGS = {"college-settings", "workflows", "collections", "sites", "redirects"}
REPORTS = {"locked-pages", "workflows", "workflow-tasks", "site-history", "aging-pages",
           "page-types-usage"}  # fmt: skip


def test_the_admin_is_for_authors(ask, scene):
    expected = everybody({200: AUTHORS}, 302)
    answers = {who: ask(who, GET, reverse("wagtailadmin_home")) for who in PEOPLE}

    assert {who: answer.status_code for who, answer in answers.items()} == expected
    gates = {answer.url.split("?")[0] for answer in answers.values() if answer.status_code == 302}
    assert gates == {reverse("dashboard:author_gate")}


def test_the_gate_leads_nobody_back_and_forth(ask, scene):
    at_the_gate = ask("dsl", GET, ask("dsl", GET, reverse("wagtailadmin_home")).url)
    visitor = ask("visitor", GET, ask("visitor", GET, reverse("wagtailadmin_home")).url)

    assert at_the_gate.status_code == 404
    assert outcome_of(visitor) == "sign-in"


def models_of_ours() -> set[type]:
    """Everything that is no page: pages are what the admin is for."""
    return {
        model
        for model in apps.get_models()
        if model.__module__.startswith(BOXES) and not issubclass(model, Page)
    }


def admin_views(resolver=None, prefix="") -> Iterator[tuple[str, URLPattern]]:
    resolver = resolver or get_resolver()
    for found in resolver.url_patterns:
        route = prefix + str(found.pattern)
        if isinstance(found, URLPattern):
            if route.startswith("cms/"):
                yield route, found
        else:
            yield from admin_views(found, route)


def model_of(pattern: URLPattern) -> type | None:
    callback = pattern.callback
    while hasattr(callback, "__wrapped__") and not hasattr(callback, "view_class"):
        callback = callback.__wrapped__
    given = getattr(callback, "view_initkwargs", {}).get("model")
    return given or getattr(getattr(callback, "view_class", None), "model", None)


def test_no_screen_of_the_admin_lists_a_model_of_ours_but_texts_and_settings():
    shown = {model_of(pattern) for _, pattern in admin_views()}

    assert shown & models_of_ours() <= SHOWN | {User}


def test_the_screens_for_users_are_behind_closed_doors():
    """Wagtail registers them; our own addresses stand in front (test_urls.py asks each door)."""
    doors = get_resolver().url_patterns[0].url_patterns
    for route, pattern in admin_views():
        if model_of(pattern) in {User, Group}:
            address = route.replace("<int:pk>", "1").replace("<str:pk>", "1")
            door = next(door for door in doors if door.resolve(address))
            assert str(door.pattern) in CLOSED_DOORS, route


def test_nothing_of_ours_is_registered_but_texts():
    registered = {viewset.model for viewset in viewsets.viewsets if hasattr(viewset, "model")}

    assert (registered | set(get_snippet_models())) & models_of_ours() == {LocalText, User}


@pytest.mark.parametrize("who", AUTHORS.split())
def test_the_menus_hold_content_and_settings_only(scene, who):
    request = RequestFactory().get(reverse("wagtailadmin_home"))
    request.user = getattr(scene, who)

    shown = {
        menu: {item.name for item in menu.menu_items_for_request(request)}
        for menu in (admin_menu, settings_menu, reports_menu)
    }

    assert shown[admin_menu] <= MENU
    assert shown[settings_menu] <= SETTINGS
    assert shown[reports_menu] <= REPORTS


def test_no_group_has_a_right_to_a_record():
    """Even if a screen were registered by mistake, no group could open it."""
    shown = {model._meta.label_lower for model in SHOWN}
    held = Permission.objects.filter(group__isnull=False).select_related("content_type")
    ours = {model._meta.label_lower for model in models_of_ours()}
    named = {".".join(right.content_type.natural_key()) for right in held}

    assert named & ours <= shown


@pytest.mark.parametrize("who", ["mentor", "manager", "dsl", "quality_lead", "admin", "superuser"])
def test_college_texts_are_written_by_trainers_and_admins(ask, scene, who):
    address = reverse("local_texts:edit", args=[scene.pk("local_text")])

    assert (ask(who, GET, address).status_code == 200) == (who == "admin")
