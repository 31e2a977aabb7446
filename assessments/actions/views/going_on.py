"""What the supervisee makes of an action of hers: a line of her plan, an entry, evidence."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest

from .. import queries, services
from ..forms import EvidenceForm, PlanForm
from ..models import SupervisionAction
from .detail import own_action_or_404
from .writing import READS_AND_WRITES, after, sent, status_of, write


@login_required
@require_http_methods(READS_AND_WRITES)
def action_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    action = _hers_or_404(request, pk)
    if action.plan_line is not None:
        return redirect(action.plan_line)
    form = PlanForm(sent(request))
    if request.method == "POST" and form.is_valid():
        need = form.cleaned_data["need"]
        line = write(form, services.plan_from_action, action=action, need=need, by=request.user)
        if line is not None:
            messages.success(request, "The line is in your plan, and linked to the action.")
            return after(request, form, redirect(line))
    context = {"form": form, "action": action}
    return render(request, "actions/action_plan.html", context, status=status_of(form))


@login_required
@require_POST
def action_begin_entry(request: SignedInRequest, pk: int) -> HttpResponse:
    action = _hers_or_404(request, pk)
    entry, is_new = services.begin_entry(action=action, by=request.user)
    said = "A draft waits in your log. Say there what you did; only you can read it."
    messages.success(request, said if is_new else "You began this entry before: here it is.")
    return redirect(entry)


@login_required
@require_http_methods(READS_AND_WRITES)
def action_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    action = _hers_or_404(request, pk)
    entries = queries.entries_to_choose(request.user)
    start = {"evidence": action.evidence_id}
    form = EvidenceForm(sent(request), entries=entries, initial=start)
    if request.method == "POST" and form.is_valid():
        evidence = form.cleaned_data["evidence"]
        done = write(form, services.set_evidence, action=action, evidence=evidence, by=request.user)
        if done is not None:
            messages.success(request, "Linked." if evidence else "Taken out.")
            return redirect(action)
    context = {"form": form, "action": action, "has_entries": entries.exists()}
    return render(request, "actions/action_evidence.html", context, status=status_of(form))


def _hers_or_404(request: SignedInRequest, pk: int) -> SupervisionAction:
    action = own_action_or_404(request.user, pk)
    if action.supervisee_id != request.user.pk:
        raise Http404
    return action
