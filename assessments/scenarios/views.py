from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.scenarios.access import can_play, can_take_way_out, playable_by
from assessments.scenarios.forms import ChoiceForm, OwnWordsForm, StartForm, WayOutForm
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.queries import (
    Play,
    briefing_of,
    module_of,
    own_runs,
    people_of,
    play_of,
    proof_of,
    run_of,
    way_out_of,
    what_comes_next,
)
from assessments.scenarios.rules.runs import Confidence
from assessments.scenarios.services import (
    choose,
    delete_own_words,
    run_out_of_time,
    save_own_words,
    show_scene,
    start_attempt,
    take_way_out,
)
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
    context = {
        **step_context(request.user, page),
        "scenario": page,
        "briefing": briefing_of(request.user, page),
        "runs": own_runs(request.user, page),
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
    scenario = _playable(request, pk)
    wishes = StartForm(request.POST).wishes
    try:
        attempt = start_attempt(
            scenario=scenario, by=request.user, again="again" in request.POST, **wishes
        )
    except ValidationError:
        messages.warning(
            request, "This scenario is being repaired and cannot be played yet. Try again tomorrow."
        )
        return redirect(scenario.url or "/")
    return redirect(attempt)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def way_out_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """The scenario read instead of played, with questions to answer: it counts the same."""
    scenario = _playable(request, pk)
    if not can_take_way_out(request.user, scenario):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = WayOutForm(data, story=f"{scenario.title} {scenario.way_out}")
    if form.is_valid():
        take_way_out(scenario=scenario, answer=form.cleaned_data["answer"], by=request.user)
        messages.success(request, "This step is done. What you wrote stays yours.")
        if form.details_warning:
            messages.warning(request, form.details_warning)
        return redirect(scenario.url or "/")
    context = {
        "scenario": scenario,
        "module": step_context(request.user, scenario)["module"],
        "form": form,
        "taken": way_out_of(request.user, scenario),
    }
    return render(request, "scenarios/way_out_create.html", context)


@never_cache  # the back button asks again, and is shown where the run stands
@login_required
@require_safe
def attempt_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _show(request, _play(request, pk), wants_choices="choices" in request.GET)


@login_required
@require_POST
def scene_show(request: SignedInRequest, pk: int) -> HttpResponse:
    """She is ready: the clock of this scene begins."""
    attempt = _play(request, pk).attempt
    show_scene(attempt=attempt, by=request.user)
    return redirect(f"{attempt.get_absolute_url()}?choices=1#now")


@login_required
@require_POST
def step_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make one decision. Whatever was posted, the page after it shows where the run stands."""
    play = _play(request, pk)
    position = _number(request.POST.get("position", ""))
    if "late" in request.POST:
        return _out_of_time(request, play, position)
    form = ChoiceForm(request.POST, play=play, position=position)
    if not form.is_valid():
        return _show(request, play, form=form)
    try:
        choose(
            attempt=play.attempt,
            position=position,
            option_key=form.cleaned_data["choice"],
            confidence=form.cleaned_data["confidence"],
            by=request.user,
        )
    except ValidationError as error:
        if error.code == "unknown_option":
            form.add_error("choice", error)
            return _show(request, play, form=form)
        messages.warning(request, error.message)
        return redirect(play.attempt)
    return redirect(f"{play.attempt.get_absolute_url()}#step-{position}")


def _out_of_time(request: SignedInRequest, play: Play, position: int) -> HttpResponse:
    try:
        run_out_of_time(attempt=play.attempt, position=position, by=request.user)
    except ValidationError as error:
        messages.info(request, error.message)
        return redirect(f"{play.attempt.get_absolute_url()}?choices=1#now")
    return redirect(f"{play.attempt.get_absolute_url()}#step-{position}")


@login_required
@require_POST
def own_words_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """What she would say is kept, or skipped; then she sees the choices, and a clock begins."""
    play = _play(request, pk)
    attempt = play.attempt
    if "skip" not in request.POST:
        form = OwnWordsForm(request.POST, people=partial(people_of, attempt.version))
        if not form.is_valid():
            return _show(request, play, words_form=form)
        position = _number(request.POST.get("position", ""))
        try:
            save_own_words(
                attempt=attempt, position=position, text=form.cleaned_data["text"], by=request.user
            )
        except ValidationError as error:
            messages.warning(request, error.message)
            return redirect(attempt)
    show_scene(attempt=attempt, by=request.user)
    return redirect(f"{attempt.get_absolute_url()}?choices=1#now")


@login_required
@require_POST
def own_words_delete(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    attempt = _play(request, pk).attempt
    delete_own_words(attempt=attempt, position=position, by=request.user)
    messages.success(request, "Your words are deleted. They are kept nowhere.")
    return redirect(f"{attempt.get_absolute_url()}?choices=1#now")


def _playable(request: SignedInRequest, pk: int) -> ScenarioPage:
    found: ScenarioPage = get_object_or_404(
        ScenarioPage.objects.filter(playable_by(request.user)), pk=pk
    )
    return found


def _play(request: SignedInRequest, pk: int) -> Play:
    play = play_of(request.user, pk)
    if play is None:
        raise Http404
    return play


def _show(
    request: SignedInRequest,
    play: Play,
    *,
    wants_choices: bool = False,
    form: ChoiceForm | None = None,
    words_form: OwnWordsForm | None = None,
) -> HttpResponse:
    """The run as it stands; with a form, what was missing in it is said."""
    attempt = play.attempt
    run = run_of(play, wants_choices=wants_choices, has_chosen=form is not None)
    context: dict[str, Any] = {
        "attempt": attempt,
        "scenario": attempt.scenario,
        "scenario_url": attempt.scenario.url if attempt.scenario.live else "",
        "module": module_of(attempt),
        "run": run,
        "form": form or words_form,
        "words_form": words_form,
        "confidences": Confidence.choices,
        "next_step": what_comes_next(request.user, attempt) if attempt.has_ended else None,
    }
    status = 422 if form or words_form else 200
    return render(request, "scenarios/attempt_detail.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
