"""One session: whole for those in it, as four facts for a line manager and for oversight."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.kinds import KINDS, Function, SessionType
from cms.people.accounts.models import SignedInRequest

from .. import documents, queries, rules
from ..access import can_hold, can_move
from ..models import SupervisionSession
from ..rules import SessionState
from .fetching import agreement_to_rebook, session_or_404


@login_required
@require_safe
def session_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    listed = queries.sessions_listed_for(request.user)
    session = get_object_or_404(listed.select_related("rebooked_as", "instead_of"), pk=pk)
    if not queries.reads_whole(request.user, session):
        return _facts(request, session)
    is_to_come = session.starts_at > timezone.now()
    is_planned = session.state == SessionState.PLANNED
    holds, moves = can_hold(request.user, session), can_move(request.user, session)
    own = next((row for row in session.attendances.all() if row.attendee == request.user), None)
    context = {
        "session": session,
        "purpose": KINDS[SessionType(session.type)].purpose,
        "functions": [Function(value).label for value in session.functions],
        "is_planned": is_planned,
        "is_to_come": is_planned and is_to_come,
        "waits": is_planned and not is_to_come,
        "can_move": moves and is_planned and is_to_come,
        "can_mark": holds and (is_planned or session.state == SessionState.MISSED),
        "holds": holds,
        "own": own,
        "can_answer": own is not None and session.agreement is None and is_planned and is_to_come,
        "to_rebook": _to_rebook(request, session),
    }
    return render(request, "sessions/session_detail.html", context)


def _to_rebook(
    request: SignedInRequest, session: SupervisionSession
) -> SupervisionAgreement | None:
    if not rules.is_rebookable(session.state) or hasattr(session, "rebooked_as"):
        return None
    return agreement_to_rebook(request, session)


def _facts(request: SignedInRequest, session: SupervisionSession) -> HttpResponse:
    """The template is given no more than it may show."""
    rows = queries.facts(queries.attendances_listed_for(request.user, session))
    return render(request, "sessions/session_facts.html", {"facts": rows})


@login_required
@require_safe
def session_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file for her own calendar."""
    session = session_or_404(request, pk)
    answer = HttpResponse(
        documents.invitation(session, request.user), content_type=documents.CONTENT_TYPE
    )
    answer["Content-Disposition"] = f'attachment; filename="supervision-{session.pk}.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
