"""One's own entry: what it says, who reads it, and where it goes next."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest, User

from .. import queries, rules, services
from ..access import can_hand_in, can_note_impact, supervisors_for
from ..forms import ImpactForm, ShareForm
from ..models import CPDEntry
from ..rules import EntryState, Grade
from .own import own_entry_or_404


@never_cache
@login_required
@require_safe
def entry_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    entry = queries.with_parts(own_entry_or_404(request, pk))
    module = queries.source_module(entry)
    policy = queries.policy_on(entry.start_on)
    context = {
        "entry": entry,
        "shared": queries.shared_entry(entry),
        "answers": answers_of(entry),
        "hints": None if entry.is_discarded else queries.hints_for(entry),
        "module": module,
        "left_out": module is not None and len(module.codes) > rules.MOST_STATEMENTS,
        "policy": policy,
        "grades": grades(entry.grade(policy)),
        "grade": entry.grade(policy),
        **readers(request.user, entry),
    }
    return render(request, "cpd/entry_detail.html", context)


def readers(owner: User, entry: CPDEntry) -> dict[str, Any]:
    return {
        "readers": queries.readers_of(entry),
        "readings": queries.readings_of(entry),
        "managers": queries.line_managers_of(owner),
        "may_hand_in": can_hand_in(owner, entry),
        "may_note_impact": can_note_impact(owner, entry),
        "is_with_others": entry.state in rules.SEEN_BY_OTHERS,
    }


def answers_of(entry: CPDEntry) -> list[tuple[str, str]]:
    """What she answered to the prompts, in their order, with the prompts."""
    return [
        (prompt, entry.reflection[key])
        for key, prompt in rules.ALL_PROMPTS.items()
        if entry.reflection.get(key)
    ]


def grades(reached: Grade) -> list[tuple[str, bool, bool]]:
    """How far along the way from an activity to an impact: (word, reached, is where she is)."""
    order = list(Grade)
    at = order.index(reached)
    return [(str(step.label), place <= at, place == at) for place, step in enumerate(order)]


@login_required
@require_POST
def entry_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """No question is asked, because it can be undone for a month."""
    entry = own_entry_or_404(request, pk)
    if not entry.is_discarded:  # a second click finds it done
        try:
            services.discard_entry(entry=entry, by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
    return redirect(entry)


@login_required
@require_POST
def entry_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    entry = own_entry_or_404(request, pk)
    if entry.is_discarded:
        try:
            services.restore_entry(entry=entry, by=request.user)
        except ValidationError as error:  # the month ended between the page and the click
            messages.error(request, " ".join(error.messages))
            return redirect("cpd:entry_list")
        messages.success(request, "The entry is back in your log, as a draft.")
    return redirect(entry)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Before it is handed in, its owner sees exactly what others will read."""
    entry = own_entry_or_404(request, pk)
    if not entry.is_open or not can_hand_in(request.user, entry):
        return redirect(entry)
    status = 200
    if request.method == "POST":
        try:
            services.submit_entry(entry=entry, by=request.user)
        except ValidationError:  # what is missing is listed on the page
            status = 422
        else:
            messages.success(request, "Handed in. You can take it back until it is verified.")
            return redirect(entry)
    context = {
        "entry": entry,
        "shared": queries.shared_entry(queries.with_parts(entry)),
        "hints": queries.hints_for(entry),
        "managers": queries.line_managers_of(request.user),
        "policy": queries.policy_on(entry.start_on),
    }
    return render(request, "cpd/entry_submit.html", context, status=status)


@login_required
@require_POST
def entry_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    entry = own_entry_or_404(request, pk)
    if entry.state != EntryState.DRAFT and not entry.is_discarded:
        try:
            services.take_back_entry(entry=entry, by=request.user)
        except ValidationError as problem:
            messages.error(request, taken_too_late(entry) or " ".join(problem.messages))
        else:
            messages.success(request, "Taken back. It is a draft again, and only you can read it.")
    return redirect(entry)


def taken_too_late(entry: CPDEntry) -> str:
    if entry.is_confirmed:
        return "It is verified already. What it changed for learners can still be added."
    return "It is with you again already." if entry.state == EntryState.RETURNED else ""


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_share(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show it to one supervisor, another one, or nobody any more (`end`)."""
    entry = own_entry_or_404(request, pk)
    if entry.state not in rules.SEEN_BY_OTHERS or not can_hand_in(request.user, entry):
        return redirect(entry)
    if "end" in request.POST:
        services.share_entry(entry=entry, supervisor=None, by=request.user)
        messages.success(request, "Not shared any more.")
        return redirect(entry)
    supervisors = User.objects.filter(supervisors_for(request.user))
    supervisors = supervisors.order_by("last_name", "first_name")
    form = ShareForm(request.POST or None, supervisors=supervisors)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["supervisor"]
        try:
            services.share_entry(entry=entry, supervisor=chosen, by=request.user)
        except ValidationError as problem:  # taken back in another tab
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, f"{chosen} can read what this entry shares now.")
        return redirect(entry)
    status = 422 if form.is_bound else 200
    context = {"entry": entry, "form": form, "has_supervisors": supervisors.exists()}
    return render(request, "cpd/entry_share.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_impact(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it changed for learners: weeks later, also when it is verified already."""
    entry = own_entry_or_404(request, pk)
    if not can_note_impact(request.user, entry):
        return redirect(entry)
    form = ImpactForm(request.POST or None, instance=entry)
    if request.method == "POST" and form.is_valid():
        services.note_impact(
            entry=entry,
            status=form.cleaned_data["impact_status"],
            note=form.cleaned_data["impact_note"],
            by=request.user,
        )
        messages.success(request, "Saved. Thank you for coming back to it.")
        return redirect(entry)
    context = {"entry": entry, "form": form, "is_with_others": entry.state in rules.SEEN_BY_OTHERS}
    return render(request, "cpd/entry_impact.html", context, status=422 if form.is_bound else 200)
