"""What an import changes, and what it leaves alone."""

import pytest
from wagtail.models import PageLogEntry

from cms.people.audit.models import AuditEvent
from content.material.shapes import MaterialErrors
from courses.bundles.rules import Changed
from courses.bundles.services import import_bundle
from courses.catalogue.models import LessonPage, ModulePage, StepPage
from tests.courses.bundles.conftest import edit
from tests.factories.bundles import (
    exported,
    imported,
    planned,
    repacked,
    replacing,
    sources_of,
    texts_in,
)
from tests.factories.courses import REFLECTION_BLOCK, lesson_page, module_page, programme_page

pytestmark = pytest.mark.django_db
FIRST = "01-start-here.md"
NEW_LESSON = """---
id: TGT-NEW
title: A new one
slug: a-new-one
minutes: 5
codes: [S1]
summary: Short.
---

Ask, and wait.
"""


def draft_of(page):
    return page.get_latest_revision_as_object()


def pages(module):
    return list(StepPage.objects.child_of(module).order_by("path"))


def errors_of(packed, module, by, **where):
    with pytest.raises(MaterialErrors) as caught:
        planned(packed, module, by, **where)
    return [(error.path.name, error.line, error.message) for error in caught.value.errors]


@pytest.fixture
def packed(module, author):
    return exported(module, author)


def test_a_changed_text_is_a_new_draft_of_its_page_alone(module, author, packed):
    first = LessonPage.objects.get(slug="start-here")
    others = {page.pk: page.latest_revision_id for page in pages(module) if page.pk != first.pk}
    changed = repacked(packed, {FIRST: replacing("Start where the", "Begin where the")})

    done = imported(changed, module, author)

    first.refresh_from_db()
    assert done.changed == ["Start here"]
    assert first.live
    assert first.has_unpublished_changes
    assert first.body[0].value == "Start where the learner is."
    assert draft_of(first).body[0].value == "Begin where the learner is."
    assert first.latest_revision.user == author
    assert {
        page.pk: page.latest_revision_id for page in pages(module) if page.pk in others
    } == others
    assert AuditEvent.objects.get(verb="module.imported").detail == {"changed": ["Start here"]}
    logged = PageLogEntry.objects.filter(page=first, action="wagtail.edit").get()
    assert logged.user == author


def test_parts_keep_their_ids_so_nobody_loses_what_she_wrote(module, author, packed):
    changed = repacked(packed, {FIRST: replacing("What did you notice?", "What was new?")})

    imported(changed, module, author)

    body = draft_of(LessonPage.objects.get(slug="start-here")).body
    assert (body[1].id, body[1].value["prompt"]) == (REFLECTION_BLOCK, "What was new?")


def test_the_same_bundle_again_is_nothing_to_change(module, author, packed):
    changed = repacked(packed, {FIRST: replacing("title: Start here", "title: Begin")})
    imported(changed, module, author)

    assert planned(changed, module, author).is_nothing
    assert imported(changed, module, author).words.startswith("Nothing to change")
    assert AuditEvent.objects.filter(verb="module.imported").count() == 1


def test_the_plan_shows_every_difference_line_by_line(module, author, packed):
    changed = repacked(packed, {FIRST: replacing("minutes: 12", "minutes: 15")})

    plan = planned(changed, module, author)

    change = plan.to_do[0]
    lines = [line.sign + line.text for run in change.differences.runs for line in run]
    assert [change.state for change in plan.changes].count("changed") == 1
    assert "-minutes: 12" in lines
    assert "+minutes: 15" in lines


def test_the_module_itself_changes_too(module, author, packed):
    changed = repacked(
        packed, {"module.yaml": replacing("validity_months: 24", "validity_months: 12")}
    )

    done = imported(changed, module, author)

    assert done.changed == [module.title]
    module.refresh_from_db()
    assert (module.validity_months, draft_of(module).validity_months) == (24, 12)


def test_a_new_file_is_a_new_draft_in_its_place(module, author, packed):
    changed = repacked(
        packed,
        {
            "02-a-new-one.md": NEW_LESSON,
            "module.yaml": replacing("  - quiz\n", "  - 02-a-new-one\n  - quiz\n"),
        },
    )

    done = imported(changed, module, author)

    new = LessonPage.objects.get(material_id="TGT-NEW")
    assert done.created == ["A new one"]
    assert (new.live, new.owner, new.material_hash) == (False, author, "")
    assert [page.slug for page in pages(module)][:3] == ["start-here", "a-new-one", "quiz"]
    assert planned(changed, module, author).is_nothing


def test_a_page_that_is_not_in_the_bundle_is_kept(module, author, packed):
    smaller = repacked(packed, {FIRST: None, "module.yaml": replacing("  - 01-start-here\n", "")})

    plan = planned(smaller, module, author)

    assert [step.draft.title for step in plan.kept] == ["Start here"]
    imported(smaller, module, author)
    assert LessonPage.objects.get(slug="start-here").live


def test_another_order_is_shown_and_taken_over(module, author, packed):
    turned = repacked(
        packed,
        {
            "module.yaml": replacing(
                "  - 01-start-here\n  - quiz\n", "  - quiz\n  - 01-start-here\n"
            )
        },
    )

    plan = planned(turned, module, author)
    done = imported(turned, module, author)

    assert plan.is_order_new
    assert plan.titles_in(plan.order)[:2] == ["Check what you know", "Start here"]
    assert (done.is_ordered, done.changed) == (True, [])
    assert [page.slug for page in pages(module)][:2] == ["quiz", "start-here"]


def test_what_a_colleague_edited_since_the_export_is_pointed_out(module, author, colleague, packed):
    edit(LessonPage.objects.get(slug="start-here"), colleague, summary="A colleague's words.")
    changed = repacked(packed, {FIRST: replacing("minutes: 12", "minutes: 15")})

    plan = planned(changed, module, author)

    assert [change.material.title for change in plan.edited_since] == ["Start here"]
    assert plan.edited_since[0].here.edited_by == colleague


def test_a_colleagues_edit_that_the_bundle_does_not_touch_is_no_warning(
    module, author, colleague, packed
):
    edit(LessonPage.objects.get(slug="pictures"), colleague, minutes=40)

    plan = planned(packed, module, author)

    # The bundle is older than the edit: it would undo it, and says so of that page alone.
    assert [change.material.title for change in plan.to_do] == ["Pictures"]
    assert [change.material.title for change in plan.edited_since] == ["Pictures"]


def test_what_changed_between_the_screen_and_the_button_is_shown_first(
    module, author, colleague, packed
):
    changed = repacked(packed, {FIRST: replacing("minutes: 12", "minutes: 15")})
    seen = planned(changed, module, author).seen
    page = LessonPage.objects.get(slug="start-here")
    edit(page, colleague, summary="Meanwhile.")
    page.refresh_from_db()
    latest = page.latest_revision_id

    with pytest.raises(Changed):
        confirmed(changed, module, author, seen)

    page.refresh_from_db()
    assert page.latest_revision_id == latest


def confirmed(packed, module, by, seen, publish=False):
    from io import BytesIO

    from courses.bundles.queries.uploads import bundle_in

    programme = module.get_parent().specific
    with bundle_in(BytesIO(packed), "tgt.zip", sources_of(module)) as bundle:
        return import_bundle(
            bundle=bundle, programme=programme, module=module, seen=seen, publish=publish, by=by
        )


# Publishing --------------------------------------------------------------------


def test_what_was_published_before_is_published_when_asked(module, author, packed):
    changed = repacked(packed, {FIRST: replacing("minutes: 12", "minutes: 15")})

    done = imported(changed, module, author, publish=True)

    first = LessonPage.objects.get(slug="start-here")
    assert (first.minutes, first.has_unpublished_changes) == (15, False)
    assert done.published == ["Start here"]


def test_drafts_new_pages_and_waiting_changes_stay_drafts(module, author, packed):
    waiting = LessonPage.objects.get(slug="pictures")
    edit(waiting, author, summary="Not ready.")
    packed = exported(module, author)
    changed = repacked(
        packed,
        {
            "02-pictures.md": replacing("summary: Not ready.", "summary: Nearly ready."),
            "03-new.md": NEW_LESSON,
            "module.yaml": replacing("  - quiz\n", "  - 03-new\n  - quiz\n"),
        },
    )

    plan = planned(changed, module, author)
    done = imported(changed, module, author, publish=True)

    assert "draft: true" in texts_in(packed)["02-pictures.md"]
    assert (plan.may_publish, done.published) == (False, [])
    waiting.refresh_from_db()
    assert waiting.summary == ""
    assert LessonPage.objects.get(material_id="TGT-NEW").live is False


@pytest.mark.parametrize("where", ["live", "bundle"])
def test_nothing_about_safeguarding_is_published_by_an_import(module, author, where):
    if where == "live":
        ModulePage.objects.filter(pk=module.pk).update(is_safeguarding=True)
        module.refresh_from_db()
    packed = exported(module, author)
    changes = {FIRST: replacing("minutes: 12", "minutes: 15")}
    if where == "bundle":
        changes["module.yaml"] = replacing("group: core\n", "group: core\nsafeguarding: true\n")
    changed = repacked(packed, changes)

    plan = planned(changed, module, author)
    done = imported(changed, module, author, publish=True)

    assert (plan.may_publish, done.published) == (False, [])
    assert LessonPage.objects.get(slug="start-here").minutes == 12


def test_a_new_module_stays_a_draft_unless_asked(module, author, packed):
    elsewhere = programme_page(slug="elsewhere")

    done = imported(packed, None, author, programme=elsewhere)

    assert done.module.live is False
    assert done.module.owner == author
    assert not StepPage.objects.child_of(done.module).live().exists()
    assert "Nothing is published yet" in done.words


# Refusals ----------------------------------------------------------------------


def test_one_mistake_and_nothing_is_imported(module, author, packed):
    changed = repacked(
        packed,
        {
            FIRST: replacing("title: Start here", "title: Begin"),
            "quiz.yaml": replacing("type: single", "type: riddle"),
        },
    )
    before = {page.pk: page.latest_revision_id for page in pages(module)}

    errors = errors_of(changed, module, author)

    lines = texts_in(changed)["quiz.yaml"].splitlines()
    assert [(name, message.split(":")[0]) for name, _, message in errors] == [("quiz.yaml", "Q1")]
    assert lines[errors[0][1] - 1] == "  - id: Q1"
    assert {page.pk: page.latest_revision_id for page in pages(module)} == before


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (FIRST, "title: Start here", "titel: Start here", "“titel” is not known here"),
        (FIRST, 'key="noticed"', 'key="not noticed"', "small letters, digits and hyphens"),
        (FIRST, "What did you notice?", "", "is empty"),
        ("quiz.yaml", "right: true", "right: false", "Mark exactly one option as right"),
        ("quiz.yaml", "pass_mark: 80", "pass_mark: 800", "less than or equal to 100"),
        ("scenario-the-late-bus.yaml", "next: plan", "next: nowhere", "which does not exist"),
        ("module.yaml", "group: core", "group: cores", "not a valid choice"),
        ("module.yaml", "code: TGT", "code: COQ", "This is the module COQ; the page is TGT"),
        ("02-pictures.md", "files/a-board-", "files/another-", "There is no files/another-"),
        ("02-pictures.md", "A board.", "", "Say in words what the picture shows"),
        ("02-pictures.md", 'title="The form"', f'title="{"x" * 200}"', "at most 120 characters"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(module, author, packed, name, old, new, message):
    changed = repacked(packed, {name: replacing(old, new)})
    line = texts_in(packed)[name].partition(old)[0].count("\n") + 1

    errors = errors_of(changed, module, author)

    assert [found for found, _, words in errors if message in words] == [name], errors
    assert all(1 <= at <= line + 40 for _, at, _ in errors)


def test_an_address_that_another_page_has_is_refused(module, author):
    errors = errors_of(
        NEW_LESSON.replace("slug: a-new-one", "slug: the-late-bus").encode(),
        module,
        author,
        name="05-new.md",
    )

    assert [(line, "already in use" in words) for _, line, words in errors] == [(4, True)]


def test_a_draft_may_be_unfinished(module, author, packed):
    changed = repacked(
        packed,
        {FIRST: lambda text: text.replace("minutes: 12", "minutes: 12\ndraft: true", 1).replace(
            "What did you notice?", "")},
    )  # fmt: skip

    done = imported(changed, module, author, publish=True)

    assert done.changed == ["Start here"]
    assert done.published == []


def test_an_id_of_a_page_elsewhere_in_the_programme_is_refused(module, author, packed):
    other = module_page(module.get_parent().specific, code="COQ")
    lesson_page(other, material_id="TGT-NEW", title="Moved")
    changed = repacked(
        packed,
        {
            "03-new.md": NEW_LESSON,
            "module.yaml": replacing("  - quiz\n", "  - 03-new\n  - quiz\n"),
        },
    )

    errors = errors_of(changed, module, author)

    assert [message for _, _, message in errors if "is the id of “Moved”" in message]


def test_a_locked_page_is_left_alone(module, author, colleague, packed):
    page = LessonPage.objects.get(slug="start-here")
    page.locked, page.locked_by = True, colleague
    page.save(update_fields=["locked", "locked_by"])
    changed = repacked(packed, {FIRST: replacing("minutes: 12", "minutes: 15")})

    errors = errors_of(changed, module, author)

    assert [message for _, _, message in errors] == [
        "This page is locked, or you may not edit it: nothing can be imported."
    ]
    assert planned(packed, module, author).is_nothing


def test_a_module_that_is_there_is_not_new(module, author, packed):
    programme = module.get_parent().specific

    errors = errors_of(packed, None, author, programme=programme)

    assert "import it on its own page" in errors[0][2]


# One file alone ----------------------------------------------------------------


def test_one_step_comes_alone(module, author, packed):
    text = texts_in(packed)[FIRST].replace("minutes: 12", "minutes: 15")

    done = imported(text.encode(), module, author, name=FIRST)

    assert done.changed == ["Start here"]
    assert planned(text.encode(), module, author, name=FIRST).is_nothing


def test_one_new_step_stands_last(module, author):
    done = imported(NEW_LESSON.encode(), module, author, name="05-new.md")

    assert done.created == ["A new one"]
    assert pages(module)[-1].slug == "a-new-one"


@pytest.mark.parametrize("name", ["notes.txt", "module.yaml", "other.yaml", "x.docx"])
def test_other_files_alone_are_refused_by_name(module, author, name):
    errors = errors_of(b"id: x\n", module, author, name=name)

    assert len(errors) == 1
    assert errors[0][0] == name


# Notes -------------------------------------------------------------------------


def test_what_is_only_odd_is_said_and_imported(module, author, packed):
    changed = repacked(
        packed,
        {
            FIRST: replacing("Start where", "Ask the {lerner}. Start where"),
            "quiz.yaml": replacing("lesson: TGT-start-here", "lesson: TGT-nowhere"),
            "files/unused.png": b"x",
        },
    )

    plan = planned(changed, module, author)

    words = " ".join(note.message for note in plan.notes)
    assert "Unknown word {lerner}" in words
    assert "no lesson “TGT-nowhere” here" in words
    assert "No lesson uses this file" in words
    assert imported(changed, module, author).changed == ["Start here", "Check what you know"]


def test_every_file_is_looked_at_whatever_is_wrong_in_another(module, author, packed):
    changed = repacked(
        packed,
        {
            FIRST: replacing('key="noticed"', 'keys="noticed"'),
            "quiz.yaml": replacing("type: single", "type: riddle"),
            "scenario-the-late-bus.yaml": replacing("next: plan", "next: nowhere"),
        },
    )

    names = {name for name, _, _ in errors_of(changed, module, author)}

    assert names == {FIRST, "quiz.yaml", "scenario-the-late-bus.yaml"}


def test_a_file_is_never_read_from_elsewhere(module, author, packed, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    board = 'file="files/a-board-'
    changed = repacked(packed, {"02-pictures.md": replacing(board, f'file="files/../..{secret}/')})

    errors = errors_of(changed, module, author)

    assert [words for _, _, words in errors if "will not do" in words]


def test_links_by_number_are_pointed_out_where_a_module_is_new(module, author, packed):
    elsewhere = programme_page(slug="elsewhere")

    plan = planned(packed, None, author, programme=elsewhere)

    assert [note.path.name for note in plan.notes if "by their number" in note.message] == [
        "02-pictures.md"
    ]
    assert planned(packed, module, author).notes == []


def test_a_missing_file_is_named_once(module, author, packed):
    board = texts_in(packed)["02-pictures.md"].partition('file="')[2].partition('"')[0]
    changed = repacked(packed, {"02-pictures.md": replacing(board, "files/gone.png")})

    assert [words for _, _, words in errors_of(changed, module, author)] == [
        "There is no files/gone.png in the upload."
    ]
