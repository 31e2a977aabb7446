"""Book for a pair, for a group, or a debrief."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.frequency import Standing
from assessments.supervision.rules.kinds import SessionType
from cms.people.accounts.models import SignedInRequest

from .. import queries, services
from ..access import can_ask_for_debrief, can_book_group
from ..forms import BookForm, DebriefForm, GroupForm, TimeForm
from ..models import SupervisionSession
from ..rules import REBOOKABLE
from .fetching import add_problem, agreement_or_404, number_asked

GET_OR_POST = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(GET_OR_POST)
def session_book(request: SignedInRequest, agreement: int) -> HttpResponse:
    """One time or several ahead; ?instead_of=7 takes the place of one that was called off."""
    under = agreement_or_404(request, agreement)
    before = _called_off(under, number_asked(request, "instead_of"))
    standing = queries.standing_of(under.supervisee)
    form = BookForm(
        request.POST or None,
        agreement=under,
        alone=before is not None,
        due_on=standing.due_on,
        initial=_as_before(before),
    )
    if request.method == "POST" and request.POST.get("step") != "change" and form.is_valid():
        if form.is_series:
            return _series(request, under, form)
        try:
            session = services.book_session(
                agreement=under,
                type=form.cleaned_data["type"],
                **form.time_values,
                instead_of=before,
                by=request.user,
            )
        except ValidationError as problem:
            add_problem(form, problem)
        else:
            return _booked(request, form, session)
    return _book_page(request, form, standing, before)


def _book_page(
    request: SignedInRequest,
    form: BookForm,
    standing: Standing,
    before: SupervisionSession | None,
) -> HttpResponse:
    agreement = form.agreement
    is_mine = request.user.pk == agreement.supervisee_id
    context = {
        "agreement": agreement,
        "form": form,
        "before": before,
        "other": agreement.supervisor if is_mine else agreement.supervisee,
        "is_mine": is_mine,
        "standing": standing,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "sessions/session_book.html", context, status=status)


def _series(
    request: SignedInRequest, agreement: SupervisionAgreement, form: BookForm
) -> HttpResponse:
    """First the days to look at, then those she kept."""
    if request.POST.get("step") == "book":
        values = form.time_values
        values["starts"] = [each.starts_at for each in form.chosen(request.POST.getlist("day"))]
        del values["starts_at"]
        try:
            booked = services.book_sessions(
                agreement=agreement, type=form.cleaned_data["type"], **values, by=request.user
            )
        except ValidationError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _count_words(len(booked)))
            return redirect("sessions:session_list")
    context = {
        "agreement": agreement,
        "form": form,
        "proposals": form.proposals(),
        "wanted": form.cleaned_data["count"],
        "is_mine": request.user.pk == agreement.supervisee_id,
    }
    status = 422 if form.errors else 200
    return render(request, "sessions/series_preview.html", context, status=status)


def _count_words(count: int) -> str:
    booked = "One session is booked." if count == 1 else f"{count} sessions are booked."
    return f"{booked} The other of you has been told."


def _called_off(agreement: SupervisionAgreement, pk: int | None) -> SupervisionSession | None:
    if pk is None:
        return None
    rows = SupervisionSession.objects.filter(
        agreement__supervisee=agreement.supervisee_id,
        agreement__supervisor=agreement.supervisor_id,
        state__in=REBOOKABLE,
        rebooked_as__isnull=True,
        pk=pk,
    )
    return rows.first()


def _as_before(before: SupervisionSession | None) -> dict[str, Any]:
    if before is None:
        return {}
    begins = timezone.localtime(before.starts_at)
    names = ("type", "minutes", "medium", "place")
    return {"starts_time": begins.time(), **{name: getattr(before, name) for name in names}}


def _booked(request: SignedInRequest, form: TimeForm, session: SupervisionSession) -> HttpResponse:
    messages.success(request, "Booked. The others have been told, with a file for their calendar.")
    if form.details_warning:
        messages.warning(request, form.details_warning)
    return redirect(session)


@login_required
@require_http_methods(GET_OR_POST)
def group_book(request: SignedInRequest) -> HttpResponse:
    """For four to eight mentors; ?like=7 begins with those an earlier one was for."""
    if not can_book_group(request.user):
        raise Http404
    start = _like(request, number_asked(request, "like"))
    form = GroupForm(request.POST or None, supervisor=request.user, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            session = services.book_group(
                supervisor=request.user,
                attendees=list(form.cleaned_data["attendees"]),
                **form.time_values,
                by=request.user,
            )
        except ValidationError as problem:
            add_problem(form, problem)
        else:
            return _booked(request, form, session)
    status = 422 if form.is_bound else 200
    return render(request, "sessions/group_book.html", {"form": form}, status=status)


def _like(request: SignedInRequest, pk: int | None) -> dict[str, Any]:
    rows = queries.sessions_of(request.user).filter(type=SessionType.GROUP)
    before = None if pk is None else rows.filter(supervisor=request.user, pk=pk).first()
    if before is None:
        return {}
    people = [row.attendee_id for row in before.attendances.all()]
    return {"attendees": people, **_as_before(before)}


@login_required
@require_http_methods(GET_OR_POST)
def debrief_ask(request: SignedInRequest) -> HttpResponse:
    """One tap, no reason."""
    if not can_ask_for_debrief(request.user):
        raise Http404
    if request.method == "POST":
        try:
            services.ask_for_debrief(mentor=request.user, by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            until = services.last_day_for_debrief(timezone.now())
            messages.success(
                request,
                "Asked. Whoever has time offers you a moment, until "
                f"{until:%A} {until.day} {until:%B} at the latest.",
            )
        return redirect("sessions:supervision_home")
    context = {"until": services.last_day_for_debrief(timezone.now())}
    return render(request, "sessions/debrief_ask.html", context)


@login_required
@require_http_methods(GET_OR_POST)
def debrief_book(request: SignedInRequest) -> HttpResponse:
    if not can_book_group(request.user):
        raise Http404
    asked = number_asked(request, "mentor")
    form = DebriefForm(
        request.POST or None,
        supervisor=request.user,
        initial={"mentor": asked, "starts_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            session = services.book_debrief(
                mentor=form.cleaned_data["mentor"],
                supervisor=request.user,
                **form.time_values,
                by=request.user,
            )
        except ValidationError as problem:
            add_problem(form, problem)
        else:
            return _booked(request, form, session)
    status = 422 if form.is_bound else 200
    context = {"form": form, "until": services.last_day_for_debrief(timezone.now())}
    return render(request, "sessions/debrief_book.html", context, status=status)
