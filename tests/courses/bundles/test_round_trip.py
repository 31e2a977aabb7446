"""Out as text and in again: what was there is there, with its ids."""

import pytest
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Revision

from courses.bundles.queries.drafts import module_now
from courses.catalogue.models import StepPage
from tests.factories.bodies import without_ids
from tests.factories.bundles import exported, imported, planned, texts_in
from tests.factories.courses import lesson_page, module_page, programme_page

pytestmark = pytest.mark.django_db


def steps_of(module):
    return list(StepPage.objects.child_of(module).order_by("path").specific())


def said_by(page):
    """Every value of a page that is words, streams with the ids of their blocks."""
    streams = ("body", "questions", "scenes", "ends", "sources")
    found = {
        name: getattr(page, name)
        for name in (
            "title", "slug", "summary", "minutes", "codes", "required", "audience", "review_on",
            "intro", "pass_mark", "shuffle_options", "shuffle_questions", "situation", "start",
            "unsafe_text", "live",
        )
        if hasattr(page, name)
    }  # fmt: skip
    for name in streams:
        if hasattr(page, name):
            raw = getattr(page, name).get_prep_value()
            found[name] = [(block["type"], block["id"]) for block in raw if name != "sources"]
            found[f"{name} says"] = [without_ids(block["value"]) for block in raw]
    return found


def test_what_was_exported_is_no_change(module, author):
    before = Revision.objects.count()

    plan = planned(exported(module, author), module, author)

    assert plan.is_nothing
    done = imported(exported(module, author), module, author)
    assert (done.created, done.changed, done.is_ordered) == ([], [], False)
    assert Revision.objects.count() == before


def test_the_same_export_has_the_same_bytes(module, author):
    assert exported(module, author) == exported(module, author)


def test_the_folder_has_the_steps_in_order_with_their_files(module, author):
    texts = texts_in(exported(module, author))

    assert list(texts) == [
        "module.yaml", "01-start-here.md", "quiz.yaml", "scenario-the-late-bus.yaml",
        "02-pictures.md",
    ]  # fmt: skip
    assert "steps:\n  - 01-start-here\n  - quiz\n" in texts["module.yaml"]
    assert "id: TGT-start-here\n" in texts["01-start-here.md"]
    assert "lesson: TGT-start-here\n" in texts["quiz.yaml"]
    assert ':::picture file="files/a-board-' in texts["02-pictures.md"]
    assert "\\# Not a heading" in texts["02-pictures.md"]


def test_a_module_comes_into_an_empty_programme_page_by_page(module, author):
    packed = exported(module, author)
    before = [said_by(page) for page in steps_of(module)]
    elsewhere = programme_page(slug="elsewhere")
    Image.objects.all().delete()
    Document.objects.all().delete()

    done = imported(packed, None, author, programme=elsewhere, publish=True)

    new = done.module
    assert new.pk != module.pk
    after = [said_by(page) for page in steps_of(new)]
    for was, is_ in zip(before, after, strict=True):
        assert without_rows(is_) == without_rows(was)
    assert Image.objects.get().title == "A board"
    assert {row.filename for row in Document.objects.all()} == {
        "a-form.pdf", "a-talk.mp4", "what-is-said.vtt",
    }  # fmt: skip
    assert exported(new, author) == packed


def without_rows(said):
    """Keys of rows are others in another database: what they stand for is tested by the export.
    A text file ends its lines in one way."""
    if isinstance(said, str):
        return said.replace("\r\n", "\n")
    if isinstance(said, dict):
        return {
            name: without_rows(part)
            for name, part in said.items()
            if name not in {"lesson", "file", "captions", "document"}
            and not (name == "image" and isinstance(part, int))
        }
    return [without_rows(part) for part in said] if isinstance(said, list) else said


def test_pages_that_trainers_made_are_found_again_by_their_slug(module, author):
    packed = exported(module, author)
    ids = {page.pk: page.material_id for page in steps_of(module)}

    assert list(ids.values()) == ["", "", "TST-SC1", ""]
    assert [change.here.row.pk for change in planned(packed, module, author).steps] == list(ids)


def test_an_id_that_was_once_exported_outlives_a_new_slug(module, author):
    packed = exported(module, author)
    text = texts_in(packed)["01-start-here.md"].replace("slug: start-here", "slug: begin")
    first = steps_of(module)[0]

    imported(text.encode(), module, author, name="01-start-here.md")

    first.refresh_from_db()
    draft = first.get_latest_revision_as_object()
    assert (draft.material_id, draft.slug, first.slug) == ("TGT-start-here", "begin", "start-here")
    again = planned(text.encode(), module, author, name="01-start-here.md")
    assert again.is_nothing
    assert "id: TGT-start-here\n" in texts_in(exported(module, author))["01-begin.md"]


def test_lessons_of_other_modules_keep_their_links(module, author):
    other = lesson_page(module_page(module.get_parent().specific, code="COQ"), slug="ask")
    quiz = steps_of(module)[1]
    draft = quiz.get_latest_revision_as_object()
    raw = draft.questions.get_prep_value()
    raw[1]["value"]["lesson"] = other.pk
    draft.questions = raw
    draft.save_revision().publish()

    packed = exported(module, author)

    assert "lesson: COQ-ask\n" in texts_in(packed)["quiz.yaml"]
    assert planned(packed, module, author).is_nothing


def test_a_module_without_steps_goes_out_and_in(author):
    module = module_page()

    packed = exported(module, author)

    assert list(texts_in(packed)) == ["module.yaml"]
    assert planned(packed, module, author).is_nothing


@pytest.mark.parametrize("count", [1, 3])
def test_reading_a_module_costs_the_same_whatever_its_length(
    author, count, django_assert_num_queries
):
    module = module_page()
    for _ in range(count):
        lesson_page(module)
    module_now(module.pk)  # content types are asked for once in a process

    with django_assert_num_queries(4):
        module_now(module.pk)
