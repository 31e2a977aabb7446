"""Person × right, and person × screen of the Wagtail admin, for activities and their code."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, reverse
from wagtail.admin.menu import admin_menu

from content.activities import access
from content.activities.rules import Weight
from tests.access.rows import GET, POST
from tests.access.scene import PEOPLE, everybody
from tests.access.table_activities import (
    AUTHORS,
    CODE,
    DONE,
    LET_IN,
    LISTS,
    OFFICIAL,
    SCREENS,
    STATISTICS,
    Screen,
)

pytestmark = pytest.mark.django_db
NAMESPACES = {screen.name.split(":")[0] for screen in SCREENS}
LED_AWAY = "led away"


# What each function of access.py is asked, and who may.
RIGHTS: list[tuple[str, str, dict[str, Any]]] = [
    ("readable_by", "mentor", {"row": "activity_attempt"}),
    ("readable_by", "", {"row": "attempt_of_outsider"}),
    ("activities_readable_by", LISTS, {"row": "activity"}),
    ("uploads_readable_by", AUTHORS, {"row": "upload_of_trainer"}),
    ("uploads_readable_by", "admin", {"row": "upload_of_admin"}),
    ("can_play", "staff", {}),
    ("can_record", "mentor", {"participant": "mentor"}),
    ("can_record", "", {"participant": "outsider"}),
    ("can_list_activities", LISTS, {}),
    ("can_author", AUTHORS, {}),
    ("can_weigh", AUTHORS, {"weight": Weight.PRACTICE}),
    ("can_weigh", "trainer", {"weight": Weight.VERIFIED}),
    ("can_install_code", CODE, {}),
    ("can_author_with", AUTHORS, {"is_restricted": False}),
    ("can_author_with", CODE, {"is_restricted": True}),
    ("can_read_statistics", STATISTICS, {}),
]


def test_every_right_has_a_row():
    functions = inspect.getmembers(access, inspect.isfunction)
    own = {name for name, function in functions if function.__module__ == access.__name__}

    assert {name for name, _, _ in RIGHTS} == own


@pytest.mark.parametrize(("name", "allowed", "asked"), RIGHTS)
def test_everybody_has_the_rights_the_table_says(scene, name, allowed, asked):
    def has_right(person: Any) -> bool:
        values = {**asked}
        row = values.pop("row", None)
        if "participant" in values:
            values["participant"] = getattr(scene, values["participant"])
        answer = getattr(access, name)(person, **values)
        if row is None:
            return answer
        assert isinstance(answer, Q)
        found = getattr(scene, row)
        return type(found).objects.filter(answer, pk=found.pk).exists()

    people = {who: getattr(scene, who) for who in PEOPLE}

    assert {who: has_right(one) for who, one in people.items()} == everybody({True: allowed}, False)
    assert not has_right(AnonymousUser())


# The admin ----------------------------------------------------------------------------------------


@pytest.fixture
def official_editor(settings: Any, tmp_path: Path) -> None:
    """A folder as an administrator would supply it, with as little as is asked for."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "h5peditor.js").write_text("/* an editor */")
    settings.H5P_EDITOR_DIR = str(tmp_path)


def names_in_admin(resolver: URLResolver | None = None, within: str = "") -> Iterator[str]:
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLResolver):
            yield from names_in_admin(found, found.namespace or within)
        elif within in NAMESPACES:
            yield f"{within}:{found.name}"


def test_every_screen_has_a_row():
    assert {screen.name for screen in SCREENS} == set(names_in_admin())


def send(ask: Any, scene: Any, screen: Screen, who: str) -> Any:
    address = reverse(screen.name, kwargs=screen.kwargs(scene))
    headers = {"HTTP_ACCEPT": "application/json"} if screen.is_json else {}
    if screen.is_json and screen.method == POST:
        headers["content_type"] = "application/json"
    return ask(who, screen.method, address, screen.data(scene), **headers)


def outcome(answer: Any) -> int | str:
    if answer.status_code != 302:
        return int(answer.status_code)
    return DONE if answer.writes else LED_AWAY


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_everybody_gets_what_the_table_says(ask, scene, official_editor, screen):
    """A script is told in its own words; it is led away only from the door of the admin."""
    let_in = {403: LET_IN} if screen.is_json else {}
    expected = {**everybody({**let_in, **screen.expected}, LED_AWAY), "visitor": LED_AWAY}

    answers = {who: send(ask, scene, screen, who) for who in expected}

    assert {who: outcome(answer) for who, answer in answers.items()} == expected
    refused = {who for who, result in expected.items() if result not in {200, DONE}}
    assert {who: answers[who].writes for who in refused if answers[who].writes} == {}


@pytest.mark.parametrize("name", sorted({screen.name for screen in SCREENS}))
def test_a_method_without_a_row_changes_nothing(ask, scene, official_editor, name):
    rows = [screen for screen in SCREENS if screen.name == name]
    address = reverse(name, kwargs=rows[0].kwargs(scene))
    for method in {GET, POST} - {row.method for row in rows}:
        answers = {who: ask(who, method, address) for who in PEOPLE}

        assert {answer.status_code for answer in answers.values()} <= {302, 403, 405}
        assert [who for who, answer in answers.items() if answer.writes] == []


def test_without_a_folder_there_is_no_official_editor(ask, scene, settings):
    settings.H5P_EDITOR_DIR = ""
    for screen in OFFICIAL:
        answers = {who: send(ask, scene, screen, who) for who in ("mentor", "trainer", "admin")}

        statuses = {who: answer.status_code for who, answer in answers.items()}
        assert statuses == {"mentor": 302, "trainer": 404, "admin": 404}, screen
        assert [who for who, answer in answers.items() if answer.writes] == []


@pytest.mark.parametrize("name", ["choose", "choose_results", "chosen_multiple"])
def test_the_library_is_offered_to_those_who_may_list_it(ask, scene, name):
    address = f"{reverse(f'activity_chooser:{name}')}?id={scene.pk('activity')}"
    title, away = scene.activity.title, scene.activity_away.title

    shown = {who: ask(who, GET, address).content.decode() for who in LET_IN.split()}

    assert {who for who, text in shown.items() if title in text} == set(LISTS.split())
    assert [who for who, text in shown.items() if away in text] == []


@pytest.mark.parametrize("who", PEOPLE)
def test_the_menu_offers_what_somebody_may(scene, who):
    request = RequestFactory().get(reverse("wagtailadmin_home"))
    request.user = getattr(scene, who)

    shown = {item.name for item in admin_menu.menu_items_for_request(request)}

    assert ("activities" in shown) == (who in LISTS.split())
    assert ("h5p-code" in shown) == (who in CODE.split())


def test_code_that_waits_is_told_to_site_admins_alone(ask, scene):
    home = reverse("wagtailadmin_home")

    told = {
        who for who in LET_IN.split() if reverse("h5p_code:index") in panels(ask(who, GET, home))
    }

    assert told == {"admin"}


def panels(answer: Any) -> str:
    """The first screen without its menu."""
    return str(answer.content.decode().partition("<main")[2])
