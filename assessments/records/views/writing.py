"""Writing a record: by the page, and by a script that saves the same form every few seconds."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.concerns.queries import pointer_count
from assessments.sessions.access import readable_by as sessions_readable_by
from assessments.sessions.models import SupervisionSession
from assessments.supervision.rules.kinds import KINDS, SessionType
from cms.people.accounts.models import SignedInRequest

from .. import queries, rules, services
from ..access import can_begin, can_write
from ..forms import Difference, RecordForms, carried, differences, settled
from ..models import SupervisionRecord
from ..rules.content import MOST_ROWS
from .own import record_or_404, say_doubts, say_problem

PAGE = ["GET", "HEAD", "POST"]


@never_cache
@login_required
@require_http_methods(PAGE)
def record_begin(request: SignedInRequest, session: int) -> HttpResponse:
    """POST begins it, or adds the `item`s that a mentor prepared to one that is being written."""
    rows = SupervisionSession.objects.filter(sessions_readable_by(request.user))
    row = get_object_or_404(rows.select_related("supervisor", "agreement__supervisee"), pk=session)
    if not can_begin(request.user, row):
        raise Http404
    there = SupervisionRecord.objects.filter(session=row).first()
    if request.method == "POST":
        return _begin(request, row)
    if there is not None:
        return redirect("records:record_update", there.pk)
    kind = KINDS[SessionType(row.type)]
    context = {"session": row, "kind": kind, "parts": _in_order(row.type)}
    return render(request, "records/record_begin.html", context)


def _begin(request: SignedInRequest, session: SupervisionSession) -> HttpResponse:
    items = request.POST.getlist("item")[:MOST_ROWS]
    try:
        record = services.begin_record(session=session, headings=items, by=request.user)
    except ValidationError as problem:
        say_problem(request, problem)
        return redirect("records:record_begin", session.pk)
    return redirect("records:record_update", record.pk)


def _in_order(kind: str) -> list[str]:
    kept = rules.parts_of(kind)
    return [str(part.label) for part in rules.RecordPart if part in kept]


@never_cache
@login_required
@require_http_methods(PAGE)
def record_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """With the header X-Autosave it answers in JSON: `state` is “saved”, “invalid”, “conflict” or
    “closed”. A conflict is settled on the page: press Save."""
    record = record_or_404(request.user, pk)
    by_script = request.headers.get("X-Autosave") == "1"
    if not can_begin(request.user, record.session):
        raise Http404
    if not can_write(request.user, record):
        return _closed(request, record, by_script=by_script)
    if request.method != "POST":
        services.note_opened(record=record, by=request.user)
        return _page(request, record, RecordForms(record, request.user))
    data = settled(request.POST, record) if "settle" in request.POST else request.POST
    forms = RecordForms(record, request.user, data)
    if not forms.is_valid():
        return _invalid(request, record, forms, by_script=by_script)
    try:
        saved = services.save_record(
            record=record,
            content=forms.content,
            revision=forms.revision,
            window=forms.window,
            by=request.user,
        )
    except services.RecordChangedError as changed:
        return _conflict(request, forms, changed.record, by_script=by_script)
    except ValidationError as problem:
        if not can_write(request.user, SupervisionRecord.objects.get(pk=pk)):
            return _closed(request, record, by_script=by_script)
        forms.single.add_error(None, problem.messages)
        return _invalid(request, record, forms, by_script=by_script)
    return _saved(request, saved, forms, by_script=by_script)


def _saved(
    request: SignedInRequest, record: SupervisionRecord, forms: RecordForms, *, by_script: bool
) -> HttpResponse:
    if by_script:
        return JsonResponse(
            {
                "state": "saved",
                "revision": record.revision,
                "at": f"{timezone.localtime(record.changed_at):%H:%M}",
                "concern": forms.sounds_like_concern,
                "details": bool(forms.details_found),
            }
        )
    say_doubts(request, forms)
    if request.POST.get("then") == "read":
        return redirect("records:record_share", record.pk)
    messages.success(request, "Saved. Nobody else reads it until you share it.")
    return redirect("records:record_update", record.pk)


def _invalid(
    request: SignedInRequest, record: SupervisionRecord, forms: RecordForms, *, by_script: bool
) -> HttpResponse:
    if by_script:
        return JsonResponse({"state": "invalid"}, status=422)
    return _page(request, record, forms, status=422)


def _closed(
    request: SignedInRequest, record: SupervisionRecord, *, by_script: bool
) -> HttpResponse:
    if by_script:
        return JsonResponse({"state": "closed"}, status=409)
    messages.info(request, "This record can no longer be changed.")
    return redirect(record)


def _conflict(
    request: SignedInRequest, forms: RecordForms, record: SupervisionRecord, *, by_script: bool
) -> HttpResponse:
    if by_script:
        return JsonResponse({"state": "conflict"}, status=409)
    found: list[Difference] = differences(forms, record)
    context = {
        "record": record,
        "differences": found,
        "carried": carried(forms.data),  # type: ignore[arg-type]  # a form that was sent
    }
    return render(request, "records/record_conflict.html", context, status=409)


def _page(
    request: SignedInRequest, record: SupervisionRecord, forms: RecordForms, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "record": record,
        "session": record.session,
        "forms": forms,
        "parts": {part.value for part in forms.parts},
        "names": queries.names_in(record),
        "returns": record.returns.select_related("author"),
        "waits_for_earlier": rules.RecordPart.REVIEWS in forms.parts
        and queries.earlier_not_locked(record),
        # The screen of what the mentor prepared lies above this slice: it brings its own part.
        "prepared": ["preparation/record_items.html", "records/nothing.html"],
        "draft_due_on": _draft_due_on(record),
    }
    return render(request, "records/record_update.html", context, status=status)


def _draft_due_on(record: SupervisionRecord) -> Any:
    held = record.session.held_at or record.session.starts_at
    return rules.draft_due_on(timezone.localdate(held), queries.closures())


@never_cache
@login_required
@require_http_methods(PAGE)
def record_share(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read it through as the other side will, then share it."""
    record = record_or_404(request.user, pk)
    if not can_begin(request.user, record.session):
        raise Http404
    if not can_write(request.user, record):
        return _closed(request, record, by_script=False)
    if request.method == "POST":
        try:
            services.share_record(record=record, by=request.user)
        except ValidationError as problem:
            say_problem(request, problem)
            return redirect("records:record_share", record.pk)
        except PermissionDenied:
            raise Http404 from None
        messages.success(request, "Shared. They are told that there is something to read.")
        return redirect(record)
    content = queries.content_of(record)
    context = {
        "record": record,
        "session": record.session,
        "names": queries.names_in(record),
        "sections": queries.sections_of(record),
        "missing": queries.missing(record, request.user),
        "without_reason": rules.without_reason(content.decisions),
        "lacks_pointer": content.safeguarding_asked == rules.Asked.YES
        and not pointer_count(record.session),
        "write_url": reverse("records:record_update", args=[record.pk]),
    }
    return render(request, "records/record_share.html", context)
