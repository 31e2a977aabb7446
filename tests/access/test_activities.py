"""Person × right, and person × screen of the Wagtail admin, for activities and their code."""

import inspect
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu

from content.activities import access
from content.activities.rules import Weight
from tests.access.rows import GET, POST
from tests.access.scene import PEOPLE, everybody
from tests.access.table_activities import AUTHORS, CODE, DONE, JSON, LISTS, SCREENS, STATISTICS
from tests.access.test_admin import admin_views
from tests.access.test_urls import outcome_of

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


def names_of_ours() -> set[str]:
    """Wagtail's own resolvers keep the names of views without their namespace."""
    found = set()
    for _, pattern in admin_views():
        for namespace in NAMESPACES:
            name = f"{namespace}:{pattern.name}"
            if name not in found and leads_to(name, pattern):
                found.add(name)
    return found


def outcome(answer: Any) -> int | str:
    if answer.status_code != 302:
        return int(answer.status_code)
    return DONE if answer.writes else LED_AWAY


def ask_screen(ask: Any, scene: Any, screen: Any, who: str, method: str = "") -> Any:
    address = reverse(screen.name, kwargs=screen.kwargs(scene))
    method = method or screen.method
    is_json = screen.asks == "JSON"
    headers = dict(JSON) if is_json and method == POST else {}
    if is_json:
        headers["HTTP_ACCEPT"] = "application/json"
    data = screen.data(scene) if method == screen.method else None
    return ask(who, method, address, data, **headers)


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_everybody_gets_what_the_table_says(ask, scene, official_editor, screen):
    refusal = {"JSON": 403, "a page": LED_AWAY}[screen.asks]
    expected = everybody(screen.expected, LED_AWAY)

    answers = {who: ask_screen(ask, scene, screen, who) for who in expected}

    assert {who: outcome(answer) for who, answer in answers.items()} == expected, refusal
