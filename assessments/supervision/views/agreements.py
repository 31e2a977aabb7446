"""Agreements: the lists, and writing one. Reading and signing are in `agreement_signing`."""

from dataclasses import asdict
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

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.rules import Role

from ..access import (
    OVERSIGHT,
    agreements_listed_for,
    agreements_readable_by,
    can_change_agreement,
    can_draft_agreement,
    can_supervise,
    can_withdraw_agreement,
)
from ..forms.agreements import AgreementForm
from ..models import SupervisionAgreement
from ..queries import agreements as queries
from ..queries import supervisors
from ..rules import agreements as rules
from ..rules.states import AgreementState, Part
from ..services import agreements as services

PAGE_SIZE = 20
PAGE = ["GET", "HEAD", "POST"]
VIEWS = {"supervise": "As supervisor", "mine": "As supervisee", "team": "My team", "all": "All"}


@login_required
@require_safe
def agreement_list(request: SignedInRequest) -> HttpResponse:
    reader, words = request.user, request.GET.get("q", "").strip()
    if not is_staff_member(reader):
        raise Http404
    shown = _views_of(reader)
    view = request.GET.get("view", "")
    view = view if view in shown else next(iter(shown))
    is_past = request.GET.get("state") == "past"
    rows = {
        "mine": lambda: queries.listed_as(reader, Part.SUPERVISEE, past=is_past),
        "supervise": lambda: queries.listed_as(reader, Part.SUPERVISOR, past=is_past),
        "team": lambda: queries.listed_of_team(reader, past=is_past),
        "all": lambda: queries.listed_of_all(reader, words=words, past=is_past),
    }[view]()
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "to_sign": queries.to_sign(reader)[:PAGE_SIZE],
        "views": shown,
        "view": view,
        "is_past": is_past,
        "words": words,
        "can_write": can_supervise(reader),
        "today": timezone.localdate(),
    }
    return render(request, "supervision/agreement_list.html", context)


def _views_of(reader: User) -> dict[str, str]:
    """The first is where she begins: what is hers to do before what she only oversees."""
    oversees = has_role(reader, *OVERSIGHT)
    keys = ["supervise"] if can_supervise(reader) else []
    if oversees and not has_role(reader, Role.MENTOR):
        keys.append("all")
    keys.append("mine")
    if has_role(reader, Role.LINE_MANAGER):
        keys.append("team")
    if oversees:
        keys.append("all")
    return {key: VIEWS[key] for key in keys}


@login_required
@require_safe
def agreement_begin(request: SignedInRequest) -> HttpResponse:
    """With whom: a manager sees her people, anybody else types a name. Then, for one of a
    manager’s people, who supervises, and who has room."""
    writer, words = request.user, request.GET.get("q", "").strip()
    if not can_supervise(writer):
        raise Http404
    asked = request.GET.get("person", "")
    if asked:
        return _choose_supervisor(request, asked)
    people = supervisors.people_to_agree_with(writer, words)
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("page"))
    has_team = has_role(writer, Role.LINE_MANAGER)
    own = supervisors.open_between(writer, page.object_list)
    team = supervisors.managed_among(writer, page.object_list) if has_team else set()
    rows = [
        {"person": person, "open": own.get(person.pk), "is_report": person.pk in team}
        for person in page.object_list
    ]
    context = {"page": page, "rows": rows, "words": words, "has_team": has_team}
    return render(request, "supervision/agreement_begin.html", context)


def _choose_supervisor(request: SignedInRequest, asked: str) -> HttpResponse:
    pk = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else 0
    person = get_object_or_404(User, pk=pk, is_active=True)
    places = [
        place
        for place in supervisors.places_for(person, timezone.localdate())
        if can_draft_agreement(request.user, person, place.person)
    ]
    if not places:
        raise Http404
    context = {"person": person, "places": places}
    return render(request, "supervision/agreement_supervisor.html", context)


@never_cache
@login_required
@require_http_methods(PAGE)
def agreement_create(request: SignedInRequest, supervisee: int, supervisor: int) -> HttpResponse:
    people = User.objects.filter(is_active=True)
    one = get_object_or_404(people, pk=supervisee)
    other = get_object_or_404(people, pk=supervisor)
    if not can_draft_agreement(request.user, one, other):
        raise Http404
    today = timezone.localdate()
    line_manager = queries.line_manager_of(one, today)
    with_manager = line_manager == other
    start = rules.starting_content(today, with_manager=with_manager)
    agreement = SupervisionAgreement(
        supervisee=one, supervisor=other, drafted_by=request.user, **asdict(start)
    )
    form = _form(request, agreement, line_manager)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_agreement(
                supervisee=one,
                supervisor=other,
                content=form.content,
                manager=form.manager,
                by=request.user,
            )
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            return _saved(request, form, made)
    ready = "" if with_manager else _problem(one, other)
    context = {"form": form, "agreement": agreement, "not_ready": ready}
    status = 422 if form.is_bound else 200
    return render(request, "supervision/agreement_create.html", context, status=status)


def _problem(supervisee: User, supervisor: User) -> str:
    today = timezone.localdate()
    return rules.why_not_ready(supervisors.readiness_of(supervisor, supervisee, today), today)


@never_cache
@login_required
@require_http_methods(PAGE)
def agreement_update(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = readable_or_404(request.user, pk)
    if not can_change_agreement(request.user, agreement):
        messages.info(request, rules.NOT_NOW[AgreementState(agreement.state)])
        return redirect(agreement)
    form = _form(request, agreement, queries.line_manager_of(agreement.supervisee))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_agreement(
                agreement=agreement,
                content=form.content,
                manager=form.manager,
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            return _saved(request, form, agreement)
    context = {"form": form, "agreement": agreement}
    status = 422 if form.is_bound else 200
    return render(request, "supervision/agreement_update.html", context, status=status)


def _form(
    request: SignedInRequest, agreement: SupervisionAgreement, line_manager: User | None
) -> AgreementForm:
    return AgreementForm(
        request.POST or None,
        instance=agreement,
        open_types=services.open_types(agreement, timezone.localdate()),
        line_manager=line_manager,
    )


def _saved(
    request: SignedInRequest, form: AgreementForm, agreement: SupervisionAgreement
) -> HttpResponse:
    messages.success(request, "Saved. Read it once more, then ask for signatures.")
    if form.details_warning:
        messages.warning(request, form.details_warning)
    return redirect(agreement)


@login_required
@require_POST
def agreement_offer(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = readable_or_404(request.user, pk)
    if not try_to(request, services.offer_agreement, agreement=agreement):
        return redirect(agreement)
    messages.success(request, "Everybody who signs has been told.")
    if agreement.part_of(request.user) is None:
        return redirect(agreement)
    return redirect("supervision:agreement_sign", agreement.pk)


@login_required
@require_http_methods(PAGE)
def agreement_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = readable_or_404(request.user, pk)
    if not can_withdraw_agreement(request.user, agreement):
        raise Http404
    if request.method == "POST":
        if try_to(request, services.withdraw_agreement, agreement=agreement):
            messages.success(request, "Withdrawn.")
        return redirect("supervision:agreement_list")
    return render(request, "supervision/agreement_withdraw.html", {"agreement": agreement})


@login_required
@require_POST
def agreement_next(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = readable_or_404(request.user, pk)
    draft = try_to(request, services.begin_next_version, agreement=agreement)
    if draft is None:
        return redirect(agreement)
    messages.info(request, "The words in force are copied. They hold until this one is signed.")
    return redirect("supervision:agreement_update", draft.pk)


def readable_or_404(reader: User, pk: int) -> SupervisionAgreement:
    rows = SupervisionAgreement.objects.filter(agreements_readable_by(reader))
    people = rows.select_related("supervisee", "supervisor", "manager", "drafted_by")
    return get_object_or_404(people, pk=pk)


def listed_or_404(reader: User, pk: int) -> SupervisionAgreement:
    """Its days and how often alone: no word of it is loaded."""
    rows = SupervisionAgreement.objects.filter(agreements_listed_for(reader))
    return get_object_or_404(queries.outlines(rows), pk=pk)


def try_to(request: SignedInRequest, service: Any, **given: Any) -> Any:
    """What the service returns; None with its sentence said when it refuses. Who may not at all is
    told no more than that."""
    try:
        return service(by=request.user, **given)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    except PermissionDenied:
        raise Http404 from None
    return None
