from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.scenarios.models import ScenarioPage
from cms.people.accounts.models import User
from cms.people.editors.services import keep_groups_in_step, set_up_groups
from tests.factories.pages import home_page
from tests.factories.scenarios import scenario_page

STORY = ("start", "scenes", "ends", "meters", "facts", "musts")


@pytest.fixture
def author(trainer: User) -> User:
    """The trainer, with the rights that hang on the site's pages."""
    home_page()
    set_up_groups()
    keep_groups_in_step(people=[trainer])
    return trainer


@pytest.fixture
def scenario(author: User) -> ScenarioPage:
    page = scenario_page()
    page.save_revision(user=author)
    return page


def sent(page: ScenarioPage, **changes: Any) -> dict[str, Any]:
    """What the editor sends of a page; `changes` replace parts of the story."""
    written = page.written
    story = {part: written[part] for part in STORY if part in written}
    return {
        "page": page.pk,
        "story": {**story, **changes},
        "codes": list(page.codes),
        "situation": page.situation,
    }


@pytest.fixture
def post_json(client_of: Callable[[User], Client]) -> Callable[..., Any]:
    def post(who: User, name: str, data: Any) -> Any:
        body = data if isinstance(data, str | bytes) else None
        client = client_of(who)
        url = reverse(f"drafting:{name}")
        if body is not None:
            return client.post(url, body, content_type="application/json")
        return client.post(url, data, content_type="application/json")

    return post


def option(key: str, next_scene: str, **more: Any) -> dict[str, Any]:
    said = {"text": f"Say {key}.", "out": "It is heard.", "why": "Because."}
    return {"key": key, **said, "next": next_scene, "scores": {"S2": 1}, **more}


def scene(key: str, *options: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"key": key, "text": f"This is {key}.", "options": list(options), **more}


@pytest.fixture
def count_queries() -> Callable[[Callable[[], Any]], int]:
    def count(act: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    return count
