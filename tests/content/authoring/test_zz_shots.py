import pytest
from django.urls import reverse
from tests.browser import NARROW, WIDE
from tests.factories.h5p.activities import make_activity
from tests.factories.h5p.types import example_files, example_params

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_shots(
    groups, trainer, workplace, types, signed_in, browser_page, assert_accessible, settings
):
    settings.H5P_VIDEO_HOSTS = ["https://www.youtube.com"]
    for viewport, theme, tag in (
        ({"width": 1280, "height": 2600}, "light", "w"),
        ({"width": 360, "height": 2600}, "dark", "n"),
    ):
        page = signed_in(browser_page(viewport, color_scheme=theme), trainer)
        page.on("console", lambda m: print("CONSOLE", m.text))
        page.goto(reverse("activity_authoring:choose"))
        page.screenshot(path=f"/tmp/shots/H/choose-{tag}.png", full_page=True)
        try:
            assert_accessible(page)
        except AssertionError as e:
            print("AXE choose", e)
        for name in (
            "H5P.TinyChoice 1.2",
            "H5P.TinySet 1.1",
            "H5P.TinyConditions 1.0",
            "H5P.TinyNumbers 1.0",
            "H5P.TinySelects 1.0",
            "H5P.TinyFilm 1.0",
            "H5P.TinyFlat 1.0",
            "H5P.TinyWords 1.0",
            "H5P.TinySound 1.0",
            "H5P.TinyNote 1.0",
            "H5P.TinyBook 1.0",
        ):
            act = make_activity(name, name, example_params(name), example_files(name))
            page.goto(reverse("activity_authoring:edit", args=[act.pk]))
            page.wait_for_selector("#af-save")
            page.wait_for_timeout(300)
            short = name.split(".")[1].split(" ")[0]
            page.screenshot(path=f"/tmp/shots/H/{short}-{tag}.png", full_page=True)
            try:
                assert_accessible(page)
            except AssertionError as e:
                print("AXE", name, tag, e)
            print(
                name,
                tag,
                "sideways",
                page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                ),
            )
