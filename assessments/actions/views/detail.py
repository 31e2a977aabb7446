from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cms.people.accounts.models import SignedInRequest, User
from cms.people.audit.services import record

from .. import queries, rules, services
from ..access import can_write_in, readable_by
from ..forms import ProgressForm
from ..models import SupervisionAction
from .lists import OPENED


@login_required
@require_safe
def action_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(queries.actions_with_history(request.user), pk=pk)
    if action.supervisee_id != request.user.pk:
        record(actor=request.user, verb=OPENED, obj=action, about=action.supervisee)
    return _page(request, action, ProgressForm())


@login_required
@require_POST
def action_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    action = own_action_or_404(request.user, pk)
    form = ProgressForm(request.POST)
    if not form.is_valid():
        rows = queries.actions_with_history(request.user)
        return _page(request, get_object_or_404(rows, pk=pk), form, status=422)
    said = "Written down. The two of you can read it."
    words = form.cleaned_data["words"]
    try_and_say(request, services.note_progress, action=action, words=words, said=said)
    if form.details_warning:
        messages.warning(request, form.details_warning)
    return redirect(action)


@login_required
@require_POST
def action_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    action = own_action_or_404(request.user, pk)
    try_and_say(request, services.reopen_action, action=action, said="Open again.")
    return redirect(action)


@login_required
@require_POST
def action_share(request: SignedInRequest, pk: int) -> HttpResponse:
    action = own_action_or_404(request.user, pk)
    shares = request.POST.get("shares") == "1"
    marked = services.mark_action(action=action, shares=shares, by=request.user)
    if marked.is_shared_with_manager:
        said = "Both of you have ticked it: the line manager can read this action now."
    elif shares:
        said = "Ticked. The line manager reads it once the other one of you ticks it too."
    else:
        said = "Your tick is taken back: the line manager does not read this action."
    messages.success(request, said)
    return redirect(action)


def own_action_or_404(user: User, pk: int) -> SupervisionAction:
    """One she may write in: for a manager, or by a grant, there is nothing to write."""
    rows = SupervisionAction.objects.filter(readable_by(user)).select_related("supervisee")
    action = get_object_or_404(rows, pk=pk)
    if not can_write_in(user, action):
        raise Http404
    return action


def back_from(action: SupervisionAction, user: User) -> HttpResponse:
    """To the action, as long as she reads it: a new supervisor reads what is open."""
    if SupervisionAction.objects.filter(readable_by(user), pk=action.pk).exists():
        return redirect(action)
    return redirect("actions:person_actions", action.supervisee_id)


def try_and_say(request: SignedInRequest, service: Any, *, said: str, **given: Any) -> bool:
    """A second click, or another tab that was quicker, finds it done and says so."""
    try:
        service(by=request.user, **given)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return False
    messages.success(request, said)
    return True


def _page(
    request: SignedInRequest, action: SupervisionAction, form: ProgressForm, status: int = 200
) -> HttpResponse:
    reader, now = request.user, timezone.now()
    is_hers = reader.pk == action.supervisee_id
    context = {
        "action": action,
        "form": form,
        "is_hers": is_hers,
        "is_pair": can_write_in(reader, action),
        "reads_history": queries.reads_history(reader, action),
        "reads_evidence": queries.may_read_evidence(reader, action),
        "can_be_carried": rules.can_be_carried(action.carried_count),
        "can_be_reopened": rules.can_be_reopened(action.state, action.closed_at, now),
        "my_tick": action.supervisee_shares if is_hers else action.supervisor_shares,
        "other_tick": action.supervisor_shares if is_hers else action.supervisee_shares,
        "readers": queries.readers_of(action),
    }
    return render(request, "actions/action_detail.html", context, status=status)
