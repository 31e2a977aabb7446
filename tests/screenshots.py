"""The pictures in the README: `make screenshots` starts a copy of the demo and takes them."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "cms" / "demo" / "pictures"
PASSWORD = "larkmoor demo"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 800}
LESSON = "/mentor-induction/target-setting-and-review/from-priority-to-first-step/"
SCENARIO = "/mentor-induction/target-setting-and-review/be-more-organised/"


@contextmanager
def demo_site() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "PORT": str(port),
            "DATA_DIR": folder,
            "BASE_URL": address,
            "SECRET_KEY": "only-for-pictures-" + "x" * 40,
        }
        subprocess.run([sys.executable, "manage.py", "set_up_site", "--demo"], env=env, check=True)
        site = subprocess.Popen([sys.executable, "-m", "cms.processes"], env=env)
        try:
            wait_for(address)
            yield address
        finally:
            site.terminate()
            site.wait()


def wait_for(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(address)
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"Nothing answered at {address}.")


def open_as(browser: Browser, address: str, person: str, viewport: dict[str, int]) -> Page:
    page = browser.new_page(base_url=address, viewport=viewport, locale="en-GB")
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(f"{person}@larkmoor.example")
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
