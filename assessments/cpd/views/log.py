from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest

from .. import queries, rules
from ..forms import QuickEntryForm
from ..rules import ActivityGroup, LogGroup
from .own import year_asked

PAGE_SIZE = 20


@login_required
@require_safe
def entry_list(request: SignedInRequest) -> HttpResponse:
    year, words = year_asked(request), request.GET.get("q", "").strip()
    asked, activity = request.GET.get("state", ""), request.GET.get("activity", "")
    group = LogGroup(asked) if asked in LogGroup.values else LogGroup.DRAFTS
    rows = queries.log_of(request.user, state=group, year=year, words=words, activity=activity)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "totals": queries.log_totals(request.user, year),
        "group": group,
        "year": year,
        "words": words,
        "activity": activity,
        "groups": ActivityGroup.choices,
        "kinds": rules.GROUPED_CHOICES,
        "is_filtered": bool(words or activity),
        "quick": QuickEntryForm(initial={"start_on": timezone.localdate()}),
    }
    return render(request, "cpd/entry_list.html", context)
