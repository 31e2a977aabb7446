"""From the menu of a module to a zip and back, with the rules of accessibility on every screen."""

from pathlib import Path

import pytest
from django.urls import reverse

from courses.catalogue.models import LessonPage
from tests.browser import assert_nothing_sticks_out
from tests.factories.bundles import repacked, replacing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = [{"width": 1280, "height": 900}, {"width": 360, "height": 740}]


@pytest.mark.parametrize("size", SIZES, ids=["wide", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_module_goes_out_and_comes_back_changed(
    browser_page, signed_in, assert_accessible, author, module, tmp_path, size, colours
):
    page = signed_in(browser_page(size, color_scheme=colours), author)
    page.goto(reverse("bundles:export_show", args=[module.pk]))
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download tgt.zip").click()
    changed = tmp_path / "tgt.zip"
    packed = Path(download.value.path()).read_bytes()
    edit = {"01-start-here.md": replacing("minutes: 12", "minutes: 15")}
    changed.write_bytes(repacked(packed, edit))

    page.goto(reverse("bundles:import_start", args=[module.pk]))
    assert_accessible(page)
    page.get_by_label("Zip of the module").set_input_files(changed)
    page.get_by_role("button", name="Show the differences").click()
    page.get_by_text("New: minutes: 15").wait_for()
    assert_accessible(page)
    assert_nothing_sticks_out(page)
    page.get_by_role("button", name="Import these changes").click()

    page.get_by_text("1 page with a new draft").wait_for()
    assert LessonPage.objects.get(slug="start-here").has_unpublished_changes
