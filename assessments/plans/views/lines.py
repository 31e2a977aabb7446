"""A plan's own screens: all of them its owner's alone."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.cpd.access import owned_by as entries_owned_by
from assessments.cpd.models import CPDEntry
from assessments.standards.queries import default_statements
from cms.people.accounts.models import SignedInRequest, User
from content.language.forms import GuardedTextMixin

from .. import queries, services
from ..access import can_read_plans, owned_by
from ..forms import CloseForm, LineForm
from ..models import PlanLine
from ..rules import CLOSED, LineState, Origin

PAGE_SIZE = 20


@login_required
@require_safe
def line_list(request: SignedInRequest) -> HttpResponse:
    is_closed = request.GET.get("state") == "closed"
    lines = queries.lines_of(request.user).filter(
        state__in=CLOSED if is_closed else [LineState.OPEN]
    )
    page = Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.rows_of(list(page.object_list)),
        "is_closed": is_closed,
        "totals": queries.plan_totals(request.user),
        "untouched": [] if is_closed else queries.untouched(request.user),
        "manages": can_read_plans(request.user),
    }
    return render(request, "plans/line_list.html", context)


@login_required
@require_safe
def line_print(request: SignedInRequest) -> HttpResponse:
    """The whole plan on paper, the closed lines last."""
    rows = queries.rows_of(queries.lines_of(request.user))
    context = {
        "open_rows": [row for row in rows if row.is_open],
        "closed_rows": [row for row in rows if not row.is_open],
        "today": timezone.localdate(),
    }
    return render(request, "plans/line_print.html", context)


@login_required
@require_safe
def line_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(queries.lines_of(request.user), pk=pk)
    (row,) = queries.rows_of([line])
    return render(request, "plans/line_detail.html", {"row": row, "line": line})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def line_create(request: SignedInRequest) -> HttpResponse:
    """Also from a gap in the evidence (?statement=S2) and from an entry (?entry=7)."""
    entry = _entry_asked(request, request.user)
    start = _from_gap(request.GET.get("statement", ""))
    form = LineForm(request.POST or None, instance=PlanLine(owner=request.user), initial=start)
    if request.method == "POST" and form.is_valid():
        line = services.add_line(
            owner=request.user,
            content=form.content,
            statements=form.cleaned_data["statements"],
            entries=[entry] if entry else [],
            by=request.user,
        )
        messages.success(request, "The line is in your plan.")
        say_what_was_doubted(request, form)
        return redirect(line)
    return render(request, "plans/line_create.html", {"form": form, "entry": entry})


def _from_gap(code: str) -> dict[str, Any]:
    statement = default_statements().get(code)
    return {"statements": [statement.pk], "origin": Origin.GAP} if statement else {}


def _entry_asked(request: HttpRequest, owner: User) -> CPDEntry | None:
    asked = request.GET.get("entry", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        return None
    own = CPDEntry.objects.standing().filter(entries_owned_by(owner))
    found: CPDEntry | None = own.filter(pk=int(asked)).first()
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def line_update(request: SignedInRequest, pk: int) -> HttpResponse:
    line = own_line_or_404(request.user, pk)
    if line.state != LineState.OPEN:
        messages.info(request, "This line is closed. Reopen it to change it.")
        return redirect(line)
    form = LineForm(request.POST or None, instance=line)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_line(
                line=line,
                content=form.content,
                statements=form.cleaned_data["statements"],
                by=request.user,
            )
        except ValidationError as problem:  # closed in another tab meanwhile
            messages.error(request, " ".join(problem.messages))
            return redirect(line)
        messages.success(request, "Saved.")
        say_what_was_doubted(request, form)
        return redirect(line)
    return render(request, "plans/line_update.html", {"form": form, "line": line})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def line_done(request: SignedInRequest, pk: int) -> HttpResponse:
    return _close(request, pk, LineState.DONE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def line_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    return _close(request, pk, LineState.DROPPED)


def _close(request: SignedInRequest, pk: int, to: LineState) -> HttpResponse:
    line = own_line_or_404(request.user, pk)
    form = CloseForm(request.POST or None, to=to, initial={"outcome": line.outcome})
    if line.state != LineState.OPEN:
        messages.info(request, "This line is closed already.")
        return redirect(line)
    if request.method == "POST" and form.is_valid():
        outcome = form.cleaned_data["outcome"]
        said = "Done: what came of it stands in your plan."
        if to == LineState.DROPPED:
            said = "Dropped. You can reopen it at any time."
        if _try(request, services.close_line, line=line, to=to, outcome=outcome, said=said):
            say_what_was_doubted(request, form)
        return redirect(line)
    context = {"form": form, "line": line, "is_done": to == LineState.DONE}
    return render(request, "plans/line_close.html", context)


@login_required
@require_POST
def line_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    line = own_line_or_404(request.user, pk)
    _try(request, services.reopen_line, line=line, said="Open again.")
    return redirect(line)


@login_required
@require_POST
def line_share(request: SignedInRequest, pk: int) -> HttpResponse:
    line = own_line_or_404(request.user, pk)
    is_shared = request.POST.get("shared") == "1"
    services.share_line(line=line, is_shared=is_shared, by=request.user)
    said = "Your line manager may read this line now."
    messages.success(request, said if is_shared else "Only you can read this line now.")
    return redirect(line)


def own_line_or_404(owner: User, pk: int) -> PlanLine:
    line = PlanLine.objects.filter(owned_by(owner), pk=pk).first()
    if line is None:
        raise Http404
    return line


def say_what_was_doubted(request: HttpRequest, form: GuardedTextMixin) -> None:
    if form.details_warning:
        messages.warning(request, form.details_warning)


def _try(request: SignedInRequest, service: Callable[..., Any], *, said: str, **given: Any) -> bool:
    """A second click, or another tab that was quicker, finds it done and says so."""
    try:
        service(by=request.user, **given)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return False
    messages.success(request, said)
    return True
