"""Sent, approved, returned, taken back. Each decision locks the page: of two leads, one decides."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.people.accounts.models import User
from cms.people.audit.services import record
from content.guidance.models import Fact
from courses.approval import access, queries, rules
from courses.approval.models import APPROVE, RETURN, ContentApproval
from courses.approval.queries import OpenRow, RowKind
from courses.approval.rules import Version
from courses.approval.services.guarding import set_up_workflow
from courses.approval.services.telling import tell_of_approval, tell_of_return

APPROVED_AGAIN = "courses.approved_again"  # in Wagtail's history of the page


@transaction.atomic
def send_page(*, page: Page, by: User | None) -> None:
    """Put the newest draft before the safeguarding leads. Sent twice, it waits once."""
    if not access.can_send(by):
        raise PermissionDenied("Trainers and site admins send pages to the safeguarding lead.")
    state = _held(page).current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=by)
        return
    if state is not None:
        if state.current_task_state.revision_id == page.latest_revision_id:
            return
        state.cancel(user=by)
    workflow = queries.workflow() or set_up_workflow()
    workflow.start(page.specific, by)


@transaction.atomic
def approve_pages(
    *, versions: Iterable[Version], note: str = "", by: User, at: datetime | None = None
) -> list[ContentApproval]:
    """Stand by these versions, each with a row of its own, and let them go live.

    All or none: raises ValidationError when one of them has changed since, was decided on by
    somebody else, was written by `by`, or shows facts nobody has read against what holds now.
    """
    _check_lead(by)
    rules.check_note(note)
    asked = list(dict.fromkeys(versions))
    _hold_pages(asked)
    rows = _rows_asked_for(asked)
    for row in rows:
        row.check_for(by)
    facts = {fact.key: fact for fact in Fact.objects.select_related("edition__publication")}
    approvals = [_approve(row, facts, note.strip(), by=by, at=at) for row in rows]
    if rows:
        tell_of_approval(rows=rows, approvals=approvals, by=by, at=at)
    return approvals


@transaction.atomic
def return_page(*, page: Page, reason: str, by: User) -> None:
    """Back to whoever sent it, with what should change. What is live stays live."""
    _check_lead(by)
    rules.check_reason(reason)
    page = _held(page)
    state = _waiting_state(page)
    state.current_task_state.specific.reject(user=by, comment=reason.strip())
    record(actor=by, verb="content.returned", obj=page, detail={"reason": reason.strip()})
    tell_of_return(page=page, sent_by=state.requested_by, reason=reason.strip(), by=by)


@transaction.atomic
def take_back_page(*, page: Page, by: User) -> None:
    """A trainer goes on writing: the draft waits no longer, and can be changed and sent again."""
    if not access.can_take_back(by):
        raise PermissionDenied("A trainer takes a page back.")
    page = _held(page)
    _waiting_state(page).cancel(user=by)
    record(actor=by, verb="content.taken_back", obj=page)


def decide_in_editor(*, task_state: TaskState, action: str, words: str, by: User) -> None:
    """What a lead chose in Wagtail's own menu. What cannot be approved goes on waiting, and the
    editor says why (wagtail_hooks.py): she may have changed the words in the same breath."""
    page = Page.objects.get(pk=task_state.workflow_state.object_id)
    if action == RETURN:
        return_page(page=page, reason=words, by=by)
    if action == APPROVE:
        latest = page.latest_revision
        version = Version(latest.pk, rules.wording_of(latest.content))
        try:
            approve_pages(versions=[version], note=words, by=by)
        except ValidationError:
            return


def _check_lead(by: User) -> None:
    if not access.can_approve(by):
        raise PermissionDenied("A safeguarding lead decides on this.")


def _held(page: Page) -> Page:
    """The page as it is now, held until the transaction ends."""
    return Page.objects.select_for_update().get(pk=page.pk)


def _hold_pages(versions: Iterable[Version]) -> None:
    """In one order, so that two leads who ticked the same pages do not wait for each other."""
    revisions = Revision.page_revisions.filter(pk__in=[v.revision_pk for v in versions])
    pages = sorted({int(pk) for pk in revisions.values_list("object_id", flat=True)})
    list(Page.objects.select_for_update().filter(pk__in=pages).order_by("pk").values_list("pk"))


def _rows_asked_for(versions: Iterable[Version]) -> list[OpenRow]:
    """Steps before their module: it is complete when people find it."""
    rows = {row.version: row for row in queries.board().open}
    missing = [version for version in versions if version not in rows]
    if missing:
        raise ValidationError(
            "Something has changed since you opened the list: a page was changed, taken back or "
            "decided on by somebody else. Nothing was approved. Look at the list once more.",
            code="changed",
        )
    return sorted((rows[v] for v in versions), key=lambda row: (-row.page.depth, row.page.path))


def _approve(
    row: OpenRow, facts: Mapping[str, Fact], note: str, *, by: User, at: datetime | None
) -> ContentApproval:
    approval = ContentApproval(
        page=row.page,
        revision_id=row.version.revision_pk,
        wording=row.version.wording,
        approver=by,
        approved_at=at or timezone.now(),
        note=note,
        writers=sorted(row.writers),
        **queries.snapshot_of(row.fact_keys, facts),
    )
    approval.full_clean()
    approval.save()
    detail = {"page": row.page.pk, "revision": row.version.revision_pk}
    record(actor=by, verb="content.approved", obj=approval, detail=detail, at=at)
    if row.kind == RowKind.WAITING:
        state = _waiting_state(row.page)
        state.current_task_state.specific.approve(user=by, comment=note)
    else:
        _keep_or_publish(row, note, by)
    return approval


def _keep_or_publish(row: OpenRow, note: str, by: User) -> None:
    """The same words as before: they stay where they are, or come back."""
    revision = Revision.objects.get(pk=row.version.revision_pk)
    if not row.page.live:
        revision.publish(user=by)
    log(
        instance=row.page.specific,
        action=APPROVED_AGAIN,
        user=by,
        revision=revision,
        data={"comment": note},
    )


def _waiting_state(page: Page) -> WorkflowState:
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise ValidationError(
            f"“{page.title}” does not wait any more: somebody has decided on it or taken it back.",
            code="gone",
        )
    return state
