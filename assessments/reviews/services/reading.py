"""That somebody opened a review is written down, for everybody but whom it is about."""

from cms.people.accounts.models import User
from cms.people.audit.services import record as write_down
from cms.people.privacy.models import BreakGlassGrant

from ..models import PerformanceReview

OPENED = "review.opened"


def note_opened(
    *, review: PerformanceReview, by: User, grant: BreakGlassGrant | None = None
) -> None:
    if by.pk == review.reviewee_id:
        return
    detail = {"state": review.state} if grant is None else {"grant": grant.pk}
    write_down(actor=by, verb=OPENED, obj=review, about=review.reviewee, detail=detail)
