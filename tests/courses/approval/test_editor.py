"""Wagtail's own screens, as a trainer, a lead, a site admin and a superuser use them."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.approval.queries import count_waiting
from courses.approval.services import return_page
from courses.catalogue.models import LessonPage, ModulePage
from tests.courses.approval.conftest import posted, posted_module, text_of
from tests.factories.approval import approved_module, pages_of, safeguarding_module, save
from tests.factories.courses import lesson_page, lessons_of, module_page, programme_page

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def module(admin_of, trainer):
    return safeguarding_module(by=trainer, sent=False)


@pytest.fixture
def lesson(module):
    return lessons_of(module)[0]


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def test_a_trainer_sends_instead_of_publishing(lesson, trainer, admin_of):
    words = text_of(admin_of(trainer).get(edit_url(lesson)))

    assert "Send to the safeguarding lead" in words
    assert "action-publish" not in words
    assert "it goes live when a safeguarding lead has approved it" in words


def test_an_approved_page_is_changed_and_sent_and_never_published_by_its_author(
    trainer, dsl, admin_of
):
    lesson = lessons_of(approved_module(dsl, by=trainer))[0]
    client = admin_of(trainer)
    revert = reverse(
        "wagtailadmin_pages:revisions_revert", args=[lesson.pk, lesson.live_revision_id]
    )

    live, reverting = text_of(client.get(edit_url(lesson))), text_of(client.get(revert))
    lesson.unpublish()
    taken_down = text_of(client.get(edit_url(lesson)))

    assert "Send to the safeguarding lead" in live
    assert "action-publish" not in live + reverting
    assert "action-publish" in taken_down


def test_a_new_lesson_of_the_module_is_sent_as_well(module, trainer, admin_of):
    client = admin_of(trainer)
    add = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk])

    words = text_of(client.get(add))
    client.post(add, posted(LessonPage(title="New", slug="new"), **PUBLISH))

    assert "Send to the safeguarding lead" in words
    assert "action-publish" not in words
    assert not LessonPage.objects.get(slug="new").live


@pytest.mark.parametrize("who", ["trainer", "superuser"])
def test_a_forged_publish_is_kept_as_a_draft_and_explained(request, lesson, who, admin_of):
    client = admin_of(request.getfixturevalue(who))

    answer = client.post(edit_url(lesson), posted(lesson, **PUBLISH), follow=True)

    assert not is_live(lesson)
    assert "send it to the safeguarding lead" in text_of(answer)


@pytest.mark.parametrize("who", ["admin", "mentor", "quality_lead"])
def test_others_cannot_edit_at_all(request, lesson, who, admin_of):
    client = admin_of(request.getfixturevalue(who))

    assert client.post(edit_url(lesson), posted(lesson, **PUBLISH)).status_code == 302
    assert not is_live(lesson)


@pytest.mark.parametrize("who", ["trainer", "superuser"])
def test_other_words_than_the_approved_are_kept_as_a_draft(request, trainer, dsl, who, admin_of):
    lesson = lessons_of(approved_module(dsl, by=trainer))[0]
    client = admin_of(request.getfixturevalue(who))
    data = posted(lesson, text="Anything goes.", **PUBLISH)

    answer = client.post(edit_url(lesson), data, follow=True)

    page = LessonPage.objects.get(pk=lesson.pk)
    assert "Anything goes." not in str(page.body)
    assert page.has_unpublished_changes
    assert "saved as a draft" in text_of(answer)


def test_sending_from_the_editor_waits_for_the_lead(lesson, trainer, dsl, admin_of):
    admin_of(trainer).post(edit_url(lesson), posted(lesson, **{"action-submit": "1"}))

    assert count_waiting() == 1
    assert dsl.notices.filter(title__contains="waits for your approval").count() == 1


def test_while_it_waits_its_author_cannot_change_it(trainer, admin_of):
    lesson = lessons_of(safeguarding_module(by=trainer))[0]
    client = admin_of(trainer)

    words = text_of(client.get(edit_url(lesson)))
    client.post(edit_url(lesson), posted(lesson, title="Changed"))

    assert "waits for a safeguarding lead" in words
    assert "Take it back to change it" in words
    assert lesson.get_latest_revision().content["title"] == "Respond 1"


@pytest.mark.parametrize("who", ["trainer", "superuser"])
def test_bulk_publishing_passes_it_by(request, module, lesson, who, admin_of):
    client = admin_of(request.getfixturevalue(who))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for page in (lesson, module, module.get_parent()):
        client.post(f"{address}?id={page.pk}", {"include_descendants": "on"})

    assert [page.live for page in pages_of(module)] == [False, False]


def test_unticking_in_the_editor_publishes_nothing(trainer, dsl, admin_of):
    module = approved_module(dsl, by=trainer)
    client = admin_of(trainer)

    answer = client.post(edit_url(module), posted_module(module, **PUBLISH), follow=True)

    assert ModulePage.objects.get(pk=module.pk).is_safeguarding
    assert "saved as a draft" in text_of(answer)


def test_a_new_module_with_the_mark_is_kept_as_a_draft(trainer, admin_of):
    programme = programme_page()
    client = admin_of(trainer)
    add = reverse("wagtailadmin_pages:add", args=["courses", "modulepage", programme.pk])
    new = ModulePage(title="New", slug="new", code="NEW", summary="New.")

    answer = client.post(add, posted_module(new, is_safeguarding="on", **PUBLISH), follow=True)

    made = ModulePage.objects.get(slug="new")
    assert (made.live, made.is_safeguarding, made.has_workflow) == (False, True, True)
    assert "send it to the safeguarding lead" in text_of(answer)


def test_a_slip_of_the_mouse_in_a_live_module_binds_nothing(trainer, admin_of):
    module = module_page()
    lesson = lesson_page(module)
    client = admin_of(trainer)
    client.post(edit_url(module), posted_module(module, is_safeguarding="on"))
    client.post(edit_url(module), posted_module(module))

    client.post(edit_url(lesson), posted(lesson, title="Still mine", **PUBLISH))

    assert Page.objects.get(pk=lesson.pk).title == "Still mine"
    assert not ModulePage.objects.get(pk=module.pk).has_workflow


def test_ticking_is_sent_and_then_binds(trainer, dsl, admin_of):
    module = module_page()
    lesson = lesson_page(module)
    client = admin_of(trainer)
    data = posted_module(module, is_safeguarding="on", **{"action-submit": "1"})
    client.post(edit_url(module), posted_module(module, is_safeguarding="on"))

    client.post(edit_url(module), data)
    client.post(edit_url(lesson), posted(lesson, title="Quickly", **PUBLISH))

    assert count_waiting() == 1
    assert Page.objects.get(pk=lesson.pk).title == "Lesson 1"


@pytest.mark.parametrize("who", ["trainer", "superuser"])
def test_moving_out_is_refused_in_words(request, lesson, who, admin_of):
    other = module_page(programme_page(slug="other"), code="TGT")
    client = admin_of(request.getfixturevalue(who))
    single = reverse("wagtailadmin_pages:move_confirm", args=[lesson.pk, other.pk])
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])

    answers = [
        client.post(single, follow=True),
        client.post(f"{bulk}?id={lesson.pk}", {"chooser": other.pk}, follow=True),
    ]

    assert Page.objects.get(pk=lesson.pk).get_parent().pk != other.pk
    for answer in answers:
        assert "stays in its module" in text_of(answer)


def test_copies_are_drafts(trainer, dsl, admin_of):
    module = approved_module(dsl, by=trainer)
    lesson = lessons_of(module)[0]
    client = admin_of(trainer)
    address = reverse("wagtailadmin_pages:copy", args=[lesson.pk])
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": module.pk}

    client.post(address, {**data, "publish_copies": "on"})
    client.post(address, {**data, "new_slug": "alias", "alias": "on"})
    client.post(address, {**data, "new_slug": "draft"})

    found = dict(LessonPage.objects.child_of(module).values_list("slug", "live"))
    assert found == {"lesson-1": True, "draft": False}


# The lead ---------------------------------------------------------------------


@pytest.fixture
def waiting(trainer, dsl, admin_of):
    return lessons_of(safeguarding_module(by=trainer))[0]


def decide(client, page, action, **data):
    state = page.current_workflow_state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, data)


def test_a_lead_opens_what_waits_and_approves_it_there(waiting, dsl, admin_of):
    client = admin_of(dsl)

    words = text_of(client.get(edit_url(waiting)))
    decide(client, waiting, "approve", comment="Good.")

    assert "Approve and publish" in words
    assert "Return it to the author" in words
    assert is_live(waiting)
    assert waiting.content_approvals.get().note == "Good."


def test_a_lead_compares_previews_and_sees_nothing_else(trainer, dsl, admin_of):
    module = approved_module(dsl, by=trainer)
    lesson, other = lessons_of(module)[0], lesson_page(module_page(code="TGT"))
    first = lesson.latest_revision_id
    save(lesson, trainer, title="Better")
    LessonPage.objects.get(pk=lesson.pk).send_for_approval(by=trainer)
    client = admin_of(dsl)
    latest = LessonPage.objects.get(pk=lesson.pk).latest_revision_id

    def status(name, *args):
        return client.get(reverse(f"wagtailadmin_pages:{name}", args=args)).status_code

    assert status("revisions_compare", lesson.pk, first, latest) == 200
    assert status("view_draft", lesson.pk) == 200
    assert client.get(reverse("wagtailadmin_explore", args=[module.pk])).status_code == 200
    assert client.get(edit_url(other)).status_code == 302
    assert status("view_draft", other.pk) == 302
    for name in ("wagtailimages:index", "wagtaildocs:index", "wagtailadmin_reports:aging_pages"):
        assert client.get(reverse(name)).status_code == 302
    listed = text_of(client.get(reverse("wagtailadmin_explore_root")))
    assert other.title not in listed


def test_approve_buttons_of_others_do_nothing(waiting, trainer, superuser, admin_of):
    for person in (trainer, superuser):
        decide(admin_of(person), waiting, "approve")

    assert not is_live(waiting)


def test_a_lead_who_changes_the_words_and_approves_is_told_why_not(waiting, dsl, admin_of):
    client = admin_of(dsl)
    data = posted(
        waiting,
        text="My own words.",
        **{"action-workflow-action": "true", "workflow-action-name": "approve",
           "workflow-action-extra-data": json.dumps({"comment": ""})},
    )  # fmt: skip

    answer = client.post(edit_url(waiting), data, follow=True)

    assert not is_live(waiting)
    assert "Another safeguarding lead approves it" in text_of(answer)


def test_an_author_reads_in_the_editor_why_it_came_back(waiting, trainer, dsl, admin_of):
    return_page(page=waiting, reason="Say whom to call at night.", by=dsl)

    words = text_of(admin_of(trainer).get(edit_url(waiting)))

    assert "Say whom to call at night." in words
    assert "Send to the safeguarding lead" in words


def test_beside_the_editor_stands_who_approved_it(trainer, dsl, admin_of):
    lesson = lessons_of(approved_module(dsl, by=trainer, with_fact=True))[0]

    words = text_of(admin_of(trainer).get(edit_url(lesson)))

    assert "Approved by Martin Hale on" in words
    assert "checked against Keeping children safe in education 2025" in words


def test_an_ordinary_page_looks_as_ever(trainer, admin_of):
    lesson = lesson_page(module_page())

    words = text_of(admin_of(trainer).get(edit_url(lesson)))

    assert "action-publish" in words
    assert "safeguarding lead" not in words
