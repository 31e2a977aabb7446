"""The home of supervision, the list of sessions, and one person somebody supervises."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.supervision.access import supervised_by
from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.rules import Role

from .. import queries
from ..access import can_ask_for_debrief, can_book, can_book_group

PAGE_SIZE = 20


@login_required
@require_safe
def supervision_home(request: SignedInRequest) -> HttpResponse:
    """One page for both sides: her own supervision, and that of those she supervises."""
    if not is_staff_member(request.user):
        raise Http404
    supervises = queries.supervises_anybody(request.user)
    shows_mine = not supervises or queries.is_supervised(request.user)
    context = {
        "mine": queries.mentor_home(request.user) if shows_mine else None,
        "shows_mine": shows_mine,
        "theirs": queries.supervisor_home(request.user) if supervises else None,
        "manages": has_role(request.user, Role.LINE_MANAGER),
        "plans_groups": can_book_group(request.user),
        "can_ask_for_debrief": can_ask_for_debrief(request.user),
        "debrief": queries.debrief_to_come(request.user, timezone.now()),
    }
    return render(request, "sessions/supervision_home.html", context)


@login_required
@require_safe
def session_list(request: SignedInRequest) -> HttpResponse:
    """Hers on either side: to come, or past."""
    is_past = request.GET.get("when") == "past"
    find = queries.past_sessions if is_past else queries.coming_sessions
    page = Paginator(find(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "is_past": is_past, "now": timezone.now()}
    return render(request, "sessions/session_list.html", context)


@login_required
@require_safe
def supervisee_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the two of them share about their rhythm: when, how often, and which functions."""
    people = User.objects.filter(supervised_by(request.user))
    person = get_object_or_404(people, pk=pk)
    agreements = list(queries.agreements_of_supervisor(request.user).filter(supervisee=person))
    rows = queries.sessions_of(request.user).filter(attendances__attendee=person)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "person": person,
        "agreements": [(row, can_book(request.user, row)) for row in agreements],
        "standing": queries.standing_of(person),
        "balance": queries.function_balance(person, reader=request.user),
        "page": page,
        "now": timezone.now(),
    }
    return render(request, "sessions/supervisee_detail.html", context)
