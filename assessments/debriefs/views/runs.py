from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.debriefs.queries.runs import runs_of, runs_to_take_out
from assessments.debriefs.rules.statements import Person, Site, statements_of
from assessments.scenarios.rules.scoring import Status
from cms.people.accounts.models import SignedInRequest
from content.terms import apply_terms

PAGE_SIZE = 20


@login_required
@require_safe
def run_list(request: SignedInRequest) -> HttpResponse:
    asked = request.GET.get("state", "")
    state = asked if asked in Status.values else ""
    rows = runs_of(request.user, state)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "state": state,
        "states": Status.choices,
    }
    return render(request, "debriefs/run_list.html", context)


@never_cache
@login_required
@require_safe
def runs_export(request: SignedInRequest) -> HttpResponse:
    """One's own runs as xAPI statements, for a learning record of one's own."""
    user, site = request.user, Site(settings.BASE_URL.rstrip("/"), apply_terms)
    statements = statements_of(Person(user.pk, str(user)), runs_to_take_out(user), site)
    response = JsonResponse(
        statements, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    name = f"scenario-runs-{timezone.localdate():%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
