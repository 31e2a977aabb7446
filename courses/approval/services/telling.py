"""Who is told of what. Wagtail's own e-mails are off: these go through the notices."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from wagtail.models import Page, TaskState

from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from content.terms import apply_terms
from courses.approval import rules
from courses.approval.models import ContentApproval, SafeguardingApproval
from courses.approval.queries import OpenRow
from courses.catalogue.models import ModulePage

NAMED = 20  # more titles than that are a number


def tell_of_waiting(*, task_state: TaskState) -> None:
    """Tell the leads that a module waits: once, however many of its pages are sent together."""
    page = task_state.revision.content_object
    module = ModulePage.objects.ancestor_of(page, inclusive=True).first()
    if module is None or _others_wait(task_state, module):
        return
    title = apply_terms(module.title)
    for person in holders_of(Role.DSL):
        send_notice(
            recipient=person,
            kind=NoticeKind.CONTENT,
            key=f"approval-waits-{task_state.pk}",
            title=f"“{title}” waits for your approval",
            body="Read what was sent, then approve it or return it with a comment. "
            "What readers see now stays as it is until you have decided.",
            url=reverse("approvals:index"),
        )


def _others_wait(task_state: TaskState, module: ModulePage) -> bool:
    below = Page.objects.descendant_of(module, inclusive=True).values_list("pk", flat=True)
    others = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__in=SafeguardingApproval.objects.values("pk"),
        workflow_state__object_id__in=[str(pk) for pk in below],
    )
    return others.exclude(pk=task_state.pk).exists()


def tell_of_approval(
    *,
    rows: Sequence[OpenRow],
    approvals: Sequence[ContentApproval],
    by: User,
    at: datetime | None = None,
) -> None:
    """One notice to each who sent something; to the trainers for what the site itself sent."""
    trainers = list(holders_of(Role.TRAINER))
    told: dict[User, list[str]] = defaultdict(list)
    for row in rows:
        for person in [row.sent_by] if row.sent_by else trainers:
            told[person].append(apply_terms(row.page.title))
    note = f" Their note: {approvals[0].note}" if approvals[0].note else ""
    for person, titles in told.items():
        if person.pk == by.pk:
            continue
        send_notice(
            recipient=person,
            kind=NoticeKind.CONTENT,
            key=f"approval-given-{approvals[0].pk}",
            title=f"A safeguarding lead has approved {rules.count_of_pages(len(titles))}",
            body=f"{_named(titles)}.{note}",
            url=reverse("approvals:index"),
            by=by,
            at=at,
        )


def tell_of_return(*, page: Page, sent_by: User | None, reason: str, by: User) -> None:
    for person in [sent_by] if sent_by else holders_of(Role.TRAINER):
        send_notice(
            recipient=person,
            kind=NoticeKind.CONTENT,
            key=f"approval-returned-{page.pk}-{page.latest_revision_id}",
            title=f"“{apply_terms(page.title)}” comes back to you",
            body=f"A safeguarding lead asks for a change: {reason}",
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            by=by,
        )


def tell_of_lapse(*, key: str, title: str, body: str, pages: Iterable[Page]) -> None:
    names = _named([apply_terms(page.title) for page in pages])
    for person in holders_of(Role.DSL, Role.TRAINER):
        send_notice(
            recipient=person,
            kind=NoticeKind.CONTENT,
            key=key,
            title=title,
            body=f"{body} Pages: {names}.",
            url=reverse("approvals:index"),
        )


def _named(titles: Sequence[str]) -> str:
    shown = [f"“{title}”" for title in titles[:NAMED]]
    if len(titles) > NAMED:
        shown.append(f"{len(titles) - NAMED} more")
    return rules.listed(shown)
