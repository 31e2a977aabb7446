"""A package's whole way: sent by a trainer, let in by a site admin, tried, put into a lesson."""

import pytest
from django.urls import reverse

from cms.people.editors.services import keep_groups_in_step, set_up_groups
from content.activities.models import Activity, ActivitySeat
from content.activities.rules import VersionState
from tests.browser import NARROW, assert_nothing_sticks_out
from tests.content.player.conftest import live_player  # noqa: F401 - the player beside the site
from tests.factories.courses import lesson_page, module_page
from tests.factories.h5p.playable import choice_params, playable_package
from tests.factories.pages import home_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "first.h5p"
    path.write_bytes(playable_package("H5P.MultiChoice 1.16", choice_params(), title="What first?"))
    return path


@pytest.fixture
def lesson(groups, trainer, admin):
    home_page()
    page = lesson_page(module_page(), title="When it goes quiet", body=[])
    set_up_groups()  # once more: the rights hang on the home page
    keep_groups_in_step()
    return page


def test_a_package_is_sent_let_in_tried_and_put_into_a_lesson(
    live_player, lesson, package, trainer, admin, signed_in, browser_page, assert_accessible  # noqa: F811
):  # fmt: skip
    page = signed_in(browser_page(), trainer)
    send(page, package)
    page.get_by_text("versions of code wait to be let in.").wait_for()
    assert_accessible(page)
    page.get_by_role("link", name="Open “What first?”").click()
    page.get_by_text("It cannot be played yet.").wait_for()
    assert_accessible(page)

    phone = signed_in(browser_page(NARROW, color_scheme="dark"), admin)
    phone.goto(reverse("wagtailadmin_home"))
    phone.get_by_role("link", name="Look at them").click()
    phone.get_by_role("button", name="Tick all").wait_for()
    assert_accessible(phone)
    assert_nothing_sticks_out(phone)
    phone.get_by_role("button", name="Tick all").click()
    phone.get_by_role("button", name="Let in what is ticked").click()
    phone.get_by_text("of code let in.").wait_for()
    phone.get_by_role("link", name="Choice", exact=True).click()
    phone.get_by_role("link", name="Take it out…").wait_for()
    assert_accessible(phone)

    page.reload()
    frame = page.frame_locator("iframe[data-activity-frame]")
    for answer in ("Listening", "Time"):
        frame.get_by_text(answer, exact=True).click()
    frame.get_by_role("button", name="Check").click()
    frame.get_by_text("2 of 2").first.wait_for()
    assert_accessible(page)
    assert not ActivitySeat.objects.exists()

    put_into(page, lesson, "What first?")
    activity = Activity.objects.get()
    assert activity.current.libraries.filter(versions__state=VersionState.APPROVED).exists()
    lesson.refresh_from_db()
    assert lesson.body.raw_data[0]["value"]["activity"] == str(activity.uid)
    page.goto(lesson.url)
    page.frame_locator("iframe[data-activity-frame]").get_by_text("Listening").wait_for()


def send(page, package):
    page.goto(reverse("activity_admin:index"))
    page.get_by_role("link", name="Upload", exact=True).click()
    button = page.get_by_role("button", name="Upload", exact=True)
    button.click()
    page.get_by_text("Choose a file whose name ends in .h5p.").wait_for()
    page.locator("input[type=file]").set_input_files(package)
    button.click()
    page.locator("[data-ended]").wait_for()


def put_into(page, lesson, title):
    page.goto(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    page.get_by_title("Insert a block").first.click()
    page.get_by_placeholder("Search options…").fill("H5P")
    page.get_by_role("option", name="H5P activity").click()
    page.locator("[name=body-0-value-title]").fill("Try it")
    page.get_by_role("button", name="Choose an activity").click()
    page.locator(".modal-body [name=q]").fill("first")
    page.get_by_text("There is 1 match").wait_for()
    page.locator(".modal-body").get_by_role("link", name=title).click()
    page.locator(".modal-body").wait_for(state="detached")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("has been published").wait_for()
