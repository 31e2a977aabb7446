"""Managers are told when something has waited too long: at most once a week, however often the
task runs."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.rules import Role
from cms.people.notices.rules import NoticeKind, week_of
from cms.people.notices.services import send_notice

from .. import queries


def remind_managers(*, on: date | None = None) -> int:
    """How many managers have something that is overdue; each has one notice of it this week."""
    today = on or timezone.localdate()
    found = queries.reminders(today)
    for row in found:
        _tell_manager(row, today)
    _tell_quality_leads(today)
    return len(found)


def _tell_manager(row: queries.Reminder, today: date) -> None:
    within = queries.policy_days()
    late = "one has" if row.overdue == 1 else f"{row.overdue} have"
    waiting = "1 CPD entry waits" if row.waiting == 1 else f"{row.waiting} CPD entries wait"
    send_notice(
        recipient=row.manager,
        kind=NoticeKind.CPD_WAITING,
        key=f"cpd-waiting-{week_of(today)}",
        title=f"{waiting} for your answer",
        body=f"Of these, {late} waited longer than {within} working days. Each takes two minutes.",
        url=reverse("verification:queue"),
    )


def _tell_quality_leads(today: date) -> None:
    """Entries of people without a line manager are in nobody's queue, so nobody else would know."""
    count = queries.unclaimed(today)
    if not count:
        return
    holders = RoleGrant.objects.filter(current_on(), role=Role.QUALITY_LEAD).values("holder")
    for person in User.objects.filter(pk__in=holders, is_active=True):
        send_notice(
            recipient=person,
            kind=NoticeKind.CPD_WAITING,
            key=f"cpd-unclaimed-{week_of(today)}",
            title="CPD entries that nobody can verify",
            body=(
                f"{count} handed in by people without a line manager here. "
                "A site admin can set who manages them."
            ),
            url=reverse("verification:sample_list"),
        )
