"""What stands against each statement: one's own, somebody's, a team's; on screen and as a table."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest, User
from cms.people.audit.services import record

from .. import documents, queries
from ..access import can_carry_over_for, can_read_team_matrix
from ..models import Framework
from ..queries import TeamMatrix
from ..rules import StatementKind, Status
from .found import chosen_framework, person_or_404

PEOPLE_A_PAGE = 50


@login_required
@require_safe
def my_coverage(request: SignedInRequest) -> HttpResponse:
    return _coverage(request, request.user)


@login_required
@require_safe
def person_coverage(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_or_404(pk, request.user)
    if person == request.user:
        return redirect("standards:my_coverage")
    return _coverage(request, person)


@login_required
@require_safe
def my_coverage_csv(request: SignedInRequest) -> HttpResponse:
    return _csv_of(request, request.user)


@login_required
@require_safe
def person_coverage_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    return _csv_of(request, person_or_404(pk, request.user, "evidence.exported"))


def _coverage(request: SignedInRequest, person: User) -> HttpResponse:
    framework = chosen_framework(request, request.user)
    coverage = queries.coverage(framework, person) if framework else None
    shown = request.GET.get("status", "")
    shown = shown if shown in Status.values else ""
    context = {
        "person": person,
        "is_own": person == request.user,
        "framework": framework,
        "frameworks": queries.readable_frameworks(request.user),
        "coverage": coverage,
        "status": shown,
        "today": timezone.localdate(),
        "may_carry": can_carry_over_for(request.user, person),
    }
    name = "my_coverage" if person == request.user else "person_coverage"
    return render(request, f"standards/{name}.html", context)


def _csv_of(request: SignedInRequest, person: User) -> HttpResponse:
    framework = _framework(request)
    found = documents.coverage_csv(queries.coverage(framework, person), person)
    return _download(found, f"coverage-{framework.code}.csv")


# A team -----------------------------------------------------------------------------


@login_required
@require_safe
def team_coverage(request: SignedInRequest) -> HttpResponse:
    matrix = _matrix(request)
    lines = Paginator(matrix.lines, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "matrix": matrix,
        "lines": lines,
        "columns": list(zip(matrix.statements, matrix.covered or [], strict=False)),
        "frameworks": queries.readable_frameworks(request.user),
        "statements": matrix.framework.statements.all(),
        "kinds": StatementKind.choices[:3],
        "statuses": Status,
        "words": request.GET.get("q", "").strip(),
        "kind": request.GET.get("kind", ""),
        "gap": request.GET.get("gap", ""),
    }
    return render(request, "standards/team_coverage.html", context)


@login_required
@require_safe
def team_coverage_csv(request: SignedInRequest) -> HttpResponse:
    matrix = _matrix(request)
    detail = {"people": len(matrix.lines), "framework": matrix.framework.code}
    record(actor=request.user, verb="evidence.exported", obj=matrix.framework, detail=detail)
    return _download(documents.team_csv(matrix), f"team-{matrix.framework.code}.csv")


def _matrix(request: SignedInRequest) -> TeamMatrix:
    if not can_read_team_matrix(request.user):
        raise Http404
    kind = request.GET.get("kind", "")
    return queries.team_matrix(
        request.user,
        _framework(request),
        words=request.GET.get("q", "").strip(),
        kind=kind if kind in StatementKind.values else "",
        gap=request.GET.get("gap", ""),
    )


def _framework(request: SignedInRequest) -> Framework:
    framework = chosen_framework(request, request.user)
    if framework is None:
        raise Http404
    return framework


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
