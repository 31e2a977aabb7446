from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.sessions.access import readable_by as sessions_readable_by
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import SessionState
from cms.people.accounts.models import SignedInRequest, User
from cms.people.audit.services import record

from .. import queries, rules, services
from ..access import can_prepare
from ..forms import ItemForm, PreparationForm
from ..models import SessionPreparation


@login_required
@require_safe
def preparation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """For whom the session is for: her own. For who holds it: what is shown, from a day before."""
    session = session_or_404(request.user, pk)
    if can_prepare(request.user, session):
        preparation = queries.preparation_for(session, request.user)
        form = PreparationForm(preparation=preparation)
        return own_page(request, session, preparation, form)
    return _shown(request, session)


def _shown(request: SignedInRequest, session: SupervisionSession) -> HttpResponse:
    readings = []
    for preparation in queries.preparations_for(session, request.user):
        record(actor=request.user, verb=queries.OPENED, obj=preparation, about=preparation.mentor)
        readings.append(queries.reading_of(preparation, request.user))
    agreement = session.agreement
    person = agreement.supervisee if agreement else None
    context = {
        "session": session,
        "readings": readings,
        "person": person,
        "trend": queries.shown_trend(person, request.user) if person else None,
        "shown_from": rules.shown_from(session.starts_at),
        "is_shown_yet": rules.shown_from(session.starts_at) <= timezone.now(),
    }
    return render(request, "preparation/preparation_shown.html", context)


@login_required
@require_POST
def preparation_update(request: SignedInRequest, pk: int) -> HttpResponse:
    session = own_session_or_404(request.user, pk)
    form = PreparationForm(request.POST, preparation=None)
    preparation = queries.preparation_for(session, request.user)
    if not form.is_valid():
        return own_page(request, session, preparation, form, status=422)
    try:
        services.save_preparation(
            session=session, mentor=request.user, content=form.content, by=request.user
        )
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return redirect(back_to(session))
    messages.success(request, "Saved.")
    if form.details_warning:
        messages.warning(request, form.details_warning)
    return redirect(back_to(session))


@login_required
@require_safe
def preparation_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """Exactly what her supervisor reads, and from when."""
    session = own_session_or_404(request.user, pk)
    preparation = queries.preparation_for(session, request.user)
    if preparation is None:
        raise Http404
    context = {
        "session": session,
        "preparation": preparation,
        "reading": queries.reading_of(preparation, session.supervisor),
        "readers": queries.readers_of(preparation),
        "opened": queries.openings_of(preparation),
    }
    return render(request, "preparation/preparation_preview.html", context)


def session_or_404(user: User, pk: int) -> SupervisionSession:
    rows = SupervisionSession.objects.filter(sessions_readable_by(user))
    return get_object_or_404(rows.select_related("supervisor", "agreement__supervisee"), pk=pk)


def own_session_or_404(user: User, pk: int) -> SupervisionSession:
    session = session_or_404(user, pk)
    if not can_prepare(user, session):
        raise Http404
    return session


def own_page(
    request: SignedInRequest,
    session: SupervisionSession,
    preparation: SessionPreparation | None,
    form: PreparationForm,
    *,
    item_form: ItemForm | None = None,
    status: int = 200,
) -> HttpResponse:
    mentor, is_planned = request.user, session.state == SessionState.PLANNED
    items: list[Any] = list(preparation.items.all()) if preparation else []
    context = {
        "session": session,
        "preparation": preparation,
        "form": form,
        "item_form": item_form or ItemForm(prefix="own"),
        "is_planned": is_planned,
        "lines": queries.reading_of(preparation, mentor).lines if preparation else [],
        "groups": queries.offers_for(mentor, session, items) if is_planned else [],
        "shown_from": rules.shown_from(session.starts_at),
        "is_shown_yet": rules.shown_from(session.starts_at) <= timezone.now(),
    }
    return render(request, "preparation/preparation_detail.html", context, status=status)


def back_to(session: SupervisionSession, place: str = "") -> str:
    return f"{reverse('preparation:preparation_detail', args=[session.pk])}{place}"
