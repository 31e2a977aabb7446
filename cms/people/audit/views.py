from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest

from .access import can_list_events
from .forms import EventFilterForm
from .queries import by_day, events_about, events_listed
from .services import record

A_PAGE = 50


@login_required
@require_safe
def my_records(request: SignedInRequest) -> HttpResponse:
    page = Paginator(events_about(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/my_records.html", {"page": page, "days": by_day(page)})


@login_required
@require_safe
def event_list(request: SignedInRequest) -> HttpResponse:
    if not can_list_events(request.user):
        raise Http404
    form = EventFilterForm(request.GET or None, events=events_listed(request.user))
    page = Paginator(form.found(), A_PAGE).get_page(request.GET.get("page"))
    if "page" not in request.GET:
        record(actor=request.user, verb="audit.opened", detail=dict(request.GET.items()))
    return render(request, "audit/event_list.html", {"page": page, "form": form})
