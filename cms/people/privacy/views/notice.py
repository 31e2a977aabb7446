"""What is kept about people, said to them and to those who must be able to show it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest
from cms.people.audit.services import record
from cms.people.college.queries import college
from cms.tables import csv_table

from ..access import can_keep_retention
from ..queries import register as queries


@require_safe
def about_my_data(request: HttpRequest) -> HttpResponse:
    """For everybody, also before they sign in: the footer of every page leads here."""
    is_signed_in = request.user.is_authenticated
    context = {
        "rows": queries.register_rows(),
        "notices": queries.role_notices(request.user),
        "officers": queries.data_protection_officers() if is_signed_in else [],
        "college": college(),
        "today": timezone.localdate(),
    }
    return render(request, "privacy/about_my_data.html", context)


@login_required
@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    if not can_keep_retention(request.user):
        raise Http404
    context = {"rows": queries.register_rows(), "today": timezone.localdate()}
    return render(request, "privacy/register.html", context)


@login_required
@require_safe
def register_export(request: SignedInRequest) -> HttpResponse:
    if not can_keep_retention(request.user):
        raise Http404
    cells = (row.cells for row in queries.register_rows())
    record(actor=request.user, verb="register.exported")
    response = HttpResponse(csv_table([queries.HEADINGS, *cells]), content_type="text/csv")
    name = f"record-of-processing-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
