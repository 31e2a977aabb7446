"""Where evidence is thin, and what can be done about it at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.standards.rules import StatementKind
from cms.people.accounts.models import SignedInRequest
from cms.people.audit.services import record
from courses.catalogue.models import ModulePage

from . import documents, queries, services
from .access import can_read_needs
from .forms import EnrolForm
from .queries import NeedDetail, Needs, Suggestion
from .rules import SMALLEST_SHOWN

PEOPLE_A_PAGE = 50


@never_cache
@login_required
@require_safe
def needs_overview(request: SignedInRequest) -> HttpResponse:
    needs = _needs(request)
    context = {
        "needs": needs,
        "kinds": StatementKind.choices[:3],
        "kind": request.GET.get("kind", ""),
        "team": request.GET.get("team", ""),
        "team_names": queries.team_names(request.user),
        "smallest": SMALLEST_SHOWN,
    }
    return render(request, "needs/needs_overview.html", context)


@never_cache
@login_required
@require_safe
def needs_export(request: SignedInRequest) -> HttpResponse:
    needs = _needs(request)
    if needs is None:
        raise Http404
    detail = {"framework": needs.framework.code, "people": needs.people}
    record(actor=request.user, verb="training_need.exported", obj=needs.framework, detail=detail)
    content = documents.needs_csv(needs)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="training-needs.csv"'
    return response


@never_cache
@login_required
@require_safe
def need_detail(request: SignedInRequest, code: str) -> HttpResponse:
    found = _detail_or_404(request, code)
    people = Paginator(found.people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {"found": found, "people": people, "smallest": SMALLEST_SHOWN}
    return render(request, "needs/need_detail.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def need_enrol(request: SignedInRequest, code: str, module: int) -> HttpResponse:
    found = _detail_or_404(request, code)
    suggestion = found.suggestion(module)
    if suggestion is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = EnrolForm(posted, people=suggestion.people)
    if form.is_valid():
        _enrol(request, found, suggestion, form)
        return redirect("needs:need_detail", code)
    context = {"found": found, "suggestion": suggestion, "form": form}
    return render(request, "needs/need_enrol.html", context)


def _enrol(
    request: SignedInRequest, found: NeedDetail, suggestion: Suggestion, form: EnrolForm
) -> None:
    module = get_object_or_404(ModulePage.objects.live(), pk=suggestion.module.pk)
    try:
        done = services.enrol_for_need(
            statement=found.need.statement,
            module=module,
            people=form.cleaned_data["people"],
            by=request.user,
        )
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return
    except PermissionDenied:
        raise Http404 from None
    count = len(done.rows)
    who = "one list" if count == 1 else f"{count} lists"
    words = f"{suggestion.module.title} is on {who} now. Everybody concerned is told."
    messages.success(request, words)


def _needs(request: SignedInRequest) -> Needs | None:
    if not can_read_needs(request.user):
        raise Http404
    kind = request.GET.get("kind", "")
    return queries.needs_of(
        request.user,
        kind=kind if kind in StatementKind.values else "",
        team=request.GET.get("team", ""),
    )


def _detail_or_404(request: SignedInRequest, code: str) -> NeedDetail:
    found = queries.need_detail(request.user, code) if can_read_needs(request.user) else None
    if found is None:
        raise Http404
    return found
