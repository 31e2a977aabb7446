"""One case: read without names, rated alone, talked about, decided."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.reviews.models import ReviewArea
from assessments.reviews.views.own import PAGE, is_done, say_doubts
from cms.people.accounts.models import SignedInRequest, User

from .. import access, services
from ..forms.cases import ModeratorsForm, OutcomeForm, ViewForm
from ..models import ModerationCase
from ..queries import cases as queries
from ..queries.drawing import possible_moderators
from ..rules.draws import reason_words
from ..rules.judging import rating_said


@never_cache
@login_required
@require_safe
def case_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _case_or_404(request.user, pk))


@never_cache
@login_required
@require_POST
def case_rate(request: SignedInRequest, pk: int) -> HttpResponse:
    case = _case_or_404(request.user, pk)
    if not access.can_give_view(request.user, case):
        messages.warning(request, "This case is not open for ratings any more.")
        return redirect(case)
    form = ViewForm(request.POST, areas=_areas(case))
    if form.is_valid():
        said = {"ratings": form.ratings, "comment": form.cleaned_data["comment"]}
        if is_done(form, services.give_view, case=case, by=request.user, **said):
            messages.success(request, "Kept. Now you see what the others gave.")
            say_doubts(request, form)
            return redirect(case)
    return _page(request, case, form=form, status=422)


def _case_or_404(user: User, pk: int) -> ModerationCase:
    return get_object_or_404(queries.cases().filter(access.cases_readable_by(user)), pk=pk)


def _areas(case: ModerationCase) -> list[ReviewArea]:
    rows = ReviewArea.objects.filter(code__in=case.before).prefetch_related("anchors")
    return list(rows.order_by("position", "pk"))


def _page(
    request: SignedInRequest,
    case: ModerationCase,
    *,
    form: ViewForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The words while the case is open; the ratings of all once she has given hers."""
    user = request.user
    reads = access.can_read_words(user, case)
    view = queries.own_view(case, user)
    document = None
    if reads:
        services.note_case_opened(case=case, by=user)
        document = queries.document_without_names(case)
        form = form or (None if view else ViewForm(areas=_areas(case)))
    missing = queries.views_missing(case)
    context = {
        "case": case,
        "reasons": reason_words(case.reasons),
        "document": document,
        "form": form if reads and not view else None,
        "beside": queries.beside(case, user) if view or queries.is_over(case) else None,
        "missing": missing,
        "can_close": reads and not missing and access.can_close_case(user, case),
        "closes": access.can_close_case(user, case),
    }
    return render(request, "moderation/case_detail.html", context, status=status)


@never_cache
@login_required
@require_http_methods(PAGE)
def case_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """What they decided together, with the reason."""
    case = _case_or_404(request.user, pk)
    if not access.can_close_case(request.user, case):
        raise Http404
    if not access.can_read_words(request.user, case) or queries.views_missing(case):
        messages.warning(request, "It cannot be decided now: see below how it stands.")
        return redirect(case)
    titles = queries.area_titles(case)
    before = [
        (code, titles.get(code, code), rating)
        for code, rating in queries.in_order(case.before, titles)
    ]
    form = OutcomeForm(request.POST or None, before=before)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"case": case, "outcome": form.outcome, "by": request.user}
        if is_done(form, services.close_case, **given):
            messages.success(request, "Decided. The mentor and the reviewer are told.")
            say_doubts(request, form)
            return redirect(case)
    context = {
        "case": case,
        "form": form,
        "beside": queries.beside(case, request.user),
        "before": [(title, rating_said(rating)) for _, title, rating in before],
    }
    return render(
        request, "moderation/case_close.html", context, status=422 if form.is_bound else 200
    )


@login_required
@require_http_methods(PAGE)
def case_step_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    case = _case_or_404(request.user, pk)
    if queries.is_over(case) or queries.own_view(case, request.user):
        messages.warning(request, "You have rated this case, or it is decided.")
        return redirect(case)
    if request.method == "POST":
        services.step_aside(case=case, by=request.user)
        messages.success(request, "Somebody else is chosen for it. No reason is kept.")
        return redirect("moderation:round_list")
    return render(request, "moderation/case_step_aside.html", {"case": case})


@login_required
@require_http_methods(PAGE)
def moderators_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who moderates a case: names of moderators, none of the review."""
    case = get_object_or_404(queries.cases(), pk=pk)
    if not access.can_choose_moderators(request.user, case):
        raise Http404
    if queries.is_over(case):
        messages.warning(request, "This case is decided already.")
        return redirect(case.round)
    now = queries.moderators_with_views(case)
    form = ModeratorsForm(
        request.POST or None,
        people=possible_moderators(case),
        chosen=[person.pk for person, _ in now],
    )
    if request.method == "POST" and form.is_valid():
        people = list(form.cleaned_data["people"])
        given = {"case": case, "people": people, "by": request.user}
        if is_done(form, services.choose_moderators, **given):
            messages.success(request, "Chosen. Whoever is new is told.")
            return redirect(case.round)
    context = {"case": case, "form": form, "given": [person for person, has in now if has]}
    return render(
        request, "moderation/moderators_update.html", context, status=422 if form.is_bound else 200
    )
