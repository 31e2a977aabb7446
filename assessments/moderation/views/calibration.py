"""Exercises in rating alike."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.reviews.queries.document import rating_words
from assessments.reviews.views.own import PAGE, is_done, only, say_doubts, say_problem
from cms.people.accounts.models import SignedInRequest, User

from .. import access, services
from ..forms.exercises import AgreeForm, ExerciseForm, RateForm
from ..models import CalibrationExercise
from ..queries import calibration as queries
from ..rules import ExerciseStage

PAGE_SIZE = 20
DAYS_OPEN = 14


@login_required
@require_safe
def calibration_list(request: SignedInRequest) -> HttpResponse:
    user = request.user
    only(access.can_rate(user))
    found = queries.exercises(user, timezone.localdate())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.exercise_rows(page, user),
        "keeps": access.can_keep_exercises(user),
    }
    return render(request, "moderation/calibration_list.html", context)


@login_required
@require_http_methods(PAGE)
def calibration_create(request: SignedInRequest) -> HttpResponse:
    only(access.can_keep_exercises(request.user))
    today = timezone.localdate()
    days = {"opens_on": today, "closes_on": today + timedelta(days=DAYS_OPEN)}
    form = ExerciseForm(request.POST or None, initial=days)
    if request.method == "POST" and form.is_valid():
        given = {"content": form.content, "by": request.user}
        if is_done(form, services.create_exercise, **given):
            messages.success(request, "Kept. Everybody who takes part is told on its first day.")
            say_doubts(request, form)
            return redirect("moderation:calibration_list")
    status = 422 if form.is_bound else 200
    return render(request, "moderation/calibration_form.html", {"form": form}, status=status)


@login_required
@require_http_methods(PAGE)
def calibration_update(request: SignedInRequest, pk: int) -> HttpResponse:
    only(access.can_keep_exercises(request.user))
    exercise = _exercise_or_404(request.user, pk)
    form = ExerciseForm(request.POST or None, exercise=exercise)
    if request.method == "POST" and form.is_valid():
        given = {"exercise": exercise, "content": form.content, "by": request.user}
        if is_done(form, services.update_exercise, **given):
            messages.success(request, "Changed.")
            say_doubts(request, form)
            return redirect(exercise)
    status = 422 if form.is_bound else 200
    context = {"form": form, "exercise": exercise, "is_rated": exercise.ratings.exists()}
    return render(request, "moderation/calibration_form.html", context, status=status)


@login_required
@require_safe
def calibration_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _exercise_or_404(request.user, pk))


@login_required
@require_POST
def calibration_rate(request: SignedInRequest, pk: int) -> HttpResponse:
    exercise = _exercise_or_404(request.user, pk)
    form = RateForm(request.POST, areas=queries.areas_of(exercise), own={})
    if form.is_valid():
        given = {"exercise": exercise, "rated": form.rated, "by": request.user}
        if is_done(form, services.rate_exercise, **given):
            messages.success(request, "Kept. You see the others’ ratings when it is closed.")
            say_doubts(request, form)
            return redirect(exercise)
    return _page(request, exercise, form=form, status=422)


def _exercise_or_404(user: User, pk: int) -> CalibrationExercise:
    return get_object_or_404(queries.exercises(user, timezone.localdate()), pk=pk)


def _page(
    request: SignedInRequest,
    exercise: CalibrationExercise,
    *,
    form: RateForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """While it is open her own form alone; once shown, everybody’s ratings without names."""
    user = request.user
    stage, own = queries.stage_now(exercise), queries.own_rated(exercise, user)
    areas = queries.areas_of(exercise)
    if form is None and stage == ExerciseStage.OPEN:
        form = RateForm(areas=areas, own=own)
    is_shown = stage == ExerciseStage.SHOWN
    context = {
        "exercise": exercise,
        "stage": stage,
        "form": form,
        "areas": areas,
        "own": [
            (area.title, rating_words(one.rating or 0), one.evidence)
            for area in areas
            if (one := own.get(area.code))
        ],
        "sides": queries.sides_of(exercise, user) if is_shown else None,
        "labels": [rating_words(rating) for rating in queries.COLUMNS],
        "raters": queries.raters_of(exercise),
        "keeps": access.can_keep_exercises(user),
    }
    return render(request, "moderation/calibration_detail.html", context, status=status)


@login_required
@require_http_methods(PAGE)
def calibration_reveal(request: SignedInRequest, pk: int) -> HttpResponse:
    only(access.can_keep_exercises(request.user))
    exercise = _exercise_or_404(request.user, pk)
    if request.method == "POST":
        try:
            services.reveal_exercise(exercise=exercise, by=request.user)
        except ValidationError as problem:
            say_problem(request, problem)
        else:
            messages.success(request, "Shown. Everybody who has rated it is told.")
        return redirect(exercise)
    context = {"exercise": exercise, "raters": queries.raters_of(exercise)}
    return render(request, "moderation/calibration_reveal.html", context)


@login_required
@require_http_methods(PAGE)
def calibration_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    only(access.can_keep_exercises(request.user))
    exercise = _exercise_or_404(request.user, pk)
    if exercise.revealed_at is None:
        messages.warning(request, "First show the ratings side by side, then talk.")
        return redirect(exercise)
    form = AgreeForm(request.POST or None, areas=queries.areas_of(exercise), exercise=exercise)
    if request.method == "POST" and form.is_valid():
        said = {"agreed": form.agreed, "notes": form.cleaned_data["notes"]}
        given = {"exercise": exercise, "by": request.user, **said}
        if is_done(form, services.agree_on_exercise, **given):
            messages.success(request, "Kept, for everybody who takes part.")
            say_doubts(request, form)
            return redirect(exercise)
    status = 422 if form.is_bound else 200
    context = {"exercise": exercise, "form": form}
    return render(request, "moderation/calibration_agree.html", context, status=status)


@login_required
@require_safe
def calibration_drift(request: SignedInRequest) -> HttpResponse:
    """One’s own line; everybody’s for a quality lead."""
    user = request.user
    only(access.can_rate(user))
    keeps = access.can_keep_exercises(user)
    raters = queries.raters_with_drift(user, everybody=keeps)
    page = Paginator(raters, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": queries.drift_lines(page), "keeps": keeps}
    return render(request, "moderation/calibration_drift.html", context)
