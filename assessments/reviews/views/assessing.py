"""The mentor’s own view: written by her alone, handed in once, then fixed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.readings.queries import reading_of
from assessments.readings.rules import Reading
from cms.people.accounts.models import SignedInRequest, User

from ..access import can_assess_herself, can_read_self_assessment, listed_for
from ..forms.assessing import SelfForm
from ..forms.conflicts import carried, differences, settled
from ..models import PerformanceReview, SelfAssessment
from ..queries.assessing import self_readers_of
from ..queries.document import reviews
from ..queries.writing import areas_asked, self_areas
from ..rules import WRITABLE
from ..services.assessing import (
    SelfChangedError,
    note_self_opened,
    save_self_assessment,
    submit_self_assessment,
)

PAGE = ["GET", "HEAD", "POST"]


def own_review_or_404(user: User, pk: int) -> PerformanceReview:
    review = get_object_or_404(reviews().filter(listed_for(user)), pk=pk)
    if not can_assess_herself(user, review) or not review.template.asks_self_assessment:
        raise Http404
    return review


def assessment_of(review: PerformanceReview) -> SelfAssessment | None:
    return SelfAssessment.objects.filter(review=review).first()


def is_closed(review: PerformanceReview, row: SelfAssessment | None) -> bool:
    return review.state not in WRITABLE or bool(row and row.submitted_at)


@never_cache
@login_required
@require_http_methods(PAGE)
def self_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """With the header X-Autosave it answers in JSON, as the pages of records do."""
    review = own_review_or_404(request.user, pk)
    row, by_script = assessment_of(review), request.headers.get("X-Autosave") == "1"
    if is_closed(review, row):
        return _closed(request, review, by_script=by_script)
    areas = areas_asked(review)
    now = SelfForm(review=review, assessment=row, areas=areas)
    if request.method != "POST":
        return _page(request, review, now)
    data = settled(request.POST, now) if "settle" in request.POST else request.POST
    form = SelfForm(data, review=review, assessment=row, areas=areas)
    if not form.is_valid():
        return _invalid(request, review, form, by_script=by_script)
    try:
        saved = save_self_assessment(
            review=review,
            content=form.content,
            revision=form.cleaned_data["revision"],
            by=request.user,
        )
    except SelfChangedError as changed:
        current = SelfForm(review=review, assessment=changed.assessment, areas=areas)
        return _conflict(request, review, form, current, by_script=by_script)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return _invalid(request, review, form, by_script=by_script)
    return _saved(request, review, saved, form, by_script=by_script)


def _saved(
    request: SignedInRequest,
    review: PerformanceReview,
    row: SelfAssessment,
    form: SelfForm,
    *,
    by_script: bool,
) -> HttpResponse:
    if by_script:
        answer = {
            "state": "saved",
            "revision": row.revision,
            "at": f"{timezone.localtime(row.changed_at):%H:%M}",
            "details": bool(form.details_found),
        }
        return JsonResponse(answer)
    if form.details_warning:
        messages.warning(request, form.details_warning)
    if request.POST.get("then") == "hand_in":
        return redirect("reviews:self_submit", review.pk)
    messages.success(request, "Saved. Nobody else reads it until you hand it in.")
    return redirect("reviews:self_update", review.pk)


def _invalid(
    request: SignedInRequest, review: PerformanceReview, form: SelfForm, *, by_script: bool
) -> HttpResponse:
    if by_script:
        return JsonResponse({"state": "invalid"}, status=422)
    return _page(request, review, form, status=422)


def _closed(
    request: SignedInRequest, review: PerformanceReview, *, by_script: bool
) -> HttpResponse:
    if by_script:
        return JsonResponse({"state": "closed"}, status=409)
    row = assessment_of(review)
    if row is not None and row.submitted_at:
        return redirect("reviews:self_detail", review.pk)
    messages.info(request, "This review takes no self-assessment any more.")
    return redirect("reviews:review_home")


def _conflict(
    request: SignedInRequest,
    review: PerformanceReview,
    form: SelfForm,
    now: SelfForm,
    *,
    by_script: bool,
) -> HttpResponse:
    if by_script:
        return JsonResponse({"state": "conflict"}, status=409)
    context = {
        "review": review,
        "title": "There are two versions of your self-assessment",
        "differences": differences(form, now),
        "carried": carried(form.data),
        "tab": "reviews",
    }
    return render(request, "reviews/write_conflict.html", context, status=409)


def _page(
    request: SignedInRequest, review: PerformanceReview, form: SelfForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "review": review,
        "form": form,
        "reading": own_reading(review, request.user),
        "assessment": assessment_of(review),
        "readers": self_readers_of(review),
    }
    return render(request, "reviews/self_update.html", context, status=status)


def own_reading(review: PerformanceReview, reader: User) -> Reading:
    """What the review reads of her, as her reviewer sees it; nothing where she may not ask."""
    try:
        return reading_of(
            review.reviewee,
            period_from=review.period_from,
            period_to=review.period_to,
            reader=reader,
        )
    except PermissionDenied:
        return Reading()


@never_cache
@login_required
@require_http_methods(PAGE)
def self_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read it through once more, then hand it in. It stays as it is from then on."""
    review = own_review_or_404(request.user, pk)
    row = assessment_of(review)
    if is_closed(review, row):
        return _closed(request, review, by_script=False)
    problems: list[str] = []
    if request.method == "POST":
        try:
            submit_self_assessment(review=review, by=request.user)
        except ValidationError as problem:
            problems = problem.messages
        else:
            messages.success(request, "Handed in. Your reviewer is told, and reads it now.")
            return redirect("reviews:self_detail", review.pk)
    context = {"review": review, "problems": problems, **_said(review, row)}
    status = 422 if problems else 200
    return render(request, "reviews/self_submit.html", context, status=status)


def _said(review: PerformanceReview, row: SelfAssessment | None) -> dict[str, Any]:
    return {"assessment": row, "areas": self_areas(areas_asked(review), row)}


@never_cache
@login_required
@require_safe
def self_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Handed in, to read: by the mentor, and by the reviewer."""
    review = get_object_or_404(reviews().filter(listed_for(request.user)), pk=pk)
    row = assessment_of(review)
    if (
        row is None
        or row.submitted_at is None
        or not can_read_self_assessment(request.user, review)
    ):
        raise Http404
    note_self_opened(assessment=row, by=request.user)
    context = {
        "review": review,
        "is_own": request.user.pk == review.reviewee_id,
        "readers": self_readers_of(review),
        **_said(review, row),
    }
    return render(request, "reviews/self_detail.html", context)
