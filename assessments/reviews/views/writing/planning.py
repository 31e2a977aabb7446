"""Objectives of last time and of next, and what is learnt for them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.objectives.forms import ObjectiveForm
from assessments.objectives.models import Objective
from assessments.objectives.queries import rows_of
from cms.people.accounts.models import SignedInRequest

from ...access import can_write
from ...forms.writing import PreviousForm
from ...models import PerformanceReview
from ...queries.writing import Previous, objectives_in, previous_of
from ...rules import ObjectivePart
from ...services.planning import change_next, remove_next, save_previous, write_next
from .own import PAGE, Part, closed, draft_or_404, frame, part_page, put_errors


@never_cache
@login_required
@require_safe
def previous_list(request: SignedInRequest, pk: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)
    if not can_write(request.user, review):
        return closed(request, review)
    context = {**frame(review, "previous_list"), "rows": previous_of(review)}
    return render(request, "reviews/previous_list.html", context)


@never_cache
@login_required
@require_http_methods(PAGE)
def previous_update(request: SignedInRequest, pk: int, objective: int) -> HttpResponse:
    """What came of one is written here, and takes effect when the review is shared."""
    review = draft_or_404(request.user, pk)
    row = _previous_or_404(review, objective)
    if row.is_over:
        return redirect("reviews:previous_list", review.pk)

    def form(data: Any, current: PerformanceReview) -> PreviousForm:
        before = _previous_or_404(current, objective).content
        return PreviousForm(data, review=current, before=before)

    def save(current: PerformanceReview, sent: Any) -> None:
        save_previous(
            review=current,
            objective=row.objective,
            content=sent.content,
            seen=sent.seen,
            by=request.user,
        )

    part = Part(
        "previous_update",
        (str(objective),),
        form,
        save,
        step="previous_list",
        values={"objective": row.objective},
    )
    return part_page(request, review, part)


def _previous_or_404(review: PerformanceReview, pk: int) -> Previous:
    found = next((row for row in previous_of(review) if row.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _one_of(rows: list[Objective], pk: int) -> Objective:
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _status(form: Any) -> int:
    return 422 if form.errors else 200


def _done(
    request: SignedInRequest, form: Any, name: str, review: PerformanceReview
) -> HttpResponse:
    if form.details_warning:
        messages.warning(request, form.details_warning)
    messages.success(request, "Saved.")
    return redirect(name, review.pk)


# Next time --------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
def next_list(request: SignedInRequest, pk: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)
    if not can_write(request.user, review):
        return closed(request, review)
    if not review.template.asks_objectives:
        raise Http404
    rows = rows_of(objectives_in(review, ObjectivePart.NEXT))
    context = {**frame(review, "next_list"), "rows": rows}
    return render(request, "reviews/next_list.html", context)


@never_cache
@login_required
@require_http_methods(PAGE)
def next_create(request: SignedInRequest, pk: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)
    if not can_write(request.user, review):
        return closed(request, review)
    if not review.template.asks_objectives:
        raise Http404
    form = ObjectiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            write_next(review=review, by=request.user, **_said(form))
        except ValidationError as problem:
            put_errors(form, problem)
        else:
            return _done(request, form, "reviews:next_list", review)
    context = {**frame(review, "next_list"), "form": form, "owner": review.reviewee}
    return render(request, "reviews/next_create.html", context, status=_status(form))


def _said(form: ObjectiveForm) -> dict[str, Any]:
    return {
        "values": form.values,
        "priority": form.priority,
        "statements": form.cleaned_data["statements"],
    }


@never_cache
@login_required
@require_http_methods(PAGE)
def next_update(request: SignedInRequest, pk: int, objective: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)
    row = _one_of(objectives_in(review, ObjectivePart.NEXT), objective)
    if not can_write(request.user, review):
        return closed(request, review)
    form = ObjectiveForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            change_next(
                review=review,
                objective=row,
                revision=form.cleaned_data["revision"] or 0,
                by=request.user,
                **_said(form),
            )
        except ValidationError as problem:
            put_errors(form, problem)
        else:
            return _done(request, form, "reviews:next_list", review)
    context = {
        **frame(review, "next_list"),
        "form": form,
        "owner": review.reviewee,
        "objective": row,
        "advice": rows_of([row])[0].advice,
    }
    return render(request, "reviews/next_update.html", context, status=_status(form))


@never_cache
@login_required
@require_http_methods(PAGE)
def next_remove(request: SignedInRequest, pk: int, objective: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)
    row = _one_of(objectives_in(review, ObjectivePart.NEXT), objective)
    if not can_write(request.user, review):
        return closed(request, review)
    if request.method == "POST":
        remove_next(review=review, objective=row, by=request.user)
        messages.success(request, "Taken out of the review.")
        return redirect("reviews:next_list", review.pk)
    context = {"review": review, "objective": row, "tab": "reviews"}
    return render(request, "reviews/next_remove.html", context)
