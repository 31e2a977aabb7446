"""Say that a session was held, or missed; add one that took place and was never booked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cms.people.accounts.models import SignedInRequest

from .. import services
from ..access import can_hold
from ..forms import AddHeldForm, HeldForm, WhyForm
from ..models import SupervisionSession
from ..rules import CalledOffBy, SessionState, can_become
from .fetching import add_problem, agreement_or_404, session_or_404


def _held_by_her_or_404(request: SignedInRequest, pk: int) -> SupervisionSession:
    session = session_or_404(request, pk)
    if not can_hold(request.user, session):
        raise Http404
    return session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_held(request: SignedInRequest, pk: int) -> HttpResponse:
    session = _held_by_her_or_404(request, pk)
    if not can_become(session.state, SessionState.HELD):
        return redirect(session)
    form = HeldForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            services.mark_held(session=session, **form.values, by=request.user)
        except ValidationError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, "Held: it counts from now on.")
            return redirect(session)
    status = 422 if form.is_bound else 200
    context = {"session": session, "form": form}
    return render(request, "sessions/session_held.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_missed(request: SignedInRequest, pk: int) -> HttpResponse:
    session = _held_by_her_or_404(request, pk)
    if session.state != SessionState.PLANNED or session.starts_at > timezone.now():
        return redirect(session)
    form = WhyForm(request.POST or None, initial={"called_off_by": CalledOffBy.SUPERVISEE})
    if request.method == "POST" and form.is_valid():
        try:
            services.mark_missed(session=session, **form.cleaned_data, by=request.user)
        except ValidationError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, "Noted as missed. The others have been told.")
            return redirect(session)
    status = 422 if form.is_bound else 200
    context = {"session": session, "form": form}
    return render(request, "sessions/session_missed.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_add(request: SignedInRequest, agreement: int) -> HttpResponse:
    under = agreement_or_404(request, agreement)
    if request.user.pk == under.supervisee_id:
        raise Http404
    form = AddHeldForm(request.POST or None, agreement=under)
    if request.method == "POST" and form.is_valid():
        try:
            session = services.add_held_session(agreement=under, **form.values, by=request.user)
        except ValidationError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, "Added as held.")
            if form.details_warning:
                messages.warning(request, form.details_warning)
            return redirect(session)
    status = 422 if form.is_bound else 200
    context = {"agreement": under, "form": form}
    return render(request, "sessions/session_add.html", context, status=status)
