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

from assessments.scenarios.models import Character, ScenePack
from cms.people.accounts.models import User
from cms.people.college.models import CollegeSettings
from content.activities.models import Activity
from content.guidance.models import Edition, Fact, Publication
from content.local_texts.models import LocalText
from content.momentum.models import CollegeYear, Dip
from content.plain_words.models import PlainWord
from tests.access.rows import GET
from tests.access.scene import PEOPLE, everybody
from tests.access.table import CLOSED_DOORS
from tests.access.test_urls import outcome_of

pytestmark = pytest.mark.django_db

BOXES = ("cms.", "content.", "courses.", "assessments.")
# The admin is Wagtail's own and lets Django's superuser in, who finds content there and no records.
AUTHORS = "trainer admin quality_lead dsl superuser"
LISTED = {LocalText, Dip, Fact, PlainWord, Publication, Character, ScenePack, Activity}
SHOWN = {*LISTED, CollegeYear, CollegeSettings, Edition}
MENU = {"site", "explorer", "images", "documents", "reports", "settings", "in-your-college",
        "college-year", "facts-and-sources", "plain-words", "safeguarding-approvals",
        "scenario-parts", "activities", "h5p-code"}  # fmt: skip
SETTINGS = {"college-settings", "workflows", "collections", "sites", "redirects"}
REPORTS = {"locked-pages", "workflows", "workflow-tasks", "site-history", "aging-pages",
           "page-types-usage", "checks", "scenario-insights"}  # fmt: skip


def test_the_admin_is_for_authors(ask, scene):
    expected = everybody({200: AUTHORS}, 302)
    answers = {who: ask(who, GET, reverse("wagtailadmin_home")) for who in PEOPLE}

    assert {who: answer.status_code for who, answer in answers.items()} == expected
    gates = {answer.url.split("?")[0] for answer in answers.values() if answer.status_code == 302}
    assert gates == {reverse("dashboard:author_gate")}


def test_the_gate_leads_nobody_back_and_forth(ask, scene):
    at_the_gate = ask("mentor", GET, ask("mentor", GET, reverse("wagtailadmin_home")).url)
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

    assert (registered | set(get_snippet_models())) & models_of_ours() == {*LISTED, User}


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
@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("local_texts:edit", "local_text"),
        ("dips:edit", "dip"),
        ("dips:year", ""),
        ("plain_words:edit", "plain_word"),
    ],
)
def test_college_texts_are_written_by_trainers_and_admins(ask, scene, who, name, row):
    address = reverse(name, args=[scene.pk(row)] if row else [])

    assert (ask(who, GET, address).status_code == 200) == (who == "admin")


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("facts:index", ""),
        ("facts:edit", "fact"),
        ("facts:delete", "fact"),
        ("sources:index", ""),
        ("sources:edit", "source"),
        ("sources:add_edition", "source"),
        ("sources:edit_edition", "edition"),
        ("sources:delete_edition", "edition"),
        ("sources:delete", "source"),
    ],
)
def test_facts_are_kept_by_trainers_and_admins_and_seen_by_quality_leads(ask, scene, name, row):
    """And by safeguarding leads who are let into the admin: tests/content/guidance."""
    address = reverse(name, args=[scene.pk(row)] if row else [])
    looks = "quality_lead" if name.endswith("index") else ""
    expected = everybody({200: f"trainer admin {looks}"}, 302)

    answers = {who: ask(who, GET, address).status_code for who in PEOPLE if who != "dsl"}

    assert answers == {who: expected[who] for who in answers}


def test_findings_are_listed_for_those_who_may_read_every_draft(ask, scene):
    expected = everybody({200: "trainer quality_lead"}, 302)

    answers = {who: ask(who, GET, reverse("checks:report")).status_code for who in PEOPLE}

    assert answers == expected


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_findings_on_a_page_are_for_whoever_may_edit_it(ask, scene, method):
    expected = everybody({200: "trainer superuser"}, 302)
    address = reverse("checks:draft", args=[scene.pk("lesson")])

    answers = {who: ask(who, method, address) for who in PEOPLE}

    assert {who: answer.status_code for who, answer in answers.items()} == expected
    assert {who: answer.writes for who, answer in answers.items() if answer.writes} == {}


def test_a_safeguarding_lead_sees_the_findings_on_what_waits_for_her(ask, scene):
    waits = reverse("checks:draft", args=[scene.pk("sent")])
    does_not = reverse("checks:draft", args=[scene.pk("lesson")])

    assert ask("dsl", GET, waits).status_code == 200
    assert ask("dsl", GET, does_not).status_code == 302


@pytest.mark.parametrize(
    ("name", "row"),
    [("export_show", "module"), ("import_start", "module"), ("import_start", "programme")],
)
def test_text_files_are_for_those_who_edit_the_page(ask, scene, name, row):
    """Wagtail's page permissions decide, and lead everybody else away."""
    address = reverse(f"bundles:{name}", args=[scene.pk(row)])
    expected = everybody({200: "trainer superuser"}, 302)

    answers = {who: ask(who, GET, address) for who in PEOPLE}

    assert {who: answer.status_code for who, answer in answers.items()} == expected
    assert [who for who, answer in answers.items() if answer.writes] == []


@pytest.mark.parametrize(
    ("name", "row"),
    [("export_show", "scenario"), ("import_start", "scenario"), ("import_start", "module")],
)
def test_scenario_files_are_for_those_who_edit_the_page(ask, scene, name, row):
    address = reverse(f"exchange:{name}", args=[scene.pk(row)])
    expected = everybody({200: "trainer superuser"}, 302)

    answers = {who: ask(who, GET, address) for who in PEOPLE}

    assert {who: answer.status_code for who, answer in answers.items()} == expected
    assert [who for who, answer in answers.items() if answer.writes] == []


@pytest.mark.parametrize(("name", "row"), [("link_list", "scenario"), ("pattern_list", "")])
def test_drafts_are_for_those_who_write(ask, scene, name, row):
    address = reverse(f"drafting:{name}", args=[scene.pk(row)] if row else [])
    expected = everybody({200: "trainer superuser"}, 302)

    answers = {who: ask(who, GET, address) for who in PEOPLE}

    assert {who: answer.status_code for who, answer in answers.items()} == expected
    assert [who for who, answer in answers.items() if answer.writes] == []


@pytest.mark.parametrize("name", ["check", "try_create", "link_withdraw"])
def test_nobody_else_has_a_draft_checked_or_a_link_withdrawn(ask, scene, name):
    address = reverse(
        f"drafting:{name}", args=[scene.pk("reviewer_link")] if name == "link_withdraw" else []
    )
    writers = {"trainer", "superuser"}

    answers = {who: ask(who, "POST", address) for who in PEOPLE}

    # Nothing was sent: that is said to whoever is let into the admin at all.
    assert {answers[who].status_code for who in set(PEOPLE) - writers} <= {302, 400, 403, 404}
    assert [who for who, answer in answers.items() if answer.writes and who not in writers] == []
    assert [answers[who].status_code in {302, 400} for who in writers] == [True, True]
