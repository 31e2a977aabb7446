"""Writing it up, rating it, reading it through and giving it to the mentor."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.people.accounts.models import SignedInRequest

from .. import access, forms, queries, services
from ..models import Observation
from ..rules import ObservationKind
from .own import PAGE, moved, observation_or_404, say_doubts, too_late, tried


@never_cache
@login_required
@require_http_methods(PAGE)
def observation_write(request: SignedInRequest, pk: int) -> HttpResponse:
    observation = observation_or_404(request.user, pk)
    if not access.can_write_up(request.user, observation):
        return too_late(request, observation)
    form = forms.WriteUpForm(request.POST or None, initial=forms.WriteUpForm.start(observation))
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "observation": observation, "by": request.user}
        if tried(form, services.write_up, **values) is not None:
            say_doubts(request, form)
            return _saved(request, observation)
    standing = queries.observations().get(pk=pk) if form.is_bound else observation
    context = {
        "form": form,
        "standing": standing,
        "is_stale": form.is_bound and _is_stale(form, standing),
        "notes": queries.own_notes(observation, request.user),
        "talk": queries.talk_of(queries.tally_of(observation)),
    }
    return _page(request, observation, "observations/observation_write.html", form, context)


def _is_stale(form: forms.WriteUpForm, standing: Observation) -> bool:
    """Whether another window saved meanwhile: then both versions are shown."""
    return str(form.data.get("revision", "")) != str(standing.revision)


def _saved(request: SignedInRequest, observation: Observation) -> HttpResponse:
    then = request.POST.get("then", "")
    is_formal = observation.kind == ObservationKind.FORMAL
    if then == "rate" and is_formal:
        return redirect("observations:observation_rate", observation.pk)
    if then == "read":
        return redirect("observations:observation_release", observation.pk)
    messages.success(request, "Saved. The mentor does not read it before you release it.")
    return redirect(request.path)


def _page(
    request: SignedInRequest,
    observation: Observation,
    template: str,
    form: Any,
    context: dict[str, Any],
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    whole = {
        **context,
        "observation": observation,
        "is_formal": observation.kind == ObservationKind.FORMAL,
    }
    return render(request, template, whole, status=status)


@never_cache
@login_required
@require_http_methods(PAGE)
def observation_rate(request: SignedInRequest, pk: int) -> HttpResponse:
    observation = observation_or_404(request.user, pk)
    if not access.can_rate(request.user, observation):
        return too_late(request, observation)
    part = queries.part_of(observation, request.user)
    form = forms.RatingsForm(
        request.POST or None,
        criteria=queries.criteria_of(observation),
        ratings=queries.ratings_by_part(observation)[part],
    )
    if request.method == "POST" and form.is_valid():
        values = {"ratings": form.ratings, "mark": form.cleaned_data["mark"]}
        values |= {"observation": observation, "by": request.user}
        if tried(form, services.rate_observation, **values) is not None:
            say_doubts(request, form)
            return _rated(request, observation)
    context = {
        "form": form,
        "is_fixed": queries.are_both_rated(observation),
        "leads": access.can_write_up(request.user, observation),
        "notes": queries.own_notes(observation, request.user),
    }
    return _page(request, observation, "observations/observation_rate.html", form, context)


def _rated(request: SignedInRequest, observation: Observation) -> HttpResponse:
    if request.POST.get("then") == "read" and access.can_write_up(request.user, observation):
        return redirect("observations:observation_release", observation.pk)
    messages.success(request, "Saved.")
    return redirect(request.path)


@never_cache
@login_required
@require_http_methods(PAGE)
def observation_release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read it through as the mentor will, then give it to her."""
    observation = observation_or_404(request.user, pk)
    if not access.can_observe(request.user, observation):
        raise Http404
    if not access.can_write_up(request.user, observation):
        return too_late(request, observation)
    if request.method == "POST":
        said = "Released. The mentor is told."
        return moved(request, observation, services.release_observation, said)
    context = {
        "observation": observation,
        "is_formal": observation.kind == ObservationKind.FORMAL,
        "shown": queries.shown_to(request.user, observation),
        "missing": queries.lacks_before_release(observation),
    }
    return render(request, "observations/observation_release.html", context)
