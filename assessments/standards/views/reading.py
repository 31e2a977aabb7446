"""The standard, its statements, and the evidence of one person as a line through time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cms.people.accounts.models import SignedInRequest, User
from courses.catalogue.access import readable_by as pages_readable_by
from courses.catalogue.models import ModulePage
from courses.enrolment.services import enrol
from courses.progress.queries import module_progress, resume_url

from .. import queries
from ..access import can_check_mappings, can_load_framework, can_read_framework, sources_openable_by
from ..models import Evidence
from ..rules import EvidenceKind
from .found import chosen_framework, framework_or_404, person_or_404

PAGE_SIZE = 50


@login_required
@require_safe
def default_framework(request: SignedInRequest) -> HttpResponse:
    """The way in without a code: the framework the college works with."""
    code = queries.default_framework_code()
    if not code or not can_read_framework(request.user):
        raise Http404
    return redirect("standards:framework_detail", code)


@login_required
@require_safe
def framework_list(request: SignedInRequest) -> HttpResponse:
    if not can_read_framework(request.user):
        raise Http404
    context = {
        "frameworks": queries.readable_frameworks(request.user),
        "can_load": can_load_framework(request.user),
    }
    return render(request, "standards/framework_list.html", context)


@login_required
@require_safe
def framework_detail(request: SignedInRequest, framework: str) -> HttpResponse:
    found = framework_or_404(framework, request.user)
    may_check = can_check_mappings(request.user)
    context = {
        "framework": found,
        "coverage": queries.coverage(found, request.user),
        "proposals": [] if found.is_default else queries.proposals(request.user, found),
        "crosswalks": queries.crosswalks_of(found) if may_check else [],
    }
    return render(request, "standards/framework_detail.html", context)


@login_required
@require_safe
def statement_detail(request: SignedInRequest, framework: str, code: str) -> HttpResponse:
    found = framework_or_404(framework, request.user)
    asked = request.GET.get("person")
    person = person_or_404(asked, request.user) if asked else None
    page = queries.statement_page(found, code, request.user, person)
    if page is None:
        raise Http404
    return render(request, "standards/statement_detail.html", {"framework": found, "page": page})


@login_required
@require_POST
def module_start(request: SignedInRequest, pk: int) -> HttpResponse:
    """From a gap to the first step: on her list by her own choice, or on where she stopped."""
    modules = ModulePage.objects.filter(pages_readable_by(request.user))
    module = get_object_or_404(modules, pk=pk)
    try:
        enrol(participant=request.user, module=module, by=request.user)
    except ValidationError as problem:
        messages.info(request, " ".join(problem.messages))
        return redirect(module.url)
    progress = module_progress(request.user, module)
    return redirect((progress and resume_url(progress)) or module.url)


@login_required
@require_safe
def my_evidence(request: SignedInRequest) -> HttpResponse:
    context = _evidence_context(request, request.user, request.user)
    return render(request, "standards/my_evidence.html", context)


@login_required
@require_safe
def person_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_or_404(pk, request.user)
    if person == request.user:
        return redirect("standards:my_evidence")
    context = _evidence_context(request, request.user, person)
    return render(request, "standards/person_evidence.html", context)


def _evidence_context(request: HttpRequest, reader: User, person: User) -> dict[str, object]:
    framework = chosen_framework(request, reader)
    statements = queries.statements_of(framework) if framework else {}
    code, kind = request.GET.get("statement", ""), request.GET.get("kind", "")
    code = code if code in statements else ""
    kind = kind if kind in EvidenceKind.values else ""
    rows = queries.evidence_of(person, framework=framework, statement=code, kind=kind)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "person": person,
        "is_own": person == reader,
        "framework": framework,
        "page": page,
        "moments": queries.moments(page.object_list),
        "statements": statements.values(),
        "kinds": EvidenceKind.choices,
        "statement": code,
        "kind": kind,
    }


@login_required
@require_safe
def evidence_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """From a piece of evidence to what it came from, for the person it is about."""
    openable = Evidence.objects.filter(sources_openable_by(request.user))
    evidence = get_object_or_404(openable.select_related("statement__framework"), pk=pk)
    return redirect(queries.source_url(evidence))
