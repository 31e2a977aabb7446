"""What somebody asks about her own data: asked, seen, and looked after by the officer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.rules import Role

from ..access import can_enter_request, can_fetch_bundle, can_handle_request
from ..forms.grants import PersonSearchForm
from ..forms.requests import CloseForm, ExtendForm, LetterForm, ReadyForm, RequestForm
from ..models import RightsRequest
from ..queries.grants import people_found
from ..queries.passages import redaction_counts
from ..queries.requests import requests_listed, what_it_needs
from ..rules import answer_due
from ..services import bundles
from ..services import requests as services

PAGE = ["GET", "HEAD", "POST"]
A_PAGE = 25


def request_or_404(request: SignedInRequest, pk: int) -> RightsRequest:
    return get_object_or_404(requests_listed(request.user), pk=pk)


def handled_or_404(request: SignedInRequest, pk: int) -> RightsRequest:
    """For whoever may handle it; to everybody else it is not there."""
    asked = request_or_404(request, pk)
    if not can_handle_request(request.user, asked):
        raise Http404
    return asked


@login_required
@require_safe
def request_list(request: SignedInRequest) -> HttpResponse:
    page = Paginator(requests_listed(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "is_officer": has_role(request.user, Role.DPO),
        "today": timezone.localdate(),
    }
    return render(request, "privacy/request_list.html", context)


@login_required
@require_http_methods(PAGE)
def request_create(request: SignedInRequest) -> HttpResponse:
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.enter_request(
                subject=request.user, by=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Your request is with the data protection officer.")
            return redirect(asked)
    context = {"form": form, "due_on": answer_due(timezone.localdate())}
    return render(request, "privacy/request_create.html", context)


@login_required
@require_safe
def letter_person(request: SignedInRequest) -> HttpResponse:
    if not has_role(request.user, Role.DPO):
        raise Http404
    words = request.GET.get("q", "")
    form = PersonSearchForm(request.GET if words else None)
    people = people_found(request.user, words) if form.is_valid() else []
    context = {"form": form, "people": people, "words": words}
    return render(request, "privacy/request_letter_person.html", context)


@login_required
@require_http_methods(PAGE)
def letter_create(request: SignedInRequest, person: int) -> HttpResponse:
    if not has_role(request.user, Role.DPO):
        raise Http404
    subject = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=person)
    if not can_enter_request(request.user, subject):
        raise Http404
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.enter_request(subject=subject, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The letter is entered, and its month runs.")
            return redirect(asked)
    context = {"form": form, "subject": subject}
    return render(request, "privacy/request_letter.html", context)


@login_required
@require_safe
def request_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = request_or_404(request, pk)
    handles = can_handle_request(request.user, asked)
    counts = redaction_counts(asked) if handles else {"all": 0, "open": 0, "answered": 0}
    is_mine = can_fetch_bundle(request.user, asked)
    context = {
        "asked": asked,
        "handles": handles,
        "is_mine": is_mine,
        "is_officers_own": is_mine and has_role(request.user, Role.DPO),
        "counts": counts,
        "needs": what_it_needs(asked, counts["open"], counts["all"]) if handles else "",
        "ready_form": ReadyForm(),
        "today": timezone.localdate(),
        "days_left": (asked.due_on - timezone.localdate()).days,
    }
    return render(request, "privacy/request_detail.html", context)


@login_required
@require_POST
def request_check_identity(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = handled_or_404(request, pk)
    _do(request, "It is noted that you made sure who asks.", services.check_identity, asked)
    return redirect(asked)


@login_required
@require_POST
def request_ready(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = handled_or_404(request, pk)
    form = ReadyForm(request.POST)
    values = form.cleaned_data if form.is_valid() else {}
    _do(request, "The copy is ready. The person is told.", services.mark_ready, asked, **values)
    return redirect(asked)


@login_required
@require_POST
def request_look_again(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = handled_or_404(request, pk)
    _do(request, "It is being looked at again.", services.look_again, asked)
    return redirect(asked)


def _do(
    request: SignedInRequest, said: str, service: Any, asked: RightsRequest, **values: Any
) -> None:
    try:
        service(request=asked, by=request.user, **values)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, said)


@login_required
@require_http_methods(PAGE)
def request_extend(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = handled_or_404(request, pk)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and _done(form, services.extend_request, asked, request.user):
        messages.success(request, "It may take longer. The person is told.")
        return redirect(asked)
    return render(request, "privacy/request_extend.html", {"form": form, "asked": asked})


@login_required
@require_http_methods(PAGE)
def request_close(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = handled_or_404(request, pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and _done(form, services.close_request, asked, request.user):
        messages.success(request, "It is answered. The person is told.")
        return redirect(asked)
    return render(request, "privacy/request_close.html", {"form": form, "asked": asked})


def _done(form: BaseForm, service: Any, asked: RightsRequest, by: User) -> bool:
    if not form.is_valid():
        return False
    try:
        service(request=asked, by=by, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@never_cache
@login_required
@require_POST
def bundle_fetch(request: SignedInRequest, pk: int) -> HttpResponse | FileResponse:
    asked = request_or_404(request, pk)
    if not can_fetch_bundle(request.user, asked):
        raise Http404
    try:
        bundle = bundles.fetch_bundle(request=asked, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(asked)
    response = FileResponse(
        bundle.file, as_attachment=True, filename=bundle.name, content_type=bundle.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
