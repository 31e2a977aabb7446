"""Every way of making something live, tried on pages that no safeguarding lead has approved."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision

from cms.people.editors.services import keep_groups_in_step
from courses.approval.models import ContentApproval
from courses.approval.queries import workflow
from courses.catalogue.models import LessonPage, ModulePage
from courses.catalogue.rules import NeedsApproval
from tests.factories.approval import approve_all, approved_module, safeguarding_module, save
from tests.factories.courses import lesson_page, lessons_of, module_page, programme_page
from tests.factories.pages import home_page
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(db):
    return home_page()


@pytest.fixture
def draft(trainer):
    return lessons_of(safeguarding_module(by=trainer, code="PRV"))[0]


@pytest.fixture
def live(trainer, dsl):
    return lessons_of(approved_module(dsl, by=trainer))[0]


@pytest.fixture
def superuser():
    return UserFactory.create(is_superuser=True, is_staff=True)


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def test_a_revision_is_not_published_by_a_line_of_code(draft):
    with pytest.raises(NeedsApproval, match="safeguarding lead"):
        draft.latest_revision.publish()

    assert not is_live(draft)


@pytest.mark.parametrize("who", ["trainer", "admin", "superuser", "dsl", "mentor"])
def test_whoever_publishes_is_refused(request, draft, who):
    user = request.getfixturevalue(who)

    with pytest.raises(NeedsApproval):
        draft.latest_revision.publish(user=user, skip_permission_checks=True)
    with pytest.raises(NeedsApproval):
        PublishPageRevisionAction(draft.latest_revision, user=user).execute(
            skip_permission_checks=True
        )

    assert not is_live(draft)


def test_the_module_itself_is_refused_too(trainer):
    module = safeguarding_module(by=trainer)

    with pytest.raises(NeedsApproval):
        module.latest_revision.publish()


def test_a_page_cannot_be_saved_or_made_live(draft):
    module = draft.get_parent().specific
    draft.live = True

    with pytest.raises(NeedsApproval):
        draft.save()
    with pytest.raises(NeedsApproval):
        draft.save(update_fields=["live"])
    with pytest.raises(NeedsApproval):
        module.add_child(instance=LessonPage(title="New", slug="new", live=True))

    bare = Page.objects.get(pk=draft.pk)
    bare.live = True
    with pytest.raises(NeedsApproval):
        bare.save()
    assert not is_live(draft)
    assert not LessonPage.objects.filter(slug="new").exists()


def test_another_wording_of_a_live_page_is_refused_and_the_old_one_stays(live, trainer):
    revision = save(live, trainer, title="My own words")

    with pytest.raises(NeedsApproval):
        revision.publish()

    page = Page.objects.get(pk=live.pk)
    assert (page.title, page.live) == (live.title, True)


def test_words_that_were_approved_once_and_replaced_are_refused(live, trainer, dsl):
    first = live.live_revision
    save(live, trainer, title="Better words")
    live.send_for_approval(by=trainer)
    approve_all(dsl)
    again = save(LessonPage.objects.get(pk=live.pk), trainer, title=live.title)

    with pytest.raises(NeedsApproval):
        first.publish()
    with pytest.raises(NeedsApproval):
        again.publish()

    assert Page.objects.get(pk=live.pk).title == "Better words"


def test_the_approved_words_may_come_and_go(live, trainer):
    keep_groups_in_step()
    live.unpublish()
    revision = save(LessonPage.objects.get(pk=live.pk), trainer)

    revision.publish(user=trainer)

    assert is_live(live)


def test_a_revision_rewritten_after_the_approval_is_refused(live, trainer):
    """An editor that saves by itself writes into the newest revision again."""
    revision = live.live_revision
    revision.content["title"] = "Other words"
    revision.save()

    with pytest.raises(NeedsApproval):
        revision.publish()


def test_the_editors_own_saving_leaves_what_was_sent_or_approved_alone(draft, live, trainer):
    for page in (draft, live):
        page = LessonPage.objects.get(pk=page.pk)
        before = page.latest_revision
        page.title = "Saved by itself"

        after = page.save_revision(user=before.user, overwrite_revision=before)

        assert after.pk != before.pk
        before.refresh_from_db()
        assert before.content["title"] != "Saved by itself"


def test_nothing_unapproved_is_given_a_time_to_go_live(draft, live, trainer):
    soon = timezone.now() + timedelta(hours=1)
    for page in (draft, live):
        revision = save(page, trainer, go_live_at=soon, title="Later")

        with pytest.raises(NeedsApproval):
            revision.publish()
        with pytest.raises(NeedsApproval):
            revision.as_object().save_revision(approved_go_live_at=soon)

    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_the_clock_publishes_nothing_unapproved_and_goes_on_to_the_next(draft, trainer):
    past = timezone.now() - timedelta(minutes=1)
    other = lesson_page(module_page(programme_page(slug="other"), code="TGT"), live=False)
    save(other)
    Revision.objects.filter(pk=draft.latest_revision_id).update(approved_go_live_at=past)
    later = Revision.objects.filter(object_id=str(other.pk)).order_by("-pk").first()
    Revision.objects.filter(pk=later.pk).update(approved_go_live_at=past + timedelta(seconds=1))

    call_command("publish_scheduled")

    assert not is_live(draft)
    assert is_live(other)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_an_approved_version_may_wait_for_its_time(draft, dsl):
    save(draft, None, go_live_at=timezone.now() + timedelta(hours=1))

    approve_all(dsl)

    assert not is_live(draft)
    assert Revision.objects.get(approved_go_live_at__isnull=False).object_id == str(draft.pk)


def test_unticking_the_mark_is_a_change_that_needs_approval(trainer, dsl):
    module = approved_module(dsl, by=trainer)
    unticked = save(module, trainer, is_safeguarding=False)

    with pytest.raises(NeedsApproval):
        unticked.publish(user=trainer, skip_permission_checks=True)

    lesson = lessons_of(module)[0]
    with pytest.raises(NeedsApproval):
        save(lesson, trainer, title="Free at last").publish()


def test_unticking_a_draft_frees_nothing(trainer):
    """While a module is not live the editor writes a draft into the row itself."""
    module = safeguarding_module(by=trainer, sent=False)
    unticked = save(module, trainer, is_safeguarding=False)

    assert not ModulePage.objects.get(pk=module.pk).is_safeguarding
    with pytest.raises(NeedsApproval):
        unticked.publish()
    with pytest.raises(NeedsApproval):
        lessons_of(module)[0].latest_revision.publish()


def test_a_lead_may_agree_to_take_the_mark_off(trainer, dsl):
    module = approved_module(dsl, by=trainer)
    save(module, trainer, is_safeguarding=False)
    module.send_for_approval(by=trainer)

    approve_all(dsl)

    lesson = lessons_of(module)[0]
    save(lesson, trainer, title="An ordinary lesson").publish()
    assert Page.objects.get(pk=lesson.pk).title == "An ordinary lesson"
    assert ModulePage.objects.get(pk=module.pk).get_workflow() != workflow()


def test_a_page_does_not_leave_its_module(draft, live, trainer, superuser):
    other = module_page(programme_page(slug="other"), code="TGT")
    for page in (draft, live):
        with pytest.raises(NeedsApproval, match="stays in its module"):
            page.move(other, pos="last-child", user=superuser)
        with pytest.raises(NeedsApproval):
            Page.objects.get(pk=page.pk).move(other, pos="last-child")

        assert Page.objects.get(pk=page.pk).get_parent().pk != other.pk


def test_a_live_page_does_not_come_in_unapproved_and_a_draft_does(draft):
    module = draft.get_parent()
    other = module_page(programme_page(slug="other"), code="TGT")
    out, kept = lesson_page(other), lesson_page(other, live=False)

    with pytest.raises(NeedsApproval, match="Unpublish it"):
        out.move(module, pos="last-child")
    kept.move(module, pos="last-child")

    with pytest.raises(NeedsApproval):
        save(LessonPage.objects.get(pk=kept.pk)).publish()


def test_the_order_of_a_module_may_change(dsl, trainer):
    module = approved_module(dsl, by=trainer, lessons=2)
    first, second = lessons_of(module)

    second.move(first, pos="left")

    assert [page.pk for page in lessons_of(module)] == [second.pk, first.pk]
    assert is_live(first)


def test_a_copy_is_not_live_without_an_approval_of_its_own(live, dsl, trainer):
    module = live.get_parent().specific

    with pytest.raises(NeedsApproval):
        live.copy(to=module, update_attrs={"slug": "copy"}, user=trainer)
    with pytest.raises(NeedsApproval):
        module.copy(recursive=True, update_attrs={"slug": "copy"}, user=trainer)
    draft = live.copy(to=module, update_attrs={"slug": "copy"}, keep_live=False)

    with pytest.raises(NeedsApproval):
        draft.latest_revision.publish()


def test_an_alias_brings_nothing_unapproved_in(draft):
    elsewhere = module_page(programme_page(slug="other"), code="TGT")
    for is_live in (True, False):
        other = lesson_page(elsewhere, live=is_live, slug=f"alias-{is_live}")

        with pytest.raises(NeedsApproval):
            other.create_alias(parent=draft.get_parent())


def test_other_modules_are_published_as_ever(draft):
    other = module_page(programme_page(slug="other"), code="TGT")

    assert lesson_page(other).live
    assert not ContentApproval.objects.exists()
