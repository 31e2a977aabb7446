"""How long records are kept, what is due to go, and what went."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.views import add_problems

from ..access import can_keep_retention
from ..forms.retention import RemovalForm, RetentionForm
from ..queries import retention as queries
from ..services import retention as services

A_PAGE = 50
AT_MOST = 2000  # rows, while somebody waits for the page


def _only_keepers(request: SignedInRequest) -> None:
    if not can_keep_retention(request.user):
        raise Http404


def _kept_or_404(request: SignedInRequest, key: str) -> queries.Kept:
    _only_keepers(request)
    try:
        return queries.kept_class(key)
    except KeyError:
        raise Http404 from None


@login_required
@require_safe
def retention_list(request: SignedInRequest) -> HttpResponse:
    _only_keepers(request)
    return render(request, "privacy/retention_list.html", {"rows": queries.kept_classes()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def retention_update(request: SignedInRequest, key: str) -> HttpResponse:
    """A shorter time is saved only when it was shown what it would send away."""
    kept = _kept_or_404(request, key)
    form = RetentionForm(request.POST or None, kept=kept)
    if request.method == "POST" and form.is_valid() and form.is_shown:
        try:
            services.set_retention(record_class=key, by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            messages.success(request, f"Saved. The next run goes by it: {kept.kind.label}.")
            return redirect("privacy:retention_list")
    context = {"form": form, "kept": kept, "default_sends": queries.default_sends(kept)}
    status = 422 if request.method == "POST" else 200
    return render(request, "privacy/retention_update.html", context, status=status)


@login_required
@require_POST
def retention_default(request: SignedInRequest, key: str) -> HttpResponse:
    """The button says how many records the default would send away; it holds for so many."""
    kept = _kept_or_404(request, key)
    if request.POST.get("shown", "0") != str(sends := queries.default_sends(kept)):
        messages.warning(
            request, f"Not done: with the default {sends} would go tonight. Look again."
        )
        return redirect("privacy:retention_update", key)
    try:
        services.use_default_retention(record_class=key, by=request.user)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, f"The default is in use: {kept.default_words}.")
    return redirect("privacy:retention_list")


@never_cache
@login_required
@require_safe
def retention_preview(request: SignedInRequest) -> HttpResponse:
    """What would be removed tonight: numbers and days, never words."""
    _only_keepers(request)
    rows = [queries.due_of(kept) for kept in queries.removed_classes(queries.kept_classes())]
    context = {
        "rows": rows,
        "total": sum(row.rows for row in rows),
        "held": sum(row.held for row in rows),
    }
    return render(request, "privacy/retention_preview.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def retention_remove(request: SignedInRequest, key: str) -> HttpResponse:
    """One kind, now: whoever removes types how many there are."""
    kept = _kept_or_404(request, key)
    if not kept.is_removed:
        raise Http404
    due = queries.due_of(kept)
    form = RemovalForm(request.POST or None, due=due.rows)
    if request.method == "POST" and due.rows and form.is_valid():
        done = services.remove_aged(record_class=key, by=request.user, at_most=AT_MOST)
        _say_what_went(request, done, due.rows)
        return redirect("privacy:retention_log")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "due": due, "kept": kept}
    return render(request, "privacy/retention_remove.html", context, status=status)


def _say_what_went(request: SignedInRequest, done: services.Removal, due: int) -> None:
    if not done.is_whole:
        messages.error(
            request,
            f"{done.removed} of {due} were removed. Something hangs on one of the others, so they "
            "stay; tell whoever looks after the site.",
        )
    elif done.removed < due:
        messages.warning(request, f"{done.removed} of {due} were removed. Run it again for more.")
    else:
        one = done.removed == 1
        messages.success(
            request, f"{done.removed} {'record was' if one else 'records were'} removed."
        )


@login_required
@require_safe
def retention_log(request: SignedInRequest) -> HttpResponse:
    _only_keepers(request)
    page = Paginator(queries.runs(), A_PAGE).get_page(request.GET.get("page"))
    rows = [(run, queries.label_of(run.record_class)) for run in page]
    return render(request, "privacy/retention_log.html", {"page": page, "rows": rows})
