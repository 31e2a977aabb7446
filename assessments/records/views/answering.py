"""Signing, returning, locking, adding, and a second look: each a form that goes to one service."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest

from .. import access, forms, services
from ..models import DisputeReview, SupervisionRecord
from .own import record_or_404, say_doubts, say_problem
from .reading import detail_page

PAGE = ["GET", "HEAD", "POST"]


@never_cache
@login_required
@require_POST
def record_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    record = record_or_404(request.user, pk)
    form = forms.SignForm(request.POST)
    if not form.is_valid():
        if form.has_error("words_hash"):
            return redirect(record)
        return detail_page(request, record, status=422, sign_form=form)
    return _moved(
        request,
        record,
        services.sign_record,
        "Signed. Your answer stands with the record.",
        form,
        **form.cleaned_data,
    )


@never_cache
@login_required
@require_POST
def record_countersign(request: SignedInRequest, pk: int) -> HttpResponse:
    record = record_or_404(request.user, pk)
    form = forms.CountersignForm(request.POST)
    if not form.is_valid():
        return redirect(record)
    said = "Signed and locked. What was agreed has begun."
    return _moved(request, record, services.countersign_record, said, **form.cleaned_data)


@never_cache
@login_required
@require_http_methods(PAGE)
def record_return(request: SignedInRequest, pk: int) -> HttpResponse:
    record = record_or_404(request.user, pk)
    if not access.can_answer(request.user, record):
        return _too_late(request, record)
    form = forms.ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = "Returned with your comment."
        return _moved(request, record, services.return_record, said, form, **form.cleaned_data)
    context = {
        "title": "Return the record",
        "lead": "Say what should be changed. Nothing is signed, and you read it again before you "
        "sign.",
        "submit": "Return it with this comment",
    }
    return _form_page(request, record, form, context)


@never_cache
@login_required
@require_http_methods(PAGE)
def record_unsigned(request: SignedInRequest, pk: int) -> HttpResponse:
    record = record_or_404(request.user, pk)
    if not access.can_begin(request.user, record.session):
        raise Http404
    form = forms.UnsignedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = "Noted. It can still be signed until you lock it."
        return _moved(request, record, services.note_unsigned, said, **form.cleaned_data)
    context = {
        "title": "Note that it was not signed",
        "lead": "After two reminders. Nobody signs for somebody else: the record says that there "
        "is no signature, and why.",
        "submit": "Note it",
    }
    return _form_page(request, record, form, context)


@never_cache
@login_required
@require_http_methods(PAGE)
def record_add(request: SignedInRequest, pk: int) -> HttpResponse:
    record = record_or_404(request.user, pk)
    if not access.can_add(request.user, record):
        return _too_late(request, record)
    form = forms.AddendumForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = "Added, with your name and today’s date."
        return _moved(request, record, services.add_addendum, said, form, **form.cleaned_data)
    context = {
        "title": "Add to the record",
        "lead": "The record stays as it was signed. What you add stands below it, for both of you.",
        "submit": "Add it",
    }
    return _form_page(request, record, form, context)


@never_cache
@login_required
@require_POST
def record_mark(request: SignedInRequest, pk: int) -> HttpResponse:
    record = record_or_404(request.user, pk)
    chosen = [int(item) for item in request.POST.getlist("item") if _is_number(item)]
    said = "Kept. The line manager reads what both of you ticked, once the record is locked."
    return _moved(request, record, services.mark_items, said, item_ids=chosen)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


@never_cache
@login_required
@require_http_methods(PAGE)
def dispute_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    record = record_or_404(request.user, pk)
    if not access.is_supervisee(request.user, record):
        raise Http404
    if request.method == "POST":
        said = "Asked. You are told when there is an answer."
        return _moved(request, record, services.ask_for_dispute_review, said)
    return render(request, "records/dispute_ask.html", {"record": record})


@never_cache
@login_required
@require_POST
def dispute_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = DisputeReview.objects.filter(reviewer=request.user).select_related("record")
    dispute = get_object_or_404(rows, pk=pk)
    if dispute.answered_at is not None:
        messages.info(request, "You have answered this already.")
        return redirect("records:record_list")
    record = record_or_404(request.user, dispute.record_id)
    form = forms.OutcomeForm(request.POST)
    if not form.is_valid():
        return detail_page(request, record, status=422, outcome_form=form)
    outcome = form.cleaned_data["outcome"]
    services.answer_dispute(dispute=dispute, outcome=outcome, by=request.user)
    messages.success(request, "Kept with the record. Both are told; your access to it has ended.")
    say_doubts(request, form)
    return redirect("records:record_list")


def _moved(
    request: SignedInRequest,
    record: SupervisionRecord,
    service: Callable[..., Any],
    said: str,
    form: Any = None,
    **given: Any,
) -> HttpResponse:
    """A second click, or another window that was quicker, is told so and sees how it stands."""
    try:
        service(record=record, by=request.user, **given)
    except ValidationError as problem:
        say_problem(request, problem)
        return redirect(record)
    except PermissionDenied:
        raise Http404 from None
    messages.success(request, said)
    if form is not None:
        say_doubts(request, form)
    return redirect(record)


def _too_late(request: SignedInRequest, record: SupervisionRecord) -> HttpResponse:
    messages.info(request, "This is not possible as the record stands now.")
    return redirect(record)


def _form_page(
    request: SignedInRequest,
    record: SupervisionRecord,
    form: django_forms.Form,
    context: dict[str, Any],
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    whole = {**context, "record": record, "form": form, "session": record.session}
    return render(request, "records/record_form.html", whole, status=status)
