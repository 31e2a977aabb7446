"""Approvals run out when guidance moves on: people are warned, and in the end the page goes."""

from collections import defaultdict
from datetime import date

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from cms.people.audit.services import record
from content.guidance.services import announce_editions
from courses.approval import queries, rules
from courses.approval.models import LapseWarning
from courses.approval.queries import ApprovedRow
from courses.approval.services.telling import tell_of_lapse


def forget_notes() -> None:
    """What readers are told below a page is worked out anew, now and once this is really there."""
    cache.delete(queries.notes_key())
    transaction.on_commit(lambda: cache.delete(queries.notes_key()))


def keep_approvals_current(*, today: date | None = None) -> int:
    """Warn before an approval lapses, and unpublish where one has. Answers how many pages went.

    Run every morning, and safe to run twice. A page approved again meanwhile is left alone. New
    editions are announced first, because the days count from then.
    """
    day = today or timezone.localdate()
    announce_editions(today=day)
    running = queries.running_out(today=day)
    gone = [row for row in running if row.standing.has_lapsed]
    _warn([row for row in running if not row.standing.has_lapsed])
    return _lapse(gone, day)


@transaction.atomic
def _warn(rows: list[ApprovedRow]) -> None:
    """One notice for all pages that lapse on one day, at each stage of the ladder."""
    told = set(
        LapseWarning.objects.filter(approval__in=[row.approval.pk for row in rows]).values_list(
            "approval_id", "days"
        )
    )
    due: dict[tuple[date, int], list[ApprovedRow]] = defaultdict(list)
    for row in rows:
        lapses_on, days_left = row.standing.lapses_on, row.standing.days_left
        stage = rules.warn_stage(days_left) if days_left is not None else None
        if lapses_on and stage is not None and (row.approval.pk, stage) not in told:
            due[lapses_on, stage].append(row)
    for (lapses_on, stage), group in due.items():
        LapseWarning.objects.bulk_create(
            [LapseWarning(approval=row.approval, days=stage) for row in group]
        )
        count = rules.count_of_pages(len(group))
        tell_of_lapse(
            key=f"approval-lapse-{stage}-{group[0].approval.pk}",
            title=f"The approval of {count} ends on {rules.day_in_words(lapses_on)}",
            body="A new edition holds of guidance they show. Read them against it and approve "
            "them again; otherwise readers see them no more from that day on.",
            pages=[row.page for row in group],
        )


def _lapse(rows: list[ApprovedRow], today: date) -> int:
    gone = [row for row in rows if _take_down(row)]
    if gone:
        tell_of_lapse(
            key=f"approval-lapsed-{gone[0].approval.pk}",
            title=f"{rules.count_of_pages(len(gone))} left the site: the approval has ended",
            body="A new edition holds of guidance they show, and nobody has approved them against "
            f"it by {rules.day_in_words(today)}. They come back as soon as a safeguarding lead "
            "approves them again.",
            pages=[row.page for row in gone],
        )
    return len(gone)


@transaction.atomic
def _take_down(row: ApprovedRow) -> bool:
    page = Page.objects.select_for_update().get(pk=row.page.pk)
    newest = queries.last_approval(page)
    if not page.live or newest is None or newest.pk != row.approval.pk:
        return False
    # As expired, so that whoever looks at it can tell it from a page that a trainer took down.
    UnpublishPageAction(page.specific, set_expired=True).execute(skip_permission_checks=True)
    record(actor=None, verb="content.lapsed", obj=row.approval, detail={"page": page.pk})
    return True
