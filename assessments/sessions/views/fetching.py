"""What the views of this slice ask for first: 404 for what somebody may not know of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from assessments.supervision.models import SupervisionAgreement
from cms.people.accounts.models import SignedInRequest, User

from .. import queries
from ..access import can_book
from ..models import SupervisionSession


def session_or_404(request: SignedInRequest, pk: int) -> SupervisionSession:
    """One she reads whole."""
    return get_object_or_404(queries.sessions_of(request.user), pk=pk)


def agreement_or_404(request: SignedInRequest, pk: int) -> SupervisionAgreement:
    """One in force under which she books."""
    found = get_object_or_404(queries.agreements_of(request.user), pk=pk)
    if not can_book(request.user, found):
        raise Http404
    return found


def agreement_to_rebook(
    request: SignedInRequest, session: SupervisionSession
) -> SupervisionAgreement | None:
    """What holds between the two today, where she may book under it."""
    if session.agreement is None:
        return None
    found = queries.agreement_now(session.agreement)
    return found if found is not None and can_book(request.user, found) else None


def people_of(session: SupervisionSession) -> list[User]:
    return [session.supervisor, *(row.attendee for row in session.attendances.all())]


def number_asked(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None


def add_problem(form: Any, problem: ValidationError) -> None:
    """A rule's sentence, beside its field where the form has one."""
    if hasattr(problem, "error_dict"):
        for name, errors in problem.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, problem)
