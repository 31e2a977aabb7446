"""The scene is built once, in a transaction around those of the tests, and leaves no trace."""

from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.access.scene import PEOPLE, Scene, build_scene, writes_of_ours

SIGN_IN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(scope="package")
def scene(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_scene(tmp_path_factory.mktemp("bundle"))
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def sessions(scene: Scene) -> dict[str, str]:
    """The session key of everybody, signed in once; a visitor has none."""
    keys = {"visitor": ""}
    for who in PEOPLE:
        client = Client()
        client.force_login(getattr(scene, who), backend=SIGN_IN_BACKEND)
        keys[who] = client.session.session_key or ""
    return keys


Ask = Callable[..., Any]


@pytest.fixture
def ask(sessions: dict[str, str]) -> Ask:
    """`ask(who, method, address, data)`: the answer, with `writes`: what it changed of our rows.

    Whatever was changed is undone, so that the next person finds the same scene.
    """
    client = Client()

    def request(who: str, method: str, address: str, data: Any = None, **headers: Any) -> Any:
        key = sessions[who]
        client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: key} if key else {})
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            send = client.post if method == "POST" else client.get
            response: Any = send(address, data, **headers)
            transaction.set_rollback(True)
        response.writes = writes_of_ours(queries)
        return response

    return request
