"""That something happened to an objective: to the other of the two, never in its words."""

from datetime import datetime

from assessments.supervision.queries.agreements import line_manager_of
from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..models import Objective

TO_OWNER = {
    "written": "Your line manager has drafted an objective with you to agree",
    "changed": "An objective of yours was changed, as the two of you agreed",
    "agreed": "An objective of yours is agreed",
    "closed": "An objective of yours is closed, with what came of it",
    "progress": "A word on how an objective of yours goes",
}
TO_MANAGER = {
    "written": "{owner} has drafted an objective for you to agree",
    "changed": "An objective of {owner} was changed",
    "agreed": "An objective of {owner} is agreed",
    "closed": "{owner} has dropped a draft of an objective",
    "progress": "A word from {owner} on how an objective goes",
}


def tell_the_other(
    objective: Objective, *, what: str, key: str, by: User | None, at: datetime | None
) -> None:
    """Nobody is told of her own doing. What the site does, it tells the owner."""
    is_hers = by is not None and by.pk == objective.owner_id
    recipient = line_manager_of(objective.owner_id) if is_hers else objective.owner
    if recipient is None or not recipient.is_active or objective.is_held_back:
        return
    words = TO_MANAGER if is_hers else TO_OWNER
    send_notice(
        recipient=recipient,
        kind=NoticeKind.REVIEW,
        key=f"objective-{what}:{objective.pk}:{key}".rstrip(":"),
        title=words[what].format(owner=objective.owner.display_name),
        url=objective.get_absolute_url(),
        by=by,
        at=at,
    )
