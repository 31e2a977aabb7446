"""Which pages are about safeguarding, and whether a version of one may be seen by readers."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, Workflow, WorkflowState

from courses.approval import access, rules
from courses.approval.models import ContentApproval, SafeguardingApproval
from courses.approval.queries.running import lapse_of
from courses.catalogue.models import ModulePage, StepPage


def guarded_modules() -> QuerySet[ModulePage]:
    return ModulePage.objects.filter(Q(is_safeguarding=True) | Q(guard__isnull=False))


def is_guarded_kind(page: Page) -> bool:
    kind = page.specific_class
    return kind is not None and issubclass(kind, (ModulePage, StepPage))


def is_about_safeguarding(page: Page) -> bool:
    """It is, or stands below, a module that is marked so, whatever this draft of it says."""
    if not is_guarded_kind(page):
        return False
    if isinstance(page, ModulePage) and page.is_safeguarding:
        return True
    return stands_in_guarded(page.path)


def stands_in_guarded(path: str) -> bool:
    above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    return guarded_modules().filter(path__in=above).exists()


def workflow() -> Workflow | None:
    """The workflow whose step is ours, whatever somebody has called it since."""
    tasks = SafeguardingApproval.objects.values("pk")
    return Workflow.objects.filter(workflow_tasks__task__in=tasks).order_by("pk").first()


def last_approval(page: Page) -> ContentApproval | None:
    """An alias is the page it shows."""
    rows = ContentApproval.objects.filter(page=page.alias_of_id or page.pk)
    return rows.select_related("approver").order_by("-pk").first()


def approval_in_force(page: Page, *, today: date | None = None) -> ContentApproval | None:
    """The newest approval, unless it has lapsed. An older one counts no more: the newest stands in
    its place, so that nobody goes back to words that a lead has since had changed."""
    approval = last_approval(page)
    if approval is None:
        return None
    lapse = lapse_of(approval)
    return None if lapse is not None and lapse <= (today or timezone.localdate()) else approval


def why_not_live(page: Page) -> str:
    """Why the page, as it is about to be saved, may not be live; empty when it may."""
    if not is_about_safeguarding(page):
        return ""
    approval = approval_in_force(page)
    if approval is not None and approval.wording == wording_of_page(page):
        return ""
    return "" if is_live_already(page) else rules.WHY_NOT_LIVE.format(title=page.title)


def is_live_already(page: Page) -> bool:
    """Nothing changes for readers: the same revision is live, with the same words."""
    stored = Page.objects.filter(pk=page.pk, live=True, live_revision=page.live_revision_id).first()
    return stored is not None and wording_of_page(stored.specific) == wording_of_page(page)


def wording_of_page(page: Page) -> str:
    """What it would say if it were saved now; of a bare `Page`, together with what is stored."""
    kind = page.specific_class
    if kind is None or isinstance(page, kind):
        return rules.wording_of(page.serializable_data())
    whole = kind.objects.get(pk=page.pk)
    for field in Page._meta.concrete_fields:
        setattr(whole, field.attname, getattr(page, field.attname))
    return rules.wording_of(whole.serializable_data())


def why_not_moved(page: Page, parent: Page) -> str:
    """Why the page may not be moved below `parent`; empty when it may."""
    if not is_guarded_kind(page) or page.specific_class is ModulePage:
        return ""
    was, will_be = stands_in_guarded(page.path), stands_in_guarded(parent.path)
    if was and not will_be:
        return rules.WHY_NOT_MOVED_OUT.format(title=page.title)
    if page.live and will_be and not was:
        return rules.WHY_NOT_MOVED_IN.format(title=page.title)
    return ""


def reason_of_return(page: Page) -> str:
    """What a lead asks to be changed; empty when she does not, or has been sent it again."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    task = state.current_task_state
    is_ours = task is not None and SafeguardingApproval.objects.filter(pk=task.task_id).exists()
    return str(task.comment) if is_ours else ""


def page_rights(user: Any, page: Page) -> access.PageRights:
    """Named by the pages of the catalogue, which know nothing of approvals."""
    return access.PageRights(
        user, page, is_about=is_about_safeguarding, is_approved=_is_latest_approved
    )


def _is_latest_approved(page: Page) -> bool:
    """Whether its newest revision is what a lead has approved: that is what would be published."""
    latest = page.latest_revision
    approval = approval_in_force(page) if latest is not None else None
    return approval is not None and approval.wording == rules.wording_of(latest.content)
