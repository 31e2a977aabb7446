"""From how many answers a figure is shown: what holds, for everybody; and the form to change it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest

from . import queries, services
from .access import can_read_figure_policy, can_set_figure_policy
from .forms import FigurePolicyForm
from .rules import LOWEST_THRESHOLD
from .rules.policies import policy_lines


@login_required
@require_safe
def figure_policy(request: SignedInRequest) -> HttpResponse:
    if not can_read_figure_policy(request.user):
        raise Http404
    policy = queries.figure_policy()
    context = {
        "policy": policy,
        "lines": policy_lines(queries.values_of(policy)),
        "earlier": queries.earlier_policies(),
        "lowest": LOWEST_THRESHOLD,
        "changes": can_set_figure_policy(request.user),
    }
    return render(request, "figures/figure_policy.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def figure_policy_update(request: SignedInRequest) -> HttpResponse:
    if not can_set_figure_policy(request.user):
        raise Http404
    form = FigurePolicyForm(request.POST or None, holds=queries.figure_policy())
    if request.method == "POST" and form.is_valid():
        try:
            services.save_figure_policy(
                values=form.values,
                why=form.cleaned_data["why"],
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, "Saved: it holds from now on.")
            return redirect("figures:figure_policy")
    status = 422 if form.errors else 200
    context = {"form": form, "lowest": LOWEST_THRESHOLD}
    return render(request, "figures/figure_policy_update.html", context, status=status)
