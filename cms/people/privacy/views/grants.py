"""Records opened outside the usual rules: asked for, answered, read, ended, told."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.views import add_problems

from .. import access
from ..forms.grants import AnswerForm, GrantForm, PersonSearchForm
from ..models import BreakGlassGrant
from ..queries import grants as queries
from ..queries.retention import label_of
from ..rules import GrantState, grant_stage
from ..services import grants as services

A_PAGE = 25
PASSAGES = 20


def _only_those_who_ask(request: SignedInRequest) -> None:
    if not access.purposes_for(request.user):
        raise Http404


def _grant_or_404(request: SignedInRequest, pk: int) -> BreakGlassGrant:
    return get_object_or_404(queries.grants_listed(request.user), pk=pk)


@login_required
@require_safe
def grant_list(request: SignedInRequest) -> HttpResponse:
    _only_those_who_ask(request)
    found = queries.grants_listed(request.user)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": queries.grant_rows(page, request.user)}
    return render(request, "privacy/grant_list.html", context)


@login_required
@require_safe
def grant_person(request: SignedInRequest) -> HttpResponse:
    """Whose records: found by name before anything else is asked."""
    _only_those_who_ask(request)
    words = request.GET.get("q", "")
    form = PersonSearchForm(request.GET if words else None)
    people = queries.people_found(request.user, words) if form.is_valid() else []
    context = {"form": form, "people": people, "words": words}
    return render(request, "privacy/grant_person.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grant_create(request: SignedInRequest, person: int) -> HttpResponse:
    _only_those_who_ask(request)
    subject = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=person)
    form = GrantForm(request.POST or None, subject=subject, asker=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            grant = services.ask_for_grant(subject=subject, by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            _say(request, "Asked. Nothing is open until a second person says yes.", form)
            return redirect(grant)
    context = {"form": form, "subject": subject}
    status = 422 if request.method == "POST" else 200
    return render(request, "privacy/grant_create.html", context, status=status)


@never_cache
@login_required
@require_safe
def grant_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = _grant_or_404(request, pk)
    is_subject = grant.subject_id == request.user.pk
    readings = Paginator(queries.readings_under(grant), A_PAGE).get_page(request.GET.get("page"))
    stage = grant_stage(grant.state, grant.ends_at, timezone.now())
    was_opened = grant.state in (GrantState.OPEN, GrantState.ENDED)
    context = {
        "grant": grant,
        "kind": label_of(grant.record_class),
        "stage": stage,
        "is_subject": is_subject,
        "page": readings,
        "because": "" if is_subject else queries.why_answered(grant),
        "may_answer": grant.state == GrantState.ASKED
        and access.can_answer_grant(request.user, grant),
        "may_read": queries.running_grants(request.user).filter(pk=grant.pk).exists(),
        "may_end": stage == GrantState.OPEN and access.can_end_grant(request.user, grant),
        "may_tell": was_opened and not grant.told_at and services.can_tell(request.user, grant),
    }
    return render(request, "privacy/grant_detail.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grant_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = _grant_or_404(request, pk)
    if not access.can_answer_grant(request.user, grant):
        raise PermissionDenied("Somebody of the other role answers, never who asked.")
    if grant.state != GrantState.ASKED:
        return redirect(grant)
    form = AnswerForm(request.POST or None, grant=grant, answerer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(grant, form, request.user)
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            done = "It is open now." if form.says_yes else "It stays closed."
            _say(request, f"{done} {grant.requester} is told.", form)
            return redirect(grant)
    kind = label_of(grant.record_class)
    context = {"grant": grant, "form": form, "kind": kind}
    status = 422 if request.method == "POST" else 200
    return render(request, "privacy/grant_answer.html", context, status=status)


def _answer(grant: BreakGlassGrant, form: AnswerForm, by: User) -> None:
    given: dict[str, Any] = {"grant": grant, "reason": form.cleaned_data["reason"], "by": by}
    if form.says_yes:
        silence = form.cleaned_data.get("not_told_because", "")
        services.approve_grant(not_told_because=silence, **given)
    else:
        services.refuse_grant(**given)


@login_required
@require_POST
def grant_end(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = _grant_or_404(request, pk)
    services.end_grant(grant=grant, by=request.user)
    messages.success(request, "It is closed again. What was read stays written down.")
    return redirect(grant)


@login_required
@require_POST
def grant_tell(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = _grant_or_404(request, pk)
    try:
        services.tell_subject(grant=grant, by=request.user)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, f"{grant.subject} is told, and sees each time it was read.")
    return redirect(grant)


@never_cache
@login_required
@require_safe
def grant_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """The passages themselves: for whoever asked, while it is open, each time written down."""
    grant = get_object_or_404(queries.running_grants(request.user), pk=pk)
    number = request.GET.get("page", "1")
    page_number = int(number) if number.isdecimal() and len(number) < 6 else 1
    passages = services.read_by_grant(grant=grant, by=request.user, page=page_number)
    page = Paginator(passages, PASSAGES).get_page(page_number)
    context = {"grant": grant, "page": page, "kind": label_of(grant.record_class)}
    return render(request, "privacy/grant_read.html", context)


def _say(request: SignedInRequest, words: str, form: GrantForm | AnswerForm) -> None:
    messages.success(request, words)
    if form.details_warning:
        messages.warning(request, form.details_warning)
