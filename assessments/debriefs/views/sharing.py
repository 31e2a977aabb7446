from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.debriefs import services
from assessments.debriefs.access import people_reachable_by, shares_given_by
from assessments.debriefs.forms import ReaderForm
from assessments.debriefs.models import PathShare
from assessments.debriefs.queries.runs import own_run, played
from assessments.debriefs.queries.sharing import (
    READ,
    path_shared_with,
    people_to_ask,
    shared_path,
    shared_with,
)
from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import SignedInRequest, User
from cms.people.audit.services import record

PAGE_SIZE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def share_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose one person who may read the path of this run."""
    attempt = own_run(request.user, pk)
    if attempt is None or attempt.is_open or not is_staff_member(request.user):
        raise Http404
    people = people_to_ask(request.user, attempt, request.GET.get("q", "").strip())
    form = ReaderForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        reachable = User.objects.filter(people_reachable_by(request.user))
        reader = get_object_or_404(reachable, pk=form.cleaned_data["reader"])
        services.share_path(attempt=attempt, reader=reader, by=request.user)
        messages.success(request, f"{reader} can read this path now. We have told {reader}.")
        return redirect(f"{reverse('debriefs:debrief_detail', args=[pk])}#readers")
    context = {"attempt": attempt, "scenario": attempt.scenario, "people": people, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "debriefs/share_create.html", context, status=status)


@login_required
@require_POST
def share_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    own = PathShare.objects.filter(shares_given_by(request.user))
    share = get_object_or_404(own.select_related("attempt", "reader"), pk=pk)
    services.withdraw_share(share=share, by=request.user)
    messages.success(request, f"Taken back. {share.reader} can no longer read it.")
    address = reverse("debriefs:debrief_detail", args=[share.attempt_id])
    return redirect(f"{address}#readers")


@never_cache
@login_required
@require_safe
def path_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """For whom it is shared with; and for herself, to see what a reader sees."""
    attempt = own_run(request.user, pk)
    is_own = attempt is not None
    if attempt is None:
        share = path_shared_with(request.user, pk)
        if share is None:
            raise Http404
        attempt = share.attempt
        record(actor=request.user, verb=READ, obj=attempt, about=attempt.participant)
    if attempt.is_open:
        raise Http404
    context = {
        "attempt": attempt,
        "scenario": attempt.scenario,
        "path": shared_path(played(attempt)),
        "is_own": is_own,
    }
    return render(request, "debriefs/path_detail.html", context)


@login_required
@require_safe
def shared_list(request: SignedInRequest) -> HttpResponse:
    rows = shared_with(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "debriefs/shared_list.html", {"page": page})
