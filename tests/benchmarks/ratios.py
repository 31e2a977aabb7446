"""The unit of measure: CPU as a ratio to a bare view in the same run, and queries."""

import statistics
import time
from collections.abc import Callable, Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

ROUNDS, REQUESTS = 7, 30


def cpu_of(get: Callable[[], object], requests: int = REQUESTS) -> float:
    """Seconds of this process's CPU a request: the median of several rounds."""
    get()
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(requests):
            get()
        rounds.append((time.process_time() - began) / requests)
    return statistics.median(rounds)


def reader_for(client: Client) -> Callable[[str], int]:
    """Asks as a server does: the test client would copy the context of every template."""
    handler, statuses = WSGIHandler(), []
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())

    def get(url: str) -> int:
        environ = RequestFactory().get(url, HTTP_COOKIE=cookies, HTTP_HOST="testserver").environ
        response = handler(environ, lambda status, headers: statuses.append(status))
        for _ in response:
            pass
        response.close()
        return int(statuses.pop()[:3])

    return get


def queries_of(get: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        get()
    return len(captured)


def row(name: str, seconds: float, bare: float, queries: int, target: str) -> None:
    print(f"{name:<28}{seconds * 1000:>8.2f}{seconds / bare:>9.1f}{queries:>9}   {target}")


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """As in Django's own test client: the test's transaction lives in this connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
