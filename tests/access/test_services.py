"""Person × service: whoever may not is refused before anything is written."""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from cms.people.accounts.models import User
from cms.people.notices.models import Notice
from cms.people.notices.services import mark_read
from tests.access.scene import PEOPLE, everybody, writes_of_ours
from tests.access.services import OF_THE_SITE, OWN_ROWS_ONLY, PARTS, ROWS
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
BOXES = ("cms", "content", "courses", "assessments")
ALLOWED, REFUSED = "allowed", "refused"


def modules_named(word: str) -> Iterator[str]:
    """Dotted names of every `word.py` and of everything in a package of that name."""
    for box in BOXES:
        files = [*(ROOT / box).rglob(f"{word}.py"), *(ROOT / box).rglob(f"{word}/*.py")]
        for file in files:
            yield ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def public_functions(word: str) -> dict[str, Callable[..., Any]]:
    """By slice and name: a package of services is one module to whoever calls it."""
    found = {}
    for module in sorted(modules_named(word)):
        for name, function in vars(import_module(module)).items():
            is_own = getattr(function, "__module__", "") == module
            if inspect.isfunction(function) and is_own and not name.startswith("_"):
                found[f"{module.split(f'.{word}')[0]}.{word}.{name}"] = function
    return found


SERVICES = public_functions("services")
ACCESS = public_functions("access")


def parameters(name: str) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(SERVICES[name]).parameters)


def test_every_service_has_a_row_or_a_reason():
    listed = {row.service for row in ROWS} | set(OF_THE_SITE) | OWN_ROWS_ONLY | PARTS

    assert set(SERVICES) == listed


def test_every_service_takes_its_arguments_by_name():
    positional = {
        name
        for name in set(SERVICES) - PARTS
        if any(word.kind is not word.KEYWORD_ONLY for word in parameters(name).values())
    }

    assert positional == set()


def test_every_service_with_a_row_asks_who_acts():
    assert [row.service for row in ROWS if "by" not in parameters(row.service)] == []


def outcome(row: Any, scene: Any, who: str | None) -> tuple[str, list[str]]:
    """Whether the call was refused, and what was written of our rows; then all is undone."""
    by = getattr(scene, who) if who else None
    arguments = row.call(scene, by)
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        try:
            with transaction.atomic():
                SERVICES[row.service](**arguments, by=by)
            result = ALLOWED
        except PermissionDenied:
            result = REFUSED
        transaction.set_rollback(True)
    return result, writes_of_ours(queries)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_may_what_the_table_says(scene, row):
    expected = everybody({ALLOWED: row.allowed}, REFUSED)

    outcomes = {who: outcome(row, scene, who) for who in PEOPLE}

    assert {who: result for who, (result, _) in outcomes.items()} == expected
    written = {who: writes for who, (result, writes) in outcomes.items() if result == REFUSED}
    assert {who: writes for who, writes in written.items() if writes} == {}


def test_what_is_written_is_seen(scene):
    """The tests above would pass for the wrong reason if nothing were ever seen."""
    for name in ("create_person", "close_account", "end_role"):
        row = next(row for row in ROWS if row.service.endswith(f".{name}"))

        assert outcome(row, scene, "admin")[1] != []


FOR_THE_SITE = [
    row for row in ROWS if "None" in str(parameters(row.service)["by"].annotation) and not row.note
]


@pytest.mark.parametrize("row", FOR_THE_SITE, ids=str)
def test_the_site_itself_may(scene, row):
    assert outcome(row, scene, None)[0] == ALLOWED


def test_notices_are_read_by_their_recipient_alone(scene):
    for who in PEOPLE:
        mark_read(notices=Notice.objects.all(), by=getattr(scene, who))
        assert (scene.notice.read_at is None) == (who != "mentor")
        Notice.objects.update(read_at=None)


CONDITIONS = {
    name: function
    for name, function in ACCESS.items()
    if inspect.signature(function).return_annotation in {Q, "Q"}
    and inspect.signature(function).parameters  # else it asks about no person
}
# What a condition asks for besides the person: the names of two fields, a day, another person.
OF_FIELDS: dict[str, tuple[Any, ...]] = {
    "cms.people.teams.access.managed_since": ("owner", "submitted_on"),
    "assessments.moderation.access.exercises_readable_by": (days_ago(0),),
    "assessments.objectives.access.plan_lines_to_use": (User(pk=0),),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_no_condition_is_empty(scene, who):
    """`Q() | x` is `x`: an empty condition that means “all” turns into less when joined."""
    person = getattr(scene, who)

    assert [
        name
        for name, condition in CONDITIONS.items()
        if not condition(person, *OF_FIELDS.get(name, ()))
    ] == []
