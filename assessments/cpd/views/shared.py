"""What others read of an entry: its shared part, and the files of it. Each look is written down."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.files.models import EvidenceFile
from assessments.files.views import file_response
from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.rules import Role
from cms.people.audit.services import record

from .. import queries
from ..access import can_verify, shared_entries
from ..models import CPDEntry
from ..rules import EntryState

PAGE_SIZE = 20


def shared_or_404(request: SignedInRequest, pk: int) -> CPDEntry:
    entry: CPDEntry = get_object_or_404(queries.shared_rows(request.user), pk=pk)
    return entry


@never_cache
@login_required
@require_safe
def shared_entry(request: SignedInRequest, pk: int) -> HttpResponse:
    entry = shared_or_404(request, pk)
    record(actor=request.user, verb=queries.OPENED, obj=entry, about=entry.owner)
    waits = entry.state == EntryState.SUBMITTED and can_verify(request.user, entry)
    context = {
        "shared": queries.shared_entry(entry),
        "is_shared_with_me": entry.shared_with_id == request.user.pk,
        "waits_for_me": waits,
    }
    return render(request, "cpd/shared_entry.html", context)


@login_required
@require_safe
def shared_list(request: SignedInRequest) -> HttpResponse:
    """What mentors chose to show to this supervisor."""
    if not has_role(request.user, Role.SUPERVISOR):
        raise Http404
    rows = queries.shared_rows(request.user).filter(shared_entries(request.user))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "cpd/shared_list.html", {"page": page})


@never_cache
@login_required
@require_safe
def shared_file(request: SignedInRequest, pk: int, file: int) -> HttpResponseBase:
    entry = shared_or_404(request, pk)
    found = get_object_or_404(EvidenceFile.objects.kept().filter(entries=entry), pk=file)
    response = file_response(found)
    record(
        actor=request.user,
        verb=queries.FILE_OPENED,
        obj=entry,
        about=entry.owner,
        detail={"file": found.pk},
    )
    return response
