"""What the mentor will learn next, and how: each becomes a line of her plan at the seal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest

from ...access import can_write
from ...forms.writing import ActionForm
from ...models import DevelopmentAction, PerformanceReview
from ...queries.choosing import modules_for, modules_to_offer
from ...queries.writing import codes_to_learn
from ...services.planning import add_action, change_action, remove_action
from ...services.writing import ReviewChangedError
from .own import PAGE, closed, draft_or_404, frame, put_errors

CHANGED = (
    "This action was changed in another window meanwhile. What you typed stands below; the saved "
    "one is on the list. Press Save again to keep yours."
)


@never_cache
@login_required
@require_safe
def action_list(request: SignedInRequest, pk: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)
    if not can_write(request.user, review):
        return closed(request, review)
    rows = review.development_actions.select_related("module").prefetch_related("statements")
    context = {**frame(review, "action_list"), "rows": rows}
    return render(request, "reviews/action_list.html", context)


@never_cache
@login_required
@require_http_methods(PAGE)
def action_create(request: SignedInRequest, pk: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)
    if not can_write(request.user, review):
        return closed(request, review)
    form = _form(request, review, None)
    if request.method == "POST" and form.is_valid():
        try:
            add_action(review=review, content=form.content, by=request.user)
        except ValidationError as problem:
            put_errors(form, problem)
        else:
            return _done(request, form, review)
    return _page(request, review, form, "action_create")


@never_cache
@login_required
@require_http_methods(PAGE)
def action_update(request: SignedInRequest, pk: int, action: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)
    row = _action_or_404(review, action)
    if not can_write(request.user, review):
        return closed(request, review)
    form = _form(request, review, row)
    if request.method == "POST" and form.is_valid():
        try:
            change_action(action=row, content=form.content, seen=form.seen, by=request.user)
        except ReviewChangedError:
            now = _form(None, review, _action_or_404(review, action))
            form.add_error(None, CHANGED)
            data = request.POST.copy()
            data["revision"] = now.initial["revision"]
            form.data = data
        except ValidationError as problem:
            put_errors(form, problem)
        else:
            return _done(request, form, review)
    return _page(request, review, form, "action_update", action=row)


@never_cache
@login_required
@require_http_methods(PAGE)
def action_remove(request: SignedInRequest, pk: int, action: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)
    row = _action_or_404(review, action)
    if not can_write(request.user, review):
        return closed(request, review)
    if request.method == "POST":
        remove_action(action=row, by=request.user)
        messages.success(request, "Taken out of the review.")
        return redirect("reviews:action_list", review.pk)
    context = {"review": review, "action": row, "tab": "reviews"}
    return render(request, "reviews/action_remove.html", context)


def _action_or_404(review: PerformanceReview, pk: int) -> DevelopmentAction:
    rows = review.development_actions.select_related("review__reviewee", "review__template")
    return get_object_or_404(rows, pk=pk)


def _form(
    request: SignedInRequest | None, review: PerformanceReview, action: DevelopmentAction | None
) -> ActionForm:
    """Modules for what is still being learnt stand first; none is chosen for anybody."""
    modules = list(modules_to_offer())
    return ActionForm(
        request.POST if request is not None and request.method == "POST" else None,
        review=review,
        action=action,
        modules=modules,
        fitting=modules_for(codes_to_learn(review), modules),
    )


def _done(request: SignedInRequest, form: ActionForm, review: PerformanceReview) -> HttpResponse:
    if form.details_warning:
        messages.warning(request, form.details_warning)
    messages.success(request, "Saved.")
    return redirect("reviews:action_list", review.pk)


def _page(
    request: SignedInRequest, review: PerformanceReview, form: ActionForm, name: str, **more: Any
) -> HttpResponse:
    context = {**frame(review, "action_list"), "form": form, **more}
    return render(request, f"reviews/{name}.html", context, status=422 if form.errors else 200)
