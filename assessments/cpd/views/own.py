"""What the views of one's own log share."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from cms.people.accounts.models import SignedInRequest, User

from .. import rules
from ..access import owned_by
from ..models import CPDEntry
from ..rules import CPDYear

ALL_YEARS = "all"


def own_entries(reader: User) -> QuerySet[CPDEntry]:
    return CPDEntry.objects.kept().filter(owned_by(reader))


def own_entry_or_404(request: SignedInRequest, pk: int) -> CPDEntry:
    entry: CPDEntry = get_object_or_404(own_entries(request.user), pk=pk)
    return entry


def year_asked(request: HttpRequest) -> CPDYear | None:
    """This CPD year unless another, or all of them, are asked for."""
    asked, now = request.GET.get("year", ""), rules.cpd_year(timezone.localdate())
    if asked == ALL_YEARS:
        return None
    is_year = len(asked) == 4 and asked.isdecimal()
    if is_year and rules.EARLIEST.year - 1 <= int(asked) <= now.start:
        return CPDYear(int(asked))
    return now


def go(request: HttpRequest, url: str) -> HttpResponse:
    """Another page, also when htmx has asked and would put it into this one."""
    if "HX-Request" in request.headers:
        return HttpResponseClientRedirect(url)
    return redirect(url)
