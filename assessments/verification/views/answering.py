"""A line manager's desk: what waits, one entry at a time, what she has answered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cpd.access import can_verify
from assessments.cpd.models import CPDEntry
from assessments.cpd.queries.shared import shared_entry, without_private
from assessments.verification import queries, services
from assessments.verification.access import can_verify_others, history_readable_by
from assessments.verification.forms import AnswerForm, read_seen, seen_of
from assessments.verification.rules import Outcome
from cms.people.accounts.models import SignedInRequest
from cms.people.audit.services import record

PAGE_SIZE = 20
READ = "cpd_entry.opened"
ANSWER = {Outcome.VERIFIED: services.verify_entry, Outcome.RETURNED: services.return_entry}
SAID = {Outcome.VERIFIED: "Verified", Outcome.RETURNED: "Returned"}


@login_required
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    asked = _queue(request)
    page = Paginator(queries.with_counts(asked.rows), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": asked.waiting(page.object_list),
        "queue": asked,
        "people": queries.people_waiting(request.user),
        "narrowed": _narrowed(request),
    }
    return render(request, "verification/queue.html", context)


@login_required
@require_safe
def answered(request: SignedInRequest) -> HttpResponse:
    if not can_verify_others(request.user):
        raise Http404
    words = request.GET.get("q", "").strip()
    rows = queries.answered_by(request.user, words=words)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "verification/answered.html", {"page": page, "words": words})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The shared part of one entry, and three questions about it."""
    asked = _queue(request)
    rows = queries.queue_of(request.user).rows.filter(pk=pk)
    entry = rows.prefetch_related("claims__statement__framework", "files").first()
    if entry is None:
        return _gone(request, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, entry, form)
        except ValidationError as problem:
            if problem.code == "gone":
                return _gone(request, pk)
            form.add_error(None, problem)
        else:
            return _on_to_the_next(request, asked, entry, form)
    return _answer_page(request, asked, entry, form)


def _answer(request: SignedInRequest, entry: CPDEntry, form: AnswerForm) -> None:
    seen = read_seen(request.POST.get("seen", ""), entry.pk, request.user)
    if seen is None:
        raise ValidationError("Read the entry first, then answer.", code="changed")
    answer = ANSWER[Outcome(form.cleaned_data["outcome"])]
    answer(entry=entry, answers=form.answers, by=request.user, read_at=seen)


def _answer_page(
    request: SignedInRequest, asked: queries.Queue, entry: CPDEntry, form: AnswerForm
) -> HttpResponse:
    """Written down also where it is shown again below an answer: a form sent first would else be a
    way to read it that nobody sees."""
    if request.method != "HEAD":
        record(actor=request.user, verb=READ, obj=entry, about=entry.owner)
    context = {
        "entry": entry,
        "shared": shared_entry(entry),
        "row": queries.waiting_row(entry, asked.within),
        "statements": queries.statements_of(entry),
        "earlier": queries.answers_of(entry),
        "form": form,
        "seen": seen_of(entry, request.user),
        "following": queries.next_in(asked, entry),
        "left": asked.rows.count(),
        "narrowed": _narrowed(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "verification/entry_answer.html", context, status=status)


def _on_to_the_next(
    request: SignedInRequest, asked: queries.Queue, entry: CPDEntry, form: AnswerForm
) -> HttpResponse:
    following = queries.next_in(asked, entry)
    said = SAID[Outcome(form.cleaned_data["outcome"])]
    more = "Here is the next one." if following else "Nothing else waits for you here."
    messages.success(request, f"{said}. {entry.owner.display_name} has been told. {more}")
    if form.details_warning:
        messages.warning(request, form.details_warning)
    if following is None:
        return redirect("verification:queue")
    address = reverse("verification:entry_answer", args=[following.pk])
    return redirect(address + _narrowed(request))


def _gone(request: SignedInRequest, pk: int) -> HttpResponse:
    """It does not wait any more. Who had it before her is told; who may still read what was said is
    led there; to anybody else it was never there."""
    if request.method != "POST":
        get_object_or_404(CPDEntry.objects.filter(history_readable_by(request.user)), pk=pk)
        return redirect("verification:entry_history", pk)
    rows = CPDEntry.objects.only("state", "owner").select_related("owner").filter(pk=pk)
    entry, seen = rows.first(), read_seen(request.POST.get("seen", ""), pk, request.user)
    if entry is None or seen is None or not can_verify(request.user, entry):
        raise Http404
    mine = queries.answered_by(request.user).filter(entry=pk).first()
    context = {
        "owner": entry.owner,
        "mine": mine if mine and mine.outcome == entry.state else None,
        "written": request.POST.get("note", "").strip()[:1000],
        "narrowed": _narrowed(request),
    }
    return render(request, "verification/entry_gone.html", context, status=409)


@never_cache
@login_required
@require_safe
def entry_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was said of an entry, and its sample: for its owner and for those who judge it."""
    found = CPDEntry.objects.kept().filter(history_readable_by(request.user))
    readable = without_private(found)
    entry = get_object_or_404(readable.select_related("owner"), pk=pk)
    is_own = entry.owner_id == request.user.pk
    if not is_own:
        record(actor=request.user, verb=READ, obj=entry, about=entry.owner)
    context = {
        "entry": entry,
        "is_own": is_own,
        "history": (history := queries.history_of(entry)),
        "letter": history.sample and queries.letter_of(request.user, history.sample.pk),
        "statements": queries.statements_of(entry),
    }
    return render(request, "verification/entry_history.html", context)


def _queue(request: SignedInRequest) -> queries.Queue:
    if not can_verify_others(request.user):
        raise Http404
    person = request.GET.get("person", "")
    words = request.GET.get("q", "").strip()
    asked = int(person) if person.isdecimal() and len(person) < 12 else None
    return queries.queue_of(request.user, words=words, person=asked)


def _narrowed(request: SignedInRequest) -> str:
    """The query that keeps the queue as she has narrowed it, from entry to entry."""
    kept: Any = request.GET.copy()
    for name in list(kept):
        if name not in ("q", "person") or not kept[name]:
            del kept[name]
    return f"?{kept.urlencode()}" if kept else ""
