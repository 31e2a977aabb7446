"""Plan, invite, move, call off, name a second observer, settle a recording."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.rules import Role

from .. import access, forms, queries, services
from ..models import Observation
from ..rules import ObservationKind
from .own import PAGE, form_page, moved, observation_or_404, say_doubts, too_late, tried

NOT_YOURS = (
    "This cannot be planned by you. A line manager watches the people of their own team; the "
    "quality lead plans formal observations, by a quality lead or the mentor’s line manager."
)


@login_required
@require_http_methods(PAGE)
def observation_book(request: SignedInRequest) -> HttpResponse:
    """Also for one person (?mentor=7)."""
    user = request.user
    if not access.can_plan(user):
        raise Http404
    is_lead = has_role(user, Role.QUALITY_LEAD)
    kind = "" if has_role(user, Role.LINE_MANAGER) else ObservationKind.FORMAL
    form = forms.BookForm(
        request.POST or None,
        mentors=queries.mentors_to_observe(user),
        observers=queries.formal_observers(user).exclude(pk=user.pk) if is_lead else None,
        templates=queries.current_templates(kind),
        initial={"mentor": request.GET.get("mentor", "")},
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        values["observer"] = values.get("observer") or user
        made = _book(form, values, user)
        if made is not None:
            return _booked(request, made, form)
    return form_page(
        request,
        None,
        form,
        title="Plan an observation",
        lead="The mentor is told at once, with the day and what will be looked at.",
        submit="Plan it",
    )


@login_required
@require_http_methods(PAGE)
def observation_invite(request: SignedInRequest) -> HttpResponse:
    user = request.user
    if not access.can_invite(user):
        raise Http404
    form = forms.InviteForm(
        request.POST or None,
        observers=queries.colleagues_to_invite(user),
        templates=queries.current_templates(ObservationKind.DEVELOPMENTAL),
    )
    if request.method == "POST" and form.is_valid():
        made = _book(form, {**form.cleaned_data, "mentor": user}, user)
        if made is not None:
            return _booked(request, made, form)
    return form_page(
        request,
        None,
        form,
        title="Invite a colleague to watch you",
        lead="It is yours: nothing is rated, and you decide who else reads it. Agree with them "
        "first on a time and on one thing to look at.",
        submit="Invite them",
    )


def _book(form: Any, values: dict[str, Any], by: User) -> Observation | None:
    """None where the form says why not."""
    kind = values["template"].kind
    if not access.can_book(by, values["mentor"], values["observer"], kind):
        form.add_error(None, NOT_YOURS)
        return None
    made: Observation | None = tried(form, services.book_observation, kind=kind, by=by, **values)
    return made


def _booked(request: SignedInRequest, made: Observation, form: Any) -> HttpResponse:
    messages.success(request, "Planned. Both of you are told.")
    say_doubts(request, form)
    return redirect(made)


@login_required
@require_http_methods(PAGE)
def observation_move(request: SignedInRequest, pk: int) -> HttpResponse:
    observation = observation_or_404(request.user, pk)
    if not access.can_move(request.user, observation):
        return too_late(request, observation)
    start = forms.MoveForm.start(observation)
    form = forms.MoveForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "observation": observation, "by": request.user}
        if tried(form, services.move_observation, **values) is not None:
            messages.success(request, "Changed. The others are told.")
            say_doubts(request, form)
            return redirect(observation)
    words = {
        "title": "Move it",
        "lead": "Everybody who has a part in it is told.",
        "submit": "Move it",
    }
    return form_page(request, observation, form, **words)


@login_required
@require_http_methods(PAGE)
def observation_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    observation = observation_or_404(request.user, pk)
    if not access.can_call_off(request.user, observation):
        return too_late(request, observation)
    form = forms.CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        said = "Called off. The others are told."
        return moved(request, observation, services.call_off_observation, said, form, reason=reason)
    words = {
        "title": "Call it off",
        "lead": "It stays in the list as called off, with your reason.",
        "submit": "Call it off",
    }
    return form_page(request, observation, form, **words)


@login_required
@require_http_methods(PAGE)
def observation_second(request: SignedInRequest, pk: int) -> HttpResponse:
    observation = observation_or_404(request.user, pk)
    if not access.can_name_second(request.user, observation):
        return too_late(request, observation)
    form = forms.SecondForm(
        request.POST or None,
        people=queries.seconds_for(observation),
        initial={"second": observation.second_observer_id},
    )
    if request.method == "POST" and form.is_valid():
        second = form.cleaned_data["second"]
        said = "Kept. Everybody concerned is told." if second else "One person observes."
        return moved(request, observation, services.name_second_observer, said, second=second)
    words = {
        "title": "A second observer",
        "lead": "A sample of formal observations is seen by two, so that ratings mean the same "
        "whoever gives them.",
        "submit": "Keep this",
    }
    return form_page(request, observation, form, **words)


@login_required
@require_POST
def observation_recording(request: SignedInRequest, pk: int) -> HttpResponse:
    observation = observation_or_404(request.user, pk)
    to = request.POST.get("to", "")
    return moved(request, observation, services.settle_recording, "Kept.", to=to)
