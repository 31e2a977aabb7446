"""Pages are saved, moved and published; editions come; Wagtail's workflow moves."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    pre_page_move,
    task_submitted,
    workflow_approved,
    workflow_rejected,
)

from content.guidance.models import Edition, Fact
from courses.approval import services
from courses.approval.models import ContentApproval, SafeguardingApproval
from courses.catalogue.models import ModulePage, StepPage


def connect() -> None:
    for kind in (Page, ModulePage, *step_kinds(StepPage)):
        pre_save.connect(page_is_saved, sender=kind, dispatch_uid=f"approval gate {kind}")
    pre_save.connect(revision_is_saved, sender=Revision, dispatch_uid="approval schedule")
    pre_page_move.connect(page_is_moved, dispatch_uid="approval move")
    post_save.connect(module_was_saved, sender=ModulePage, dispatch_uid="approval mark")
    page_published.connect(module_was_published, dispatch_uid="approval mark off")
    task_submitted.connect(page_was_sent, dispatch_uid="approval waits")
    for signal in (page_published, page_unpublished):
        signal.connect(notes_changed, dispatch_uid="approval notes")
    for model in (ContentApproval, Edition, Fact):
        for signal in (post_save, post_delete):
            signal.connect(notes_changed, sender=model, dispatch_uid=f"approval notes {model}")
    # Under these names Wagtail connects its e-mails, later than this; a taken name stays taken.
    # Leads and authors get our notices instead (services/telling.py).
    workflow_approved.connect(
        no_mail, sender=WorkflowState, dispatch_uid="workflow_state_approved_email_notification"
    )
    workflow_rejected.connect(
        no_mail, sender=WorkflowState, dispatch_uid="workflow_state_rejected_email_notification"
    )


def step_kinds(kind: type[StepPage]) -> Iterator[type[StepPage]]:
    yield kind
    for below in kind.__subclasses__():
        yield from step_kinds(below)


def page_is_saved(
    instance: Page, update_fields: Collection[str] | None = None, **_rest: Any
) -> None:
    services.check_goes_live(page=instance, fields=update_fields)


def revision_is_saved(instance: Revision, **_rest: Any) -> None:
    services.check_schedule(revision=instance)


def page_is_moved(instance: Page, parent_page_after: Page, **_rest: Any) -> None:
    services.check_move(page=instance, parent=parent_page_after)


def module_was_saved(
    instance: ModulePage, update_fields: Collection[str] | None = None, **_rest: Any
) -> None:
    services.keep_mark_in_step(module=instance, is_draft=update_fields is not None)


def module_was_published(instance: Page, **_rest: Any) -> None:
    if isinstance(instance, ModulePage) and not instance.is_safeguarding:
        services.release_module(module=instance)


def page_was_sent(instance: TaskState, **_rest: Any) -> None:
    if not isinstance(instance.task.specific, SafeguardingApproval):
        return
    page = instance.revision.as_object()
    if isinstance(page, ModulePage) and page.is_safeguarding:
        services.guard_module(module=page)
    services.tell_of_waiting(task_state=instance)


def notes_changed(**_rest: Any) -> None:
    services.forget_notes()


def no_mail(**_rest: Any) -> None:
    """Nothing: the service that decided has told everybody."""
