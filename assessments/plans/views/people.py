"""What a manager reads of her people's plans: the lines they show her."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest, User
from cms.people.audit.services import record

from .. import queries
from ..access import can_read_plans, people_readable_by
from .lines import PAGE_SIZE


@login_required
@require_safe
def person_list(request: SignedInRequest) -> HttpResponse:
    if not can_read_plans(request.user):
        raise Http404
    page = Paginator(queries.people_with_plans(request.user), PAGE_SIZE)
    context = {"page": page.get_page(request.GET.get("page"))}
    return render(request, "plans/person_list.html", context)


@login_required
@require_safe
def person_lines(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User.objects.filter(people_readable_by(request.user)), pk=pk)
    lines = queries.shown_lines(request.user, person)
    page = Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = queries.rows_of(list(page.object_list))
    if rows:
        record(
            actor=request.user,
            verb="cpd_record.opened",
            obj=person,
            about=person,
            detail={"part": "plan", "lines": [row.line.pk for row in rows]},
        )
    context = {"person": person, "page": page, "rows": rows}
    return render(request, "plans/person_lines.html", context)
