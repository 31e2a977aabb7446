"""Sent, approved, returned, taken back."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Page, TaskState, WorkflowState

from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent, WrittenOnceError
from cms.people.notices.models import Notice
from courses.approval.models import ContentApproval
from courses.approval.queries import board, count_waiting, why_not_approved
from courses.approval.services import (
    approve_pages,
    return_page,
    send_page,
    take_back_page,
)
from courses.catalogue.models import LessonPage, ModulePage
from tests.factories.approval import approve_all, approved_module, safeguarding_module, save
from tests.factories.courses import lessons_of
from tests.factories.pages import home_page
from tests.factories.people import RoleGrantFactory, UserFactory, days_ago, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(db):
    return home_page()


@pytest.fixture
def module(trainer, dsl):
    return safeguarding_module(by=trainer, lessons=2)


@pytest.fixture
def deputy(groups):
    return make_person("Aisha", "Siddiq", Role.DSL)


def versions():
    return [row.version for row in board().open]


def test_approving_publishes_all_of_it_each_page_with_its_own_row(module, dsl):
    approvals = approve_pages(versions=versions(), note="Read with Aisha.", by=dsl)

    assert not Page.objects.filter(path__startswith=module.path, live=False).exists()
    assert len(approvals) == 3
    row = ContentApproval.objects.get(page=module.pk)
    page = ModulePage.objects.get(pk=module.pk)
    assert (row.revision_id, row.approver, row.note) == (
        page.live_revision_id,
        dsl,
        "Read with Aisha.",
    )
    assert count_waiting() == 0
    assert AuditEvent.objects.filter(verb="content.approved", actor=dsl).count() == 3


def test_wagtails_own_history_names_the_lead(module, dsl):
    approve_all(dsl, "Good.")

    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_APPROVED)
    assert states.count() == 3
    task = TaskState.objects.first()
    assert (task.status, task.finished_by, task.comment) == ("approved", dsl, "Good.")


def test_only_what_was_chosen_goes_out(module, dsl):
    chosen = next(row for row in board().waiting if row.page.title == "Respond 2")

    approve_pages(versions=[chosen.version], by=dsl)

    assert [page.title for page in LessonPage.objects.live()] == ["Respond 2"]
    assert count_waiting() == 2


@pytest.mark.parametrize("who", ["trainer", "admin", "mentor", "quality_lead", "superuser"])
def test_nobody_else_decides(request, module, who):
    by = (
        UserFactory.create(is_superuser=True)
        if who == "superuser"
        else request.getfixturevalue(who)
    )

    with pytest.raises(PermissionDenied):
        approve_pages(versions=versions(), by=by)
    with pytest.raises(PermissionDenied):
        return_page(page=module, reason="No.", by=by)
    assert not ContentApproval.objects.exists()


def test_a_lead_whose_role_has_ended_does_not_decide(module, dsl):
    dsl.role_grants.update(ends_on=days_ago(1))
    dsl = type(dsl).objects.get(pk=dsl.pk)

    with pytest.raises(PermissionDenied):
        approve_pages(versions=versions(), by=dsl)


def test_whoever_wrote_a_version_does_not_approve_it(dsl, deputy):
    RoleGrantFactory.create(holder=dsl, role=Role.TRAINER)
    safeguarding_module(by=type(dsl).objects.get(pk=dsl.pk))

    with pytest.raises(ValidationError, match="Another safeguarding lead"):
        approve_all(dsl)
    assert not ContentApproval.objects.exists()

    approve_all(deputy)
    assert ModulePage.objects.get().live


def test_a_save_by_somebody_else_does_not_hide_who_wrote(module, trainer, dsl):
    lesson = lessons_of(module)[0]
    save(lesson, dsl, title="The lead's own words")
    save(lesson, trainer)

    assert "Another safeguarding lead" in why_not_approved(lesson, dsl)


def test_a_comment_makes_nobody_a_writer(module, dsl):
    save(lessons_of(module)[0], dsl)

    approve_all(dsl)

    assert ModulePage.objects.get().live


def test_of_two_leads_one_decides(module, dsl, deputy):
    asked = versions()
    approve_pages(versions=asked, by=dsl)

    with pytest.raises(ValidationError, match="Nothing was approved"):
        approve_pages(versions=asked, by=deputy)
    with pytest.raises(ValidationError, match="does not wait any more"):
        return_page(page=module, reason="Too long.", by=deputy)
    assert ContentApproval.objects.count() == 3


def test_what_changed_meanwhile_is_not_approved(module, dsl, deputy):
    asked = versions()
    save(lessons_of(module)[0], deputy, title="Changed while the list was open")

    with pytest.raises(ValidationError, match="Nothing was approved"):
        approve_pages(versions=asked, by=dsl)
    assert not ContentApproval.objects.exists()


def test_what_was_written_into_the_same_revision_is_not_approved(module, dsl):
    asked = versions()
    revision = lessons_of(module)[0].latest_revision
    revision.content["title"] = "Changed by an editor that saves by itself"
    revision.save()

    with pytest.raises(ValidationError, match="Nothing was approved"):
        approve_pages(versions=asked, by=dsl)


def test_a_returned_page_is_sent_again_and_the_author_is_told(module, trainer, dsl):
    lesson = lessons_of(module)[0]

    return_page(page=lesson, reason="Name the out-of-hours route.", by=dsl)

    (row,) = board().returned
    assert (row.reason, row.returned_by) == ("Name the out-of-hours route.", dsl)
    notice = Notice.objects.get(recipient=trainer, kind="content")
    assert "comes back" in notice.title
    assert "out-of-hours" in notice.body
    assert AuditEvent.objects.filter(verb="content.returned").count() == 1

    save(lesson, trainer, title="With the route")
    send_page(page=LessonPage.objects.get(pk=lesson.pk), by=trainer)
    approve_all(dsl)
    assert LessonPage.objects.get(pk=lesson.pk).title == "With the route"


def test_a_trainer_takes_back_and_nobody_else_does(module, trainer, dsl, admin):
    lesson = lessons_of(module)[0]
    for by in (dsl, admin):
        with pytest.raises(PermissionDenied):
            take_back_page(page=lesson, by=by)

    take_back_page(page=lesson, by=trainer)

    assert count_waiting() == 2
    with pytest.raises(ValidationError):
        take_back_page(page=lesson, by=trainer)


def test_the_live_version_stays_while_the_next_waits(dsl, trainer):
    module = approved_module(dsl, by=trainer)
    lesson = lessons_of(module)[0]
    save(lesson, trainer, title="Better")

    send_page(page=LessonPage.objects.get(pk=lesson.pk), by=trainer)

    page = LessonPage.objects.get(pk=lesson.pk)
    assert (page.title, page.live) == ("Respond 1", True)
    approve_all(dsl)
    assert LessonPage.objects.get(pk=lesson.pk).title == "Better"


def test_sending_twice_waits_once_and_a_new_draft_waits_in_its_place(module, trainer):
    lesson = lessons_of(module)[0]
    send_page(page=lesson, by=trainer)
    first = count_waiting()

    save(lesson, trainer, title="Newer")
    send_page(page=LessonPage.objects.get(pk=lesson.pk), by=trainer)

    assert (first, count_waiting()) == (3, 3)
    waiting = lesson.current_workflow_state.current_task_state
    assert waiting.revision.content["title"] == "Newer"


def test_the_leads_are_told_once_for_what_is_sent_together(module, dsl, deputy, trainer):
    told = Notice.objects.filter(recipient=dsl, kind="content")

    assert [notice.title for notice in told] == [
        "“Safeguarding for mentors” waits for your approval"
    ]
    approve_all(dsl, "Thank you.")
    mine = Notice.objects.get(recipient=trainer, kind="content")
    assert mine.title == "A safeguarding lead has approved 3 pages"
    assert "Their note: Thank you." in mine.body


def test_wagtail_sends_no_mail_of_its_own(module, trainer, dsl, django_capture_on_commit_callbacks):
    UserFactory.create(is_superuser=True)
    with django_capture_on_commit_callbacks(execute=True):
        return_page(page=lessons_of(module)[0], reason="Shorter.", by=dsl)
        approve_all(dsl)

    # What goes out are our own notices, each to one person; Wagtail would write to the superuser.
    ours = {notice.title for notice in Notice.objects.all()}
    assert {message.subject for message in mail.outbox} <= ours
    assert {address for message in mail.outbox for address in message.to} == {trainer.email}


def test_an_approval_never_changes(module, dsl):
    (row, *_) = approve_all(dsl)
    row.note = "Other words"

    for change in (row.save, row.delete, ContentApproval.objects.all().delete):
        with pytest.raises(WrittenOnceError):
            change()
    with pytest.raises(WrittenOnceError):
        ContentApproval.objects.update(note="")


def test_the_first_lead_of_a_college_finds_what_waits(trainer, groups):
    """At set-up nobody holds the role yet: nothing is lost by that."""
    safeguarding_module(by=None)
    lead = make_person("First", "Lead", Role.DSL)

    approve_all(lead)

    assert ModulePage.objects.get().live
