"""A package is anybody's program: what it tries beyond playing is refused, one by one."""

import pytest
from django.core.signals import request_started

from content.activities.services.attempts import save_state
from tests.factories.h5p.hostile import evil_host, hostile_package
from tests.factories.h5p.played import activity_step, uploaded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TRIES = 42


@pytest.fixture
def site_asked():
    """What the site itself was asked, whoever asked."""
    asked = []

    def note(environ, **_):
        asked.append(environ["PATH_INFO"])

    request_started.connect(note)
    yield asked
    request_started.disconnect(note)


@pytest.fixture
def evil():
    with evil_host() as host:
        yield host


def test_a_hostile_package_reaches_nobody(
    browser, live_server, server_at_rest, live_player, settings, signed_in,
    trainer, admin, mentor, peer, evil, site_asked,
):  # fmt: skip
    address, evil_asked = evil
    package = hostile_package(evil=address, site=settings.BASE_URL, player=live_player)
    activity = uploaded(package, trainer=trainer, admin=admin)
    step = activity_step(activity)
    save_state(
        participant=peer, activity=activity, version=activity.current, page=step, block_id="",
        sub_content_id="0", data_type="state", data='"what Sam wrote"', by=peer,
    )  # fmt: skip
    context = browser.new_context(base_url=live_server.url, service_workers="block")
    page = signed_in(context.new_page(), mentor)
    opened = []
    context.on("page", lambda one: opened.append(one.url))
    page.goto(step.url)
    page.evaluate("localStorage.setItem('secret', 'of the site')")
    before = page.url
    del site_asked[:]

    frame = page.frame_locator("iframe[data-activity-frame]")
    frame.get_by_text("all tried").wait_for(timeout=60_000)
    told = frame.locator("li").all_inner_texts()[:-1]
    frame.get_by_text("all tried").click()  # and it sends its own frame elsewhere
    page.wait_for_timeout(500)

    assert len(told) == TRIES
    assert [line for line in told if "| refused" not in line] == []
    assert evil_asked == []
    assert [path for path in site_asked if "evil" in path or "logout" in path] == []
    for guess in ("another person’s state", "another’s address, altered"):
        assert f"{guess} | refused: Error status 404" in told
    assert opened == []
    assert page.url == before
    assert page.evaluate("localStorage.getItem('evil')") is None
    # A window it asked for is a link that somebody may follow, and never another kind of address.
    assert page.locator("[data-activity-follow]").get_attribute("href") == f"{address}/window"
    assert page.locator("iframe").bounding_box()["height"] <= 30_000
    context.close()
