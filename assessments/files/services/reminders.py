from datetime import date

from django.utils import timezone

from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..models import EvidenceFile
from ..rules import ScanState, reminder_due


def remind_of_expiry(*, on: date | None = None) -> int:
    """Tell owners that a certificate runs out, 60 and 14 days before, once each; how many
    reminders are due. Run late or twice, nobody is told twice."""
    today = on or timezone.localdate()
    rows = EvidenceFile.objects.kept().filter(
        expires_on__gte=today, owner__is_active=True
    ).exclude(scan_state=ScanState.REFUSED).select_related("owner")  # fmt: skip
    due = 0
    for file in rows.order_by("pk").iterator(500):
        days = reminder_due(file.expires_on, today) if file.expires_on else None
        if days is not None:
            _remind(file, days)
            due += 1
    return due


def _remind(file: EvidenceFile, days: int) -> None:
    """Never what the file is called: a notice goes out by e-mail."""
    day = f"{file.expires_on:%-d %B %Y}"
    send_notice(
        recipient=file.owner,
        kind=NoticeKind.CPD_RECORD,
        key=f"evidence-expires:{file.pk}:{file.expires_on}:{days}",
        title=f"A file of your CPD evidence is valid until {day}",
        body=(
            "If it is a certificate that you still need, renew it in time. Then add the new one, "
            "with its own date."
        ),
        url=file.get_absolute_url(),
    )
