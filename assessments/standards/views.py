from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from cms.people.accounts.models import User
from cms.people.audit.services import record

from . import queries
from .access import can_read_framework, people_with_evidence_for, sources_openable_by
from .models import Evidence, Framework
from .rules import EvidenceKind

PAGE_SIZE = 50


def _reader(request: HttpRequest) -> User:
    """Who is signed in: every view here asks for that first."""
    return cast(User, request.user)


def _framework_or_404(code: str, reader: User) -> Framework:
    framework = queries.readable_framework(code, reader)
    if framework is None:
        raise Http404
    return framework


def _person_or_404(pk: str | int, reader: User) -> User:
    """Somebody whose evidence the reader may read; that she looked is kept for that person."""
    if not str(pk).isdecimal():
        raise Http404
    person: User = get_object_or_404(User.objects.filter(people_with_evidence_for(reader)), pk=pk)
    if person != reader:
        record(actor=reader, verb="evidence.opened", obj=person, about=person)
    return person


@login_required
@require_safe
def default_framework(request: HttpRequest) -> HttpResponse:
    """The way in without a code: the framework the college works with."""
    code = queries.default_framework_code()
    if not code or not can_read_framework(_reader(request)):
        raise Http404
    return redirect("standards:framework_detail", code)


@login_required
@require_safe
def framework_detail(request: HttpRequest, framework: str) -> HttpResponse:
    found = _framework_or_404(framework, _reader(request))
    context = {"framework": found, "coverage": queries.coverage(found, _reader(request))}
    return render(request, "standards/framework_detail.html", context)


@login_required
@require_safe
def statement_detail(request: HttpRequest, framework: str, code: str) -> HttpResponse:
    found = _framework_or_404(framework, _reader(request))
    asked = request.GET.get("person")
    person = _person_or_404(asked, _reader(request)) if asked else None
    page = queries.statement_page(found, code, _reader(request), person)
    if page is None:
        raise Http404
    return render(request, "standards/statement_detail.html", {"framework": found, "page": page})


@login_required
@require_safe
def my_evidence(request: HttpRequest) -> HttpResponse:
    context = _evidence_context(request, _reader(request))
    return render(request, "standards/my_evidence.html", context)


@login_required
@require_safe
def person_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person_or_404(pk, _reader(request))
    if person == _reader(request):
        return redirect("standards:my_evidence")
    return render(request, "standards/person_evidence.html", _evidence_context(request, person))


def _evidence_context(request: HttpRequest, person: User) -> dict[str, object]:
    titles = queries.statement_titles()
    code, kind = request.GET.get("statement", ""), request.GET.get("kind", "")
    code = code if code in titles else ""
    kind = kind if kind in EvidenceKind.values else ""
    rows = queries.evidence_of(person, statement=code, kind=kind)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "person": person,
        "is_own": person == _reader(request),
        "page": page,
        "moments": queries.moments(page.object_list),
        "coverage": queries.coverage(queries.default_framework(), person) if titles else None,
        "titles": titles,
        "kinds": EvidenceKind.choices,
        "statement": code,
        "kind": kind,
    }


@login_required
@require_safe
def evidence_open(request: HttpRequest, pk: int) -> HttpResponse:
    """From a piece of evidence to what it came from, for the person it is about."""
    openable = Evidence.objects.filter(sources_openable_by(_reader(request)))
    evidence = get_object_or_404(openable.select_related("statement__framework"), pk=pk)
    return redirect(queries.source_url(evidence))
