from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.supervision.access import can_supervise
from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.rules import Role
from cms.people.audit.services import record

from .. import queries
from ..forms import FilterForm
from ..models import SupervisionAction
from ..rules import Shelf

PAGE_SIZE = 20
OPENED = "supervision_action.opened"
PEOPLE = "people"


@login_required
@require_safe
def action_list(request: SignedInRequest) -> HttpResponse:
    """What is hers to do, what others do for her, what is closed; and, for who supervises, her
    people with their numbers."""
    if not is_staff_member(request.user):
        raise Http404
    shown = request.GET.get("show", "")
    context: dict[str, Any] = {
        "counts": queries.shelf_counts(request.user),
        "supervises": can_supervise(request.user),
        "manages": has_role(request.user, Role.LINE_MANAGER),
        "can_add": queries.pairs_of(request.user).exists(),
    }
    if shown == PEOPLE and context["supervises"]:
        people = queries.supervisees_with_actions(request.user)
        return render(request, "actions/action_people.html", {**context, "people": people})
    shelf = Shelf(shown) if shown in Shelf.values else Shelf.TO_DO
    form = FilterForm(request.GET, statements=queries.statements_in_use(request.user))
    page = _page(request, queries.actions_on(request.user, shelf, form.filters))
    note_reading(request.user, page.object_list)
    context |= {"shelf": shelf, "page": page, "form": form, "is_narrowed": form.filters.is_set}
    return render(request, "actions/action_list.html", context)


@login_required
@require_safe
def person_actions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody else's: a supervisee's; what a manager's report shares; what a grant opens."""
    people = User.objects.filter(queries.people_readable_by(request.user))
    person = get_object_or_404(people, pk=pk)
    is_closed = request.GET.get("state") == "closed"
    page = _page(request, queries.actions_of(request.user, person, is_closed=is_closed))
    note_reading(request.user, page.object_list)
    is_pair = queries.pairs_of(request.user).filter(supervisee=person.pk).exists()
    context = {"person": person, "page": page, "is_closed": is_closed, "is_pair": is_pair}
    return render(request, "actions/person_actions.html", context)


@login_required
@require_safe
def team_actions(request: SignedInRequest) -> HttpResponse:
    if not has_role(request.user, Role.LINE_MANAGER):
        raise Http404
    is_closed = request.GET.get("state") == "closed"
    page = _page(request, queries.team_actions(request.user, is_closed=is_closed))
    note_reading(request.user, page.object_list)
    context = {"page": page, "is_closed": is_closed}
    return render(request, "actions/team_actions.html", context)


def _page(request: SignedInRequest, rows: QuerySet[SupervisionAction]) -> Page[SupervisionAction]:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


def note_reading(reader: User, actions: Iterable[SupervisionAction]) -> None:
    """Whose words stood on a page of somebody else's: one line of the audit a person."""
    read: dict[User, list[int]] = defaultdict(list)
    for action in actions:
        if action.supervisee_id != reader.pk:
            read[action.supervisee].append(action.pk)
    for person, actions_read in read.items():
        detail = {"actions": actions_read}
        record(actor=reader, verb=OPENED, obj=person, about=person, detail=detail)
