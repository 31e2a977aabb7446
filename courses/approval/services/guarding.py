"""The mark on a module, and Wagtail's workflow on it."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.people.audit.services import record
from cms.people.editors.rules import PAGE_BY_PAGE, SAFEGUARDING_LEADS
from courses.approval import queries, rules
from courses.approval.models import GuardedModule, SafeguardingApproval
from courses.catalogue.models import ModulePage

WAGTAILS_OWN = "Moderators approval"


@transaction.atomic
def set_up_workflow() -> Workflow:
    """The workflow with its one step, on every module about safeguarding. Safe to run again."""
    workflow = _ensure_workflow()
    _retire_wagtails_own()
    for module in queries.guarded_modules():
        guard_module(module=module)
    return workflow


@transaction.atomic
def guard_module(*, module: ModulePage) -> None:
    """From now on what stands in the module is approved by a safeguarding lead, and she sees it."""
    GuardedModule.objects.get_or_create(module_id=module.pk)
    _assign(module)
    group, _ = Group.objects.get_or_create(name=SAFEGUARDING_LEADS)
    codenames = [f"{kind}_page" for kind in PAGE_BY_PAGE[SAFEGUARDING_LEADS]]
    rights = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    )
    for right in rights:
        GroupPagePermission.objects.get_or_create(group=group, page_id=module.pk, permission=right)


@transaction.atomic
def keep_mark_in_step(*, module: ModulePage, is_draft: bool) -> None:
    """Follow the mark in a module that was just saved.

    In the row itself it counts at once. In a draft of a live module it only offers the workflow: a
    slip of the mouse should not bind twelve pages. It binds when the draft is sent.
    """
    if module.is_safeguarding:
        _assign(module) if is_draft else guard_module(module=module)
    elif not GuardedModule.objects.filter(module=module.pk).exists():
        WorkflowPage.objects.filter(page=module.pk, workflow=queries.workflow()).delete()


@transaction.atomic
def release_module(*, module: ModulePage) -> None:
    """A version without the mark went live, so a safeguarding lead has approved that."""
    released, _ = GuardedModule.objects.filter(module=module.pk).delete()
    if released:
        WorkflowPage.objects.filter(page=module.pk).delete()
        leads = GroupPagePermission.objects.filter(group__name=SAFEGUARDING_LEADS)
        leads.filter(page=module.pk).delete()
        record(actor=None, verb="safeguarding_mark.taken_off", obj=module)


def _assign(module: ModulePage) -> None:
    WorkflowPage.objects.update_or_create(
        page_id=module.pk, defaults={"workflow": _ensure_workflow()}
    )


def _ensure_workflow() -> Workflow:
    task = SafeguardingApproval.objects.order_by("pk").first()
    if task is None:
        task = SafeguardingApproval.objects.create(name=rules.TASK)
    if not task.active:
        task.active = True
        task.save()
    workflow = queries.workflow() or Workflow.objects.create(name=rules.WORKFLOW)
    if not workflow.active:
        workflow.active = True
        workflow.save()
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    return workflow


def _retire_wagtails_own() -> None:
    """Wagtail brings a workflow for groups this site does not have: nobody could ever approve."""
    for workflow in Workflow.objects.filter(name=WAGTAILS_OWN, active=True):
        steps = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow)
        if not steps.filter(groups__isnull=False).exists():
            workflow.deactivate()
