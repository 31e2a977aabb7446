from django.db.models import Case, IntegerField, QuerySet, Value, When

from cms.people.accounts.models import User

from ..access import requests_readable_by
from ..models import RightsRequest
from ..rules import RequestKind, RequestState


def requests_listed(user: User) -> QuerySet[RightsRequest]:
    """What is being looked at first, the nearest day on top; then what is ready; then the rest."""
    order = Case(
        When(state=RequestState.OPEN, then=Value(0)),
        When(state=RequestState.READY, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = RightsRequest.objects.filter(requests_readable_by(user))
    return rows.select_related("subject", "handler").order_by(order, "due_on", "pk")


def own_requests(user: User) -> QuerySet[RightsRequest]:
    return requests_listed(user).filter(subject=user)


def what_it_needs(request: RightsRequest, waiting: int, gathered: int) -> str:
    """The one next step of whoever handles it: check, look, answer, ready, close, or nothing."""
    if request.state not in (RequestState.OPEN, RequestState.READY):
        return ""
    if request.identity_checked_on is None:
        return "check"
    if request.state == RequestState.READY:
        return "close"
    if request.kind != RequestKind.COPY:
        return "answer"
    if not gathered:
        return "gather"
    return "passages" if waiting else "ready"
