"""An objective is begun from somewhere, drafted, and changed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions.models import SupervisionAction
from assessments.plans.models import PlanLine
from cms.people.accounts.models import SignedInRequest, User

from .. import queries, rules, services
from ..access import can_change, can_write_for
from ..forms import ObjectiveForm
from ..models import CollegePriority, Objective
from ..rules import ObjectiveOrigin, ObjectiveState
from .lists import part_time
from .moving import objective_or_404, say_what_was_doubted
from .people import person_or_404

BEGIN_SIZE = 10


@login_required
@require_safe
def objective_begin(request: SignedInRequest) -> HttpResponse:
    return _begin(request, request.user)


@login_required
@require_safe
def person_begin(request: SignedInRequest, pk: int) -> HttpResponse:
    return _begin(request, person_or_404(request.user, pk))


def _begin(request: SignedInRequest, owner: User) -> HttpResponse:
    """From a line of the plan, an agreed action, a college priority, or from nothing."""
    _check_writer(request.user, owner)
    lines = queries.plan_lines_to_start(request.user, owner)
    context = {
        "owner": owner,
        "is_own": owner.pk == request.user.pk,
        "lines": Paginator(lines, BEGIN_SIZE).get_page(request.GET.get("lines")),
        "actions": list(queries.actions_to_carry(request.user, owner)[:BEGIN_SIZE]),
        "priorities": list(queries.priorities_to_offer()[:BEGIN_SIZE]),
    }
    return render(request, "objectives/objective_begin.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def objective_create(request: SignedInRequest) -> HttpResponse:
    return _create(request, request.user)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_create(request: SignedInRequest, pk: int) -> HttpResponse:
    return _create(request, person_or_404(request.user, pk))


@dataclass(frozen=True)
class Source:
    """What it begins from, asked for in the address: ?plan=7, ?action=7 or ?priority=7."""

    plan_line: PlanLine | None = None
    action: SupervisionAction | None = None
    priority: CollegePriority | None = None

    @property
    def initial(self) -> dict[str, Any]:
        if self.action is not None:
            statements = self.action.statements.all()
            start = {"outcome": self.action.words[:300], "due_on": self.action.due_on}
        elif self.plan_line is not None:
            line = self.plan_line
            statements = line.statements.all()
            start = {"outcome": line.learner_outcome or line.need, "due_on": line.due_on}
            start |= {"support": line.activity}
        else:
            return {"priority": self.priority.pk} if self.priority else {}
        return {**start, "statements": [each.pk for each in statements]}

    def origin(self, priority: CollegePriority | None) -> ObjectiveOrigin:
        if self.action is not None:
            return ObjectiveOrigin.SUPERVISION
        if self.plan_line is not None:
            return ObjectiveOrigin.PLAN
        return ObjectiveOrigin.COLLEGE if priority else ObjectiveOrigin.REVIEW


def _source(request: HttpRequest, reader: User, owner: User) -> Source:
    return Source(
        plan_line=_asked(request, "plan", queries.plan_lines_to_start(reader, owner)),
        action=_asked(request, "action", queries.actions_to_carry(reader, owner)),
        priority=_asked(request, "priority", queries.priorities_to_offer()),
    )


def _asked(request: HttpRequest, name: str, rows: Any) -> Any:
    asked = request.GET.get(name, "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        raise Http404
    found = rows.filter(pk=int(asked)).first()
    if found is None:
        raise Http404
    return found


def _create(request: SignedInRequest, owner: User) -> HttpResponse:
    _check_writer(request.user, owner)
    source = _source(request, request.user, owner)
    form = ObjectiveForm(
        request.POST if request.method == "POST" else None,
        instance=Objective(owner=owner),
        initial=source.initial,
    )
    if request.method == "POST" and form.is_valid():
        objective = services.write_objective(
            owner=owner,
            values=form.values,
            origin=source.origin(form.priority),
            priority=form.priority,
            plan_line=source.plan_line,
            action=source.action,
            statements=form.cleaned_data["statements"],
            by=request.user,
        )
        messages.success(request, "The draft is there. Both of you can read it and work on it.")
        say_what_was_doubted(request, form)
        return redirect(objective)
    context = {"form": form, "owner": owner, "source": source, **_around(request.user, owner)}
    return render(request, "objectives/objective_create.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def objective_update(request: SignedInRequest, pk: int) -> HttpResponse:
    objective = objective_or_404(request.user, pk)
    if not can_change(request.user, objective):
        messages.info(request, _why_not(objective))
        return redirect(objective)
    advice = rules.advice_on(rules.values_of(objective))
    form = ObjectiveForm(request.POST if request.method == "POST" else None, instance=objective)
    if request.method == "POST" and form.is_valid() and _save(request, form, pk):
        messages.success(request, "Saved.")
        say_what_was_doubted(request, form)
        return redirect(objective)
    context = {
        "form": form,
        "objective": objective,
        "owner": objective.owner,
        "is_agreed": objective.state == ObjectiveState.ACTIVE,
        "advice": advice,
        **_around(request.user, objective.owner),
    }
    return render(request, "objectives/objective_update.html", context)


def _save(request: SignedInRequest, form: ObjectiveForm, pk: int) -> bool:
    """False where somebody was quicker: what was typed stays in the form."""
    try:
        services.change_objective(
            objective=Objective.objects.get(pk=pk),
            values=form.values,
            priority=form.priority,
            statements=form.cleaned_data["statements"],
            is_agreed_together=form.cleaned_data.get("is_agreed_together", False),
            revision=form.cleaned_data["revision"] or 0,
            by=request.user,
        )
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return False
    return True


def _why_not(objective: Objective) -> str:
    if objective.state == ObjectiveState.ACTIVE:
        return (
            "This objective is agreed. Talk about the change with your line manager, who writes it "
            "down once you both agree."
        )
    return "This objective is closed and stays as it ended."


def _around(reader: User, owner: User) -> dict[str, Any]:
    return {"is_own": owner.pk == reader.pk, "fte": part_time(owner)}


def _check_writer(reader: User, owner: User) -> None:
    if not can_write_for(reader, owner):
        raise Http404
