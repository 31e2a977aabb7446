"""A real browser for the stories: Debian's Chromium, driven by Playwright."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Frame,
    Page,
    expect,
    sync_playwright,
)

from cms.people.accounts.models import User

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}
# A wide screen in light and a narrow one in dark: neither decides what the other shows.
BOTH_ENDS = pytest.mark.parametrize(
    ("viewport", "theme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide-light", "narrow-dark"]
)
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
PATIENCE = 20_000  # milliseconds, on a busy machine
QUIET_FOR, LONGEST_ANSWER = 0.2, 20.0  # seconds
expect.set_options(timeout=PATIENCE)
SIGN_IN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: set CHROMIUM to its path")
    # Playwright's own event loop makes Django think that the test is asynchronous.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def server_at_rest(live_server: Any) -> Iterator[None]:
    """A request still running when its test ends would write into the next one's database, and
    fill the process's caches with rows that are gone. So a test ends when the last is answered."""
    running: list[object] = []

    def note_start(**_: Any) -> None:
        running.append(object())

    def note_end(**_: Any) -> None:
        if running:
            running.pop()

    request_started.connect(note_start)
    request_finished.connect(note_end)
    yield
    latest = time.monotonic() + LONGEST_ANSWER
    quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < QUIET_FOR and time.monotonic() < latest:
        time.sleep(0.02)
        if running:
            quiet_since = time.monotonic()
    request_started.disconnect(note_start)
    request_finished.disconnect(note_end)


@pytest.fixture
def browser_page(
    browser: Browser, live_server: Any, server_at_rest: None, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Makes pages of any size and setting: `browser_page(NARROW, color_scheme="dark")`."""
    with pages_of(browser, live_server.url, request.node.name) as open_page:
        yield open_page


@contextmanager
def pages_of(browser: Browser, address: str, test: str) -> Iterator[Callable[..., Page]]:
    """The same for a site at any address; what broke in the browser breaks the test."""
    opened: list[BrowserContext] = []
    broken: list[str] = []

    def open_page(viewport: dict[str, int] = WIDE, **options: Any) -> Page:
        # The worker asks the server by itself, which only the story about it counts on.
        options.setdefault("service_workers", "block")
        context = browser.new_context(
            base_url=address, viewport=viewport, locale="en-GB", **options
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(f"script: {error}"))
        page.on("console", lambda message: _note_refusal(message.text, broken))
        return page

    try:
        yield open_page
    finally:
        for context in opened:
            context.close()
    assert not broken, f"{test}: the browser reported {broken}"


def _note_refusal(text: str, broken: list[str]) -> None:
    """What the content security policy blocked is a fault of the page, not noise."""
    if "Content Security Policy" in text or "violates the following" in text:
        broken.append(text)


@pytest.fixture
def page(browser_page: Callable[..., Page]) -> Page:
    return browser_page(WIDE)


@pytest.fixture
def phone(browser_page: Callable[..., Page]) -> Page:
    return browser_page(NARROW, has_touch=True, is_mobile=True)


@pytest.fixture
def signed_in(live_server: Any) -> Callable[[Page, User], Page]:
    """Puts a signed-in session's cookie into the page's browser."""

    def sign_in(page: Page, user: User) -> Page:
        client = Client()
        client.force_login(user, backend=SIGN_IN_BACKEND)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )
        return page

    return sign_in


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    def check(page: Page) -> None:
        page.wait_for_load_state()
        results = Axe().run(page)
        found = [
            f"{broken['id']} ({broken['impact']}): {broken['nodes'][0]['html']}"
            f" — {broken['nodes'][0]['failureSummary']}"
            for broken in results.response["violations"]
        ]
        assert not found, f"{page.url}:\n" + "\n".join(found)

    return check


def assert_nothing_sticks_out(page: Page | Frame) -> None:
    """Nobody reads by scrolling from side to side."""
    page.wait_for_load_state()
    width = page.evaluate(WIDTHS)
    assert width[0] <= width[1], f"{page.url} is {width[0]} wide on a screen of {width[1]}"
