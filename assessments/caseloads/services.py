"""The only writers of caseloads and of what they are weighed by."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.queries.readers import line_managers_of
from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from . import rules
from .access import can_count_on, can_set_load_policy
from .models import CaseloadPolicy, CaseloadSnapshot
from .queries import load_policy_on, load_policy_row, reading_of, snapshot_of_month, values_of
from .rules import Counts, LoadPolicy

CHANGED_MEANWHILE = (
    "Somebody else has counted this month since you opened the page. Look at what stands there "
    "now, and change it if it is wrong."
)


@transaction.atomic
def record_caseload(
    *,
    mentor: User,
    on: date,
    counts: Counts,
    fte: Decimal | None = None,
    seen: str | None = None,
    by: User | None,
    at: datetime | None = None,
) -> CaseloadSnapshot:
    """What a month holds, in place of what it held before. `seen` is the moment of the count that
    was on the screen, empty for none; without `fte`, the profile of the mentor says it."""
    if not can_count_on(by, mentor, on):
        raise PermissionDenied("The mentor and her line manager count her caseload.")
    moment = at or timezone.now()
    rules.check_day(on, today=timezone.localdate(moment))
    locked = User.objects.select_for_update().get(pk=mentor.pk)  # two tabs wait for each other
    before = snapshot_of_month(mentor, on)
    if seen is not None and seen != seen_of(before):
        raise ValidationError(CHANGED_MEANWHILE)
    part = fte or (locked.staff_profile.fte if hasattr(locked, "staff_profile") else Decimal(1))
    rules.check_snapshot(counts, part)
    row = before or CaseloadSnapshot(mentor=mentor)
    detail = {"to": {**asdict(counts), "on": on.isoformat()}}
    if before is not None:
        detail["from"] = {**_counts_of(before), "on": before.on.isoformat()}
    row.on, row.fte, row.recorded_by, row.recorded_at = on, part, by, moment
    row.universal, row.targeted, row.intensive = counts
    row.save()
    verb = "caseload.corrected" if before else "caseload.recorded"
    record(actor=by, verb=verb, obj=row, about=mentor, detail=detail, at=at)
    _tell_of_weight(row, by=by, at=at)
    return row


def seen_of(snapshot: CaseloadSnapshot | None) -> str:
    return snapshot.recorded_at.isoformat() if snapshot else ""


def _counts_of(row: CaseloadSnapshot) -> dict[str, int]:
    return {name: getattr(row, name) for name in Counts.__dataclass_fields__}


def _tell_of_weight(row: CaseloadSnapshot, *, by: User | None, at: datetime | None) -> None:
    """The mentor and her manager, when the load has risen above what is fair since the count
    before; whoever counted knows already."""
    now = reading_of(row, load_policy_on(row.on), shows_small=True)
    earlier = CaseloadSnapshot.objects.filter(mentor=row.mentor_id, on__lt=row.on).first()
    was = earlier and reading_of(earlier, load_policy_on(earlier.on), shows_small=True).band
    if not rules.worse(now.band, was or None):
        return
    for person in (row.mentor, *line_managers_of(row.mentor)):
        if person == by:
            continue
        is_own = person == row.mentor
        whose = "Your caseload" if is_own else f"The caseload of {row.mentor.display_name}"
        url = reverse("caseloads:person_caseload", args=[row.mentor_id])
        send_notice(
            recipient=person,
            kind=NoticeKind.TEAM,
            key=f"caseload-{row.pk}-{now.band}",
            title=f"{whose} is {now.band.label.lower()}",
            body=now.warning,
            url=reverse("caseloads:caseload_list") if is_own else url,
            by=by,
            at=at,
        )


@transaction.atomic
def save_load_policy(
    *,
    policy: LoadPolicy,
    from_on: date,
    why: str = "",
    seen: int | None = None,
    by: User | None,
    at: datetime | None = None,
) -> CaseloadPolicy:
    """A row more, which holds from its day; the last of one day counts. `seen` is the key of the
    policy that was on the screen, 0 for none."""
    if not can_set_load_policy(by):
        raise PermissionDenied("HR and the quality lead set what is fair.")
    latest = CaseloadPolicy.objects.first()
    if seen is not None and seen != (latest.pk if latest else 0):
        raise ValidationError(
            "Somebody else has changed this since you opened the page. Look at what holds now."
        )
    today = timezone.localdate(at)
    first = by is None and latest is None
    if not first or from_on >= today:  # the site may set it for a past that it writes itself
        rules.check_load_policy(policy, from_on=from_on, today=today, why=why, is_first=first)
    before = values_of(load_policy_row(from_on))
    row = CaseloadPolicy.objects.create(
        **asdict(policy), from_on=from_on, why=why.strip(), set_by=by
    )
    changes = {
        name: [str(getattr(before, name)), str(value)]
        for name, value in asdict(policy).items()
        if value != getattr(before, name)
    }
    record(
        actor=by,
        verb="caseload_policy.changed",
        obj=row,
        detail={"from_on": from_on.isoformat(), "changes": changes},
        at=at,
    )
    return row
