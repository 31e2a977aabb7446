"""Looking at an agreement again: three months in, then on its day. Each is told once, however often
and however late the task runs."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..access import in_force
from ..models import SupervisionAgreement
from ..queries.agreements import signers_of
from ..rules import agreements as rules
from ..rules.states import AgreementState

FIRST_LOOK = (
    "first-look",
    "Three months in: look at your supervision agreement together",
    "Does it help, and is it still what you want? If something should change, the supervisor "
    "writes the next version.",
)
REVIEW = (
    "review",
    "Your supervision agreement is due to be looked at",
    "Look at it together. What you keep and what you change becomes the next version; until then "
    "this one holds.",
)


def remind_of_agreements(*, now: datetime | None = None) -> int:
    """How many agreements have a reminder that falls in this time."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    close_ended_agreements(today=today)
    rows = SupervisionAgreement.objects.filter(in_force(today))
    count = 0
    for row in rows.select_related("supervisee", "supervisor", "manager"):
        if row.review_on <= today:
            count += _remind(row, *REVIEW)
        elif rules.is_time_for_first_look(
            starts_on=row.starts_on, review_on=row.review_on, today=today
        ):
            count += _remind(row, *FIRST_LOOK)
    return count


def close_ended_agreements(*, today: date) -> int:
    """Those whose last day has passed are called ended; no right hangs on it, the day decides."""
    passed = SupervisionAgreement.objects.filter(
        state=AgreementState.IN_FORCE, ends_on__lt=today
    ).values_list("pk", flat=True)
    return sum(_close(pk, today) for pk in list(passed))


@transaction.atomic
def _close(pk: int, today: date) -> int:
    row = SupervisionAgreement.objects.select_for_update().get(pk=pk)
    if row.state != AgreementState.IN_FORCE or row.ends_on is None or row.ends_on >= today:
        return 0
    row.state = AgreementState.ENDED
    row.save(update_fields=["state"])
    return 1


def _remind(agreement: SupervisionAgreement, what: str, title: str, body: str) -> int:
    for person in signers_of(agreement):
        if person.is_active:
            send_notice(
                recipient=person,
                kind=NoticeKind.SUPERVISION,
                key=f"agreement-{agreement.pk}-{what}",
                title=title,
                body=body,
                url=agreement.get_absolute_url(),
            )
    return 1
