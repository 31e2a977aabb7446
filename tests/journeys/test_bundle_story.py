"""A trainer exports a module, edits a text in an editor of her own and imports it again."""

import re
import zipfile
from io import BytesIO

import pytest
from playwright.sync_api import expect

from cms.dashboard.services import set_up_site
from cms.people.editors.services import keep_groups_in_step
from courses.catalogue.models import LessonPage, ModulePage
from tests.factories.material import shipped_programme
from tests.factories.pages import root_page

from . import story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

OLD, NEW = "Then hold what you read lightly.", "Then hold it lightly, whatever you have read."


@pytest.fixture
def module(transactional_db, tmp_path):
    root_page()
    set_up_site(programme=shipped_programme(tmp_path, "tgt"))
    return ModulePage.objects.get(code="TGT")


def rewritten(data: bytes, **texts: tuple[str, str]) -> bytes:
    """The same zip with words changed in the files whose names begin so."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for start, (before, after) in texts.items():
                if name.rpartition("/")[2].startswith(start.replace("_", "")):
                    assert before.encode() in content
                    content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)
    return out.getvalue()


def test_a_module_leaves_as_text_and_comes_back_changed(page, signed_in, trainer, module):
    keep_groups_in_step(people=[trainer])
    desk = signed_in(page, trainer)
    lesson = LessonPage.objects.child_of(module).order_by("path")[0]
    ids = [block.id for block in lesson.body]

    desk.goto(f"/cms/text-files/{module.pk}/export/")
    with desk.expect_download() as download:
        desk.get_by_role("link", name=re.compile("^Download")).click()
    exported = download.value.path().read_bytes()

    # As it went out, it changes nothing.
    send(desk, module, exported)
    expect(desk.get_by_role("heading", name="Nothing to change")).to_be_visible()

    # One line rewritten elsewhere is one difference, shown before anything happens.
    send(desk, module, rewritten(exported, _01=(OLD, NEW)))
    expect(desk.get_by_role("heading", name=re.compile(lesson.title))).to_be_visible()
    expect(desk.get_by_text(NEW).first).to_be_visible()
    lesson.refresh_from_db()
    assert NEW not in str(lesson.get_latest_revision_as_object().body.raw_data)
    desk.get_by_role("button", name="Import these changes").click()

    # A draft of hers: readers see it when she publishes it, and every block is the one it was.
    lesson.refresh_from_db()
    draft = lesson.get_latest_revision_as_object()
    assert NEW in str(draft.body.raw_data)
    assert NEW not in str(lesson.body.raw_data)
    assert [block.id for block in draft.body] == ids
    desk.goto(f"/cms/pages/{lesson.pk}/edit/")
    story.wait_for_editor(desk)
    footer = desk.locator("footer")
    footer.get_by_role("button", name="More actions").click()
    footer.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text(re.compile("has been published"))).to_be_visible()
    desk.goto(lesson.url)
    expect(desk.get_by_text(NEW)).to_be_visible()


def test_a_broken_bundle_changes_nothing_and_says_where(page, signed_in, trainer, module):
    keep_groups_in_step(people=[trainer])
    desk = signed_in(page, trainer)
    desk.goto(f"/cms/text-files/{module.pk}/export/")
    with desk.expect_download() as download:
        desk.get_by_role("link", name=re.compile("^Download")).click()
    exported = download.value.path().read_bytes()
    before = LessonPage.objects.child_of(module).order_by("path")[0].latest_revision_id

    send(desk, module, rewritten(exported, _01=(":::takeaway", ":::takeawy")))

    expect(desk.get_by_text("Unknown directive “:::takeawy”").first).to_be_visible()
    expect(desk.get_by_role("cell", name=re.compile("01-start-where"))).to_be_visible()
    assert LessonPage.objects.child_of(module).order_by("path")[0].latest_revision_id == before


def send(desk, module, data: bytes) -> None:
    desk.goto(f"/cms/text-files/{module.pk}/import/")
    desk.locator("input[type=file]").set_input_files(
        {"name": "tgt.zip", "mimeType": "application/zip", "buffer": data}
    )
    desk.get_by_role("button", name="Show the differences").click()
