from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from . import access, queries


@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    if not access.can_read_calendar(request.user):
        raise Http404
    context = {
        "year": queries.year(timezone.localdate()),
        "can_edit": access.can_edit_dips(request.user),
        "open_all": "all" in request.GET,
    }
    return render(request, "momentum/calendar.html", context)
