"""Move a session, call it off, or say that one cannot come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest

from .. import services
from ..access import can_move
from ..forms import MoveForm, WhyForm
from ..models import SupervisionSession
from ..rules import CalledOffBy
from .fetching import add_problem, agreement_to_rebook, people_of, session_or_404


def _movable_or_404(request: SignedInRequest, pk: int) -> SupervisionSession:
    session = session_or_404(request, pk)
    if not can_move(request.user, session):
        raise Http404
    return session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_move(request: SignedInRequest, pk: int) -> HttpResponse:
    session = _movable_or_404(request, pk)
    form = MoveForm(request.POST or None, session=session, people=people_of(session))
    if request.method == "POST" and form.is_valid():
        try:
            services.move_session(
                session=session,
                **form.time_values,
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except ValidationError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, "Moved. The others have been told.")
            if form.details_warning:
                messages.warning(request, form.details_warning)
            return redirect(session)
    status = 422 if form.is_bound else 200
    context = {"session": session, "form": form}
    return render(request, "sessions/session_move.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_call_off(request: SignedInRequest, pk: int) -> HttpResponse:
    session = _movable_or_404(request, pk)
    is_mine = session.agreement is not None and request.user == session.agreement.supervisee
    side = CalledOffBy.SUPERVISEE if is_mine else CalledOffBy.SUPERVISOR
    form = WhyForm(request.POST or None, initial={"called_off_by": side})
    if request.method == "POST" and form.is_valid():
        try:
            services.call_off_session(session=session, **form.cleaned_data, by=request.user)
        except ValidationError as problem:
            add_problem(form, problem)
        else:
            return _rebook(request, session)
    status = 422 if form.is_bound else 200
    context = {"session": session, "form": form}
    return render(request, "sessions/session_call_off.html", context, status=status)


def _rebook(request: SignedInRequest, session: SupervisionSession) -> HttpResponse:
    """Straight on to another time, where she may book one."""
    agreement = agreement_to_rebook(request, session)
    if agreement is None:
        messages.success(request, "Called off. The others have been told.")
        return redirect(session)
    messages.success(request, "Called off. The other of you has been told. When instead?")
    address = reverse("sessions:session_book", args=[agreement.pk])
    return redirect(f"{address}?instead_of={session.pk}")


@login_required
@require_POST
def session_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of a group or a debrief: I cannot come, or I come after all."""
    session = session_or_404(request, pk)
    comes = request.POST.get("comes") == "1"
    try:
        services.answer_session(session=session, comes=comes, by=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        said = "You are expected again." if comes else "Your apologies have been sent."
        messages.success(request, said)
    return redirect(session)
