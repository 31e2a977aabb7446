"""Who hears that an objective is due: its owner two weeks before; both once when it is late."""

from datetime import date

from django.utils import timezone

from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import queries
from ..rules import Due


def remind_of_objectives(*, today: date | None = None) -> int:
    """Run twice a day or a week late, each is said once for each day it is due. How many were
    looked at."""
    found = queries.reminders(today or timezone.localdate())
    for reminder in found:
        is_late = reminder.due == Due.OVERDUE
        title = "An objective of yours is due soon"
        if is_late and reminder.is_owner:
            title = "The day of an objective of yours has passed"
        elif is_late:
            title = f"The day of an objective of {reminder.owner.display_name} has passed"
        send_notice(
            recipient=reminder.recipient,
            kind=NoticeKind.REVIEW,
            key=f"objective-{reminder.due}:{reminder.objective_pk}:{reminder.due_on}",
            title=title,
            body=BODY_LATE if is_late else BODY_SOON,
            url=reminder.url,
        )
    return len(found)


BODY_SOON = "Look at how far it is, and write it down while there is time to ask for help."
BODY_LATE = (
    "Say together what came of it: met, partly met, not met, or no longer wanted. "
    "An open objective whose day has passed helps nobody."
)
