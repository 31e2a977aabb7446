from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.scenarios.access import can_play, playable_by
from assessments.scenarios.forms import ChoiceForm
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.queries import (
    Play,
    briefing_of,
    module_of,
    option_chosen,
    own_runs,
    play_of,
    proof_of,
    run_of,
    what_comes_next,
)
from assessments.scenarios.services import choose, start_attempt
from cms.people.accounts.models import SignedInRequest
from courses.progress.queries import step_context


@require_safe
def scenario_detail(request: SignedInRequest, page: ScenarioPage) -> HttpResponse:
    """Where a scenario starts: what it is about, the run under way, the runs before."""
    if getattr(request, "is_preview", False):
        return scenario_proof(request, page)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not can_play(request.user, page):
        raise Http404
    runs = own_runs(request.user, page)
    context = {
        **step_context(request.user, page),
        "scenario": page,
        "briefing": briefing_of(page),
        "runs": runs,
    }
    return render(request, "scenarios/scenario_detail.html", context)


def scenario_proof(request: SignedInRequest, page: ScenarioPage) -> HttpResponse:
    """The editor's preview: the whole scenario, for its trainer. Nothing is played or recorded."""
    context = {"scenario": page, "proof": proof_of(page)}
    return render(request, "scenarios/scenario_proof.html", context)


@login_required
@require_POST
def attempt_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Start, go on with the run under way, or (`again`) leave it and start anew."""
    scenario = get_object_or_404(ScenarioPage.objects.filter(playable_by(request.user)), pk=pk)
    try:
        attempt = start_attempt(scenario=scenario, by=request.user, again="again" in request.POST)
    except ValidationError:
        messages.warning(
            request, "This scenario is being repaired and cannot be played yet. Try again tomorrow."
        )
        return redirect(scenario.url or "/")
    return redirect(attempt)


@never_cache  # the back button asks again, and is shown where the run stands
@login_required
@require_safe
def attempt_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _show(request, _play(request, pk))


@login_required
@require_POST
def step_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make one decision. Whatever was posted, the page after it shows where the run stands."""
    play = _play(request, pk)
    attempt = play.attempt
    position = _number(request.POST.get("position", ""))
    option_key = option_chosen(play, position, request.POST.get("choice", ""))
    try:
        choose(attempt=attempt, position=position, option_key=option_key, by=request.user)
    except ValidationError as error:
        if error.code == "unknown_option":
            return _show(request, play, is_unanswered=True)
        messages.warning(request, error.message)
        return redirect(attempt)
    return redirect(f"{attempt.get_absolute_url()}#step-{position}")


def _play(request: SignedInRequest, pk: int) -> Play:
    play = play_of(request.user, pk)
    if play is None:
        raise Http404
    return play


def _show(request: SignedInRequest, play: Play, *, is_unanswered: bool = False) -> HttpResponse:
    attempt, run = play.attempt, run_of(play)
    form = None
    if run.scene:
        data = {"position": run.scene.position} if is_unanswered else None
        form = ChoiceForm(data, scene=run.scene)
    context: dict[str, Any] = {
        "attempt": attempt,
        "scenario": attempt.scenario,
        "module": module_of(attempt),
        "run": run,
        "form": form,
        "next_step": what_comes_next(request.user, attempt) if attempt.has_ended else None,
    }
    status = 422 if is_unanswered else 200
    return render(request, "scenarios/attempt_detail.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
