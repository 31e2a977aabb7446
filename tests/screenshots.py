"""The pictures in the README: `make screenshots` starts a copy of the demo and takes them."""

import os
import re
import shutil

from playwright.sync_api import Browser, Page, sync_playwright

from tests.demo_site import PASSWORD, ROOT, address_of, demo_site

PICTURES = ROOT / "cms" / "demo" / "pictures"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 800}
LESSON = "/mentor-induction/target-setting-and-review/from-priority-to-first-step/"
SCENARIO = "/mentor-induction/target-setting-and-review/be-more-organised/"


def open_as(browser: Browser, address: str, person: str, viewport: dict[str, int]) -> Page:
    page = browser.new_page(base_url=address, viewport=viewport, locale="en-GB")
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(address_of(person))
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(address + "/")
    return page


def take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with demo_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        take(open_as(browser, address, "yasmin.haddad", WIDE), "home")
        phone = open_as(browser, address, "yasmin.haddad", PHONE)
        phone.goto(LESSON)
        take(phone, "lesson-phone")
        player = open_as(browser, address, "yasmin.haddad", WIDE)
        player.goto(SCENARIO)
        player.get_by_role("button", name="Start", exact=True).click()
        player.get_by_label(re.compile("Tell me about one thing you tried")).check()
        player.get_by_role("button", name="Make this choice").click()
        take(player, "scenario")
        manager = open_as(browser, address, "marek.nowak", WIDE)
        manager.goto("/team/")
        take(manager, "team")
        author = open_as(browser, address, "joanna.firth", WIDE)
        author.goto("/cms/pages/search/?q=Be+more+organised")
        author.get_by_role("link", name="Be more organised").first.click()
        author.locator(".story-editor").scroll_into_view_if_needed()
        author.locator(".story-editor").evaluate("editor => editor.scrollIntoView()")
        author.wait_for_timeout(2000)  # the map is drawn when the page has come to rest
        take(author, "scenario-editor")
        browser.close()


if __name__ == "__main__":
    main()
