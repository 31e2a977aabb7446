"""Everything that waits for a safeguarding lead, is to be read again, or is approved."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Q, TextChoices
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.people.accounts.models import User
from courses.approval import rules
from courses.approval.models import ContentApproval, SafeguardingApproval
from courses.approval.queries.guard import guarded_modules
from courses.approval.queries.running import Standing, shelf, standing
from courses.approval.rules import Version
from courses.catalogue.models import ModulePage


class RowKind(TextChoices):
    WAITING = "waiting", "Waiting for you"
    AGAIN = "again", "To read again"
    UNAPPROVED = "unapproved", "Live without an approval"


@dataclass(frozen=True)
class OpenRow:
    """One page with the version on which somebody has to decide."""

    kind: RowKind
    page: Page
    module: ModulePage
    version: Version
    sent_by: User | None
    sent_at: datetime | None
    approval: ContentApproval | None
    standing: Standing | None
    writers: frozenset[int]
    fact_keys: frozenset[str]
    to_read: tuple[str, ...]  # facts that nobody has read against what holds now
    takes_mark_off: bool  # this version of the module says it is not about safeguarding

    def check_for(self, person: User) -> None:
        """Raise ValidationError with what stands in the way of their approval."""
        title = self.page.draft_title
        rules.check_not_own(title=title, approver=person.pk, writers=self.writers)
        rules.check_facts_read(title=title, to_read=self.to_read)

    def is_blocked_for(self, person: User) -> bool:
        """Shown, with the reason, and not to be ticked."""
        return person.pk in self.writers or bool(self.to_read)

    @property
    def is_new(self) -> bool:
        return self.approval is None

    @property
    def is_module(self) -> bool:
        return bool(self.page.pk == self.module.pk)


@dataclass(frozen=True)
class ReturnedRow:
    page: Page
    reason: str
    returned_by: User | None
    returned_at: datetime | None


@dataclass(frozen=True)
class ApprovedRow:
    page: Page
    approval: ContentApproval
    standing: Standing


@dataclass
class Board:
    waiting: list[OpenRow] = field(default_factory=list)
    again: list[OpenRow] = field(default_factory=list)
    returned: list[ReturnedRow] = field(default_factory=list)
    approved: list[ApprovedRow] = field(default_factory=list)

    @property
    def open(self) -> list[OpenRow]:
        return [*self.waiting, *self.again]


def count_waiting() -> int:
    """How many pages wait for a safeguarding lead."""
    return TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__in=SafeguardingApproval.objects.values("pk")
    ).count()


def board(*, today: date | None = None) -> Board:
    """In a constant number of queries, however many pages there are."""
    read = _Reading(today or timezone.localdate())
    found = Board()
    for page in read.pages:
        row = read.open_row(page)
        if row is not None:
            (found.waiting if row.kind == RowKind.WAITING else found.again).append(row)
        returned = read.returned_row(page)
        if returned is not None:
            found.returned.append(returned)
        approval = read.approvals.get(page.pk)
        if approval is not None and (row is None or row.kind == RowKind.WAITING):
            found.approved.append(ApprovedRow(page, approval, read.standings[page.pk]))
    return found


def why_not_approved(page: Page, person: User) -> str:
    """Why this person cannot approve the version that waits; empty when they can."""
    row = next((row for row in board().waiting if row.page.pk == page.pk), None)
    try:
        if row is not None:
            row.check_for(person)
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""


def running_out(*, today: date) -> list[ApprovedRow]:
    """What readers see and whose approval ends on a day that is known."""
    pages = [page for page in pages_below(list(guarded_modules())) if page.live]
    approvals = newest_approvals(pages)
    on = shelf(today=today) if approvals else None
    if on is None:
        return []
    rows = [
        ApprovedRow(page, approvals[page.pk], standing(approvals[page.pk], on, today=today))
        for page in pages
        if page.pk in approvals
    ]
    return [row for row in rows if row.standing.lapses_on is not None]


class _Reading:
    """One reading of the tables for all the pages of the guarded modules."""

    def __init__(self, today: date) -> None:
        self.modules = list(guarded_modules().order_by("path"))
        self.pages = pages_below(self.modules)
        self.shelf = shelf(today=today)
        self.approvals = newest_approvals(self.pages)
        self.standings = {
            pk: standing(approval, self.shelf, today=today)
            for pk, approval in self.approvals.items()
        }
        self.states = _active_states(self.pages)
        self.open = {page.pk: kind for page in self.pages if (kind := self._kind(page))}
        self.histories = self._read_histories()

    def _kind(self, page: Page) -> RowKind | None:
        state, stands = self.states.get(page.pk), self.standings.get(page.pk)
        if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
            return RowKind.WAITING
        if stands is None:
            return RowKind.UNAPPROVED if page.live else None
        is_seen = page.live or page.expired or stands.has_lapsed
        return RowKind.AGAIN if is_seen and stands.is_to_read_again else None

    def _revision_pk(self, page: Page) -> int | None:
        if self.open[page.pk] == RowKind.AGAIN:
            return self.approvals[page.pk].revision_id
        is_waiting = self.open[page.pk] == RowKind.WAITING
        found: int | None = page.latest_revision_id if is_waiting else page.live_revision_id
        return found

    def open_row(self, page: Page) -> OpenRow | None:
        """None as well where nothing is there to decide on: a page without a revision."""
        history = self.histories.get(page.pk, [])
        pk = self._revision_pk(page) if history else None
        revision = next((row for row in history if row.pk == pk), None)
        if revision is None:
            return None
        approval, state = self.approvals.get(page.pk), self.states.get(page.pk)
        wording = rules.wording_of(revision.content)
        keys = rules.fact_keys(revision.content)
        module = next(m for m in self.modules if page.path.startswith(m.path))
        task = state.current_task_state if state else None
        return OpenRow(
            kind=self.open[page.pk],
            page=page,
            module=module,
            version=Version(revision.pk, wording),
            sent_by=state.requested_by if state else None,
            sent_at=task.started_at if task else None,
            approval=approval,
            standing=self.standings.get(page.pk),
            writers=frozenset(_writers(history, revision, approval, wording)),
            fact_keys=frozenset(keys),
            to_read=tuple(sorted(keys & self.shelf.stale)),
            takes_mark_off=page.pk == module.pk and not revision.content.get("is_safeguarding"),
        )

    def returned_row(self, page: Page) -> ReturnedRow | None:
        state = self.states.get(page.pk)
        if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
            return None
        task = state.current_task_state
        if task is None:
            return ReturnedRow(page, "", None, None)
        return ReturnedRow(page, task.comment, task.finished_by, task.finished_at)

    def _read_histories(self) -> dict[int, list[Revision]]:
        """The saves of each page since the version that was approved, that one included."""
        wanted = Q(pk__in=[])
        for pk in self.open:
            approval = self.approvals.get(pk)
            since = Q(pk__gte=approval.revision_id) if approval else Q()
            wanted |= Q(object_id=str(pk)) & since
        found: dict[int, list[Revision]] = defaultdict(list)
        base = ContentType.objects.get_for_model(Page)
        for row in Revision.objects.filter(wanted, base_content_type=base).order_by("pk"):
            found[int(row.object_id)].append(row)
        return found


def _writers(
    history: Sequence[Revision],
    revision: Revision,
    approval: ContentApproval | None,
    wording: str,
) -> set[int]:
    """Of the words of a revision: whoever changed them since, and whoever wrote what stayed."""
    if approval is not None and approval.wording == wording:
        return set(approval.writers)
    saves = [
        (row.user_id, rules.wording_of(row.content)) for row in history if row.pk <= revision.pk
    ]
    return rules.writers_of(saves, base=approval.wording if approval else "")


def pages_below(modules: Sequence[ModulePage]) -> list[Page]:
    """The modules and their steps, in the order in which people meet them."""
    if not modules:
        return []
    below = Q(*[Q(path__startswith=module.path) for module in modules], _connector=Q.OR)
    pages = Page.objects.filter(below, alias_of=None).order_by("path")
    return list(pages.select_related("content_type"))


def newest_approvals(pages: Iterable[Page]) -> dict[int, ContentApproval]:
    rows = ContentApproval.objects.filter(page__in=[page.pk for page in pages])
    return {row.page_id: row for row in rows.select_related("approver").order_by("pk")}


def _active_states(pages: Iterable[Page]) -> dict[int, Any]:
    states = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page.pk) for page in pages],
        current_task_state__task__in=SafeguardingApproval.objects.values("pk"),
    )
    rows = states.select_related("requested_by", "current_task_state__finished_by")
    return {int(state.object_id): state for state in rows}
