"""One objective: how it goes, its agreement, and its end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.plans.models import PlanLine
from cms.people.accounts.models import SignedInRequest, User
from content.language.forms import GuardedTextMixin

from .. import queries, rules, services
from ..access import can_add_progress, can_agree, can_change, can_close, plan_lines_to_use
from ..access import readable_by as objectives_readable_by
from ..forms import CloseForm, ProgressForm
from ..models import Objective
from ..rules import ObjectiveState

PAGE_SIZE = 20


@login_required
@require_safe
def objective_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    objective = objective_or_404(request.user, pk)
    services.note_opened(objectives=[objective], person=objective.owner, by=request.user)
    return _detail(request, objective)


def _detail(
    request: SignedInRequest, objective: Objective, form: ProgressForm | None = None
) -> HttpResponse:
    user = request.user
    (row,) = queries.rows_of([objective])
    points = queries.progress_of(objective, user)
    is_active = objective.state == ObjectiveState.ACTIVE
    can_write = is_active and can_add_progress(user, objective)
    if can_write and form is None:
        form = ProgressForm(offered=queries.evidence_to_choose(objective, user))
    fte = queries.fte_of(objective.owner)
    context = {
        "row": row,
        "objective": objective,
        "page": Paginator(points, PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form if can_write else None,
        "is_own": user.pk == objective.owner_id,
        "can_change": can_change(user, objective),
        "can_agree": row.is_draft and can_agree(user, objective),
        "can_close": row.is_open and can_close(user, objective),
        "stops": any(each.stops for each in row.advice),
        "plan_line": _plan_line(user, objective),
        "readers": queries.readers_of(objective),
        "scaled": rules.scale_words(objective.target, fte) if row.is_open else "",
    }
    return render(request, "objectives/objective_detail.html", context)


def _plan_line(reader: User, objective: Objective) -> PlanLine | None:
    """Where she may read it: a line that is no longer shown stays its owner’s."""
    if objective.plan_line_id is None:
        return None
    usable = PlanLine.objects.filter(plan_lines_to_use(reader, objective.owner))
    return usable.filter(pk=objective.plan_line_id).first()


@login_required
@require_POST
def progress_create(request: SignedInRequest, pk: int) -> HttpResponse:
    objective = objective_or_404(request.user, pk)
    if not can_add_progress(request.user, objective):
        raise Http404
    offered = queries.evidence_to_choose(objective, request.user)
    form = ProgressForm(request.POST, offered=offered)
    if not form.is_valid():
        return _detail(request, objective, form)
    if _try(
        request,
        services.add_progress,
        objective=objective,
        text=form.cleaned_data["text"],
        evidence=form.evidence_chosen,
        said="Written down. Both of you can read it.",
    ):
        say_what_was_doubted(request, form)
    return redirect(objective)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def objective_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    objective = objective_or_404(request.user, pk)
    if not can_agree(request.user, objective):
        raise Http404
    if objective.state != ObjectiveState.DRAFT:
        messages.info(request, "This objective is agreed already, or closed.")
        return redirect(objective)
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        _try(
            request,
            services.agree_objective,
            objective=objective,
            revision=int(revision) if revision.isdecimal() and len(revision) < 10 else None,
            said="Agreed. It is in force from today.",
        )
        return redirect(objective)
    advice = rules.advice_on(rules.values_of(objective))
    context = {
        "objective": objective,
        "advice": advice,
        "stops": any(each.stops for each in advice),
        "scaled": rules.scale_words(objective.target, queries.fte_of(objective.owner)),
    }
    return render(request, "objectives/objective_agree.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def objective_close(request: SignedInRequest, pk: int) -> HttpResponse:
    objective = objective_or_404(request.user, pk)
    if objective.state in rules.CLOSED:
        messages.info(request, "This objective is closed already.")
        return redirect(objective)
    if not can_close(request.user, objective):
        raise Http404
    form = CloseForm(request.POST if request.method == "POST" else None, objective=objective)
    if request.method == "POST" and form.is_valid():
        if _try(
            request,
            services.close_objective,
            objective=objective,
            to=form.end,
            reason=form.cleaned_data["reason"],
            said="Closed, with what came of it.",
        ):
            say_what_was_doubted(request, form)
        return redirect(objective)
    is_draft = objective.state == ObjectiveState.DRAFT
    context = {"form": form, "objective": objective, "is_draft": is_draft}
    return render(request, "objectives/objective_close.html", context)


def objective_or_404(reader: User, pk: int) -> Objective:
    rows = Objective.objects.filter(objectives_readable_by(reader))
    objective: Objective = get_object_or_404(queries.with_parts(rows), pk=pk)
    return objective


def say_what_was_doubted(request: HttpRequest, form: GuardedTextMixin) -> None:
    if form.details_warning:
        messages.warning(request, form.details_warning)


def _try(request: SignedInRequest, service: Any, *, said: str, **given: Any) -> bool:
    """A second click, or another tab that was quicker, finds it done and says so."""
    try:
        service(by=request.user, **given)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return False
    messages.success(request, said)
    return True
