"""Evidence of a person offered to another framework; she, or the quality lead, decides on each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cms.people.accounts.models import SignedInRequest, User
from cms.people.audit.services import record

from .. import queries, services
from ..access import people_to_carry_over_for
from ..models import CarryOver, Framework
from .found import framework_or_404


@login_required
@require_http_methods(["GET", "POST"])
def carry_over(request: SignedInRequest, framework: str) -> HttpResponse:
    return _decide(request, framework_or_404(framework, request.user), request.user)


@login_required
@require_http_methods(["GET", "POST"])
def person_carry_over(request: SignedInRequest, framework: str, pk: int) -> HttpResponse:
    people = User.objects.filter(people_to_carry_over_for(request.user))
    person: User = get_object_or_404(people, pk=pk)
    found = framework_or_404(framework, request.user)
    if person == request.user:
        return redirect("standards:carry_over", framework)
    if request.method == "GET":
        record(actor=request.user, verb="evidence.opened", obj=person, about=person)
    return _decide(request, found, person)


def _decide(request: SignedInRequest, framework: Framework, person: User) -> HttpResponse:
    if request.method == "POST":
        _carry(request, framework, person)
        return redirect(request.path)
    context = {
        "framework": framework,
        "person": person,
        "is_own": person == request.user,
        "page": queries.carry_over_page(person, framework),
    }
    return render(request, "standards/carry_over.html", context)


def _carry(request: SignedInRequest, framework: Framework, person: User) -> None:
    target = get_object_or_404(framework.statements, code=request.POST.get("statement", ""))
    offered, ticked = _numbers(request.POST, "offered"), _numbers(request.POST, "evidence")
    accepted = set() if "none" in request.POST else ticked
    if not accepted and "none" not in request.POST:
        messages.warning(request, "Tick what counts, or choose “Leave all of it out”.")
        return
    try:
        rows = services.carry_over(
            person=person,
            target=target,
            accepted=accepted,
            declined=offered - accepted,
            by=request.user,
        )
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return
    pieces = f"{len(rows)} piece{'' if len(rows) == 1 else 's'}"
    left = len(offered - accepted)
    words = f"{pieces} carried over to {target.code}."
    messages.success(request, f"{words} {left} left out." if left else words)


def _numbers(posted: QueryDict, name: str) -> set[int]:
    return {int(key) for key in posted.getlist(name) if key.isdecimal() and len(key) < 12}


@login_required
@require_http_methods(["GET", "POST"])
def carried_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    people = User.objects.filter(people_to_carry_over_for(request.user)).values("pk")
    rows = CarryOver.objects.filter(evidence__person__in=people, is_accepted=True)
    rows = rows.select_related("evidence__statement__framework", "evidence__person")
    carried = get_object_or_404(rows.select_related("target__framework"), pk=pk)
    framework, person = carried.target.framework, carried.evidence.person
    back: list[str | int] = ["standards:carry_over", framework.code]
    if person != request.user:
        back = ["standards:person_carry_over", framework.code, person.pk]
    if request.method == "POST":
        services.take_back_carried(carried=carried, by=request.user)
        messages.success(request, f"It no longer counts for {carried.target.code}.")
        return redirect(str(back[0]), *back[1:])
    if person != request.user:
        record(actor=request.user, verb="evidence.opened", obj=person, about=person)
    context = {"carried": carried, "person": person, "is_own": person == request.user}
    return render(request, "standards/carried_take_back.html", context)
