"""What the college asks: readable by everybody who works here, changed by HR or a site admin."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cpd.queries import policy_of
from assessments.cpd.rules import CPDYear, cpd_year
from assessments.cpd.services import set_policy
from cms.people.accounts.models import SignedInRequest

from ..access import can_change_policy, can_read_policy
from ..forms import PolicyForm
from ..queries import year_record
from ..queries.policies import effect_of, later_policy
from ..rules.policy_words import examples, policy_groups
from .keeping import add_problems
from .years import year_asked, years_to_choose


@login_required
@require_safe
def policy_detail(request: SignedInRequest) -> HttpResponse:
    if not can_read_policy(request.user):
        raise Http404
    year = year_asked(request)
    policy, now = policy_of(year), cpd_year(timezone.localdate())
    years = years_to_choose(CPDYear(now.start + 1))
    context = {
        "policy": policy,
        "groups": policy_groups(policy),
        "examples": examples(policy),
        "mine": year_record(request.user, year).target,
        "year": year,
        "years": years if year in years else [*years, year],
        "changes": can_change_policy(request.user),
    }
    return render(request, "targets/policy_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def policy_update(request: SignedInRequest) -> HttpResponse:
    """Nothing is saved before it was shown what it would change, and for how many people."""
    if not can_change_policy(request.user):
        raise Http404
    year = max(year_asked(request), cpd_year(timezone.localdate()), key=lambda each: each.start)
    form = PolicyForm(request.POST or None, initial=_initial(year))
    if request.method == "POST" and form.is_valid():
        asked = CPDYear(form.cleaned_data["from_year"])
        if "confirm" in request.POST and _is_set(request, form, asked):
            messages.success(request, f"The policy holds from {asked.label} on.")
            return redirect(f"{reverse('targets:policy_detail')}?year={asked.start}")
        if "again" not in request.POST and not form.errors:
            context = {
                "form": form,
                "effect": effect_of(form.policy, asked),
                "later": later_policy(asked),
            }
            return render(request, "targets/policy_preview.html", context)
    status = 422 if form.errors else 200
    return render(request, "targets/policy_update.html", {"form": form}, status=status)


def _initial(year: CPDYear) -> dict[str, object]:
    policy = policy_of(year)
    return {"from_year": year.start, **vars(policy)}


def _is_set(request: SignedInRequest, form: PolicyForm, year: CPDYear) -> bool:
    try:
        set_policy(from_year=year.start, policy=form.policy, by=request.user)
    except ValidationError as problem:
        add_problems(form, problem)
        return False
    return True
