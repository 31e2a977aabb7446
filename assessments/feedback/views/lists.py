from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.rules import Role

from .. import queries, services
from ..access import can_list_notes, can_manage, can_write_about, people_readable_by
from ..rules import FeedbackKind

PAGE_SIZE = 20


@login_required
@require_safe
def note_list(request: SignedInRequest) -> HttpResponse:
    """A mentor’s own timeline. Who manages and is no mentor is led to her team."""
    person = request.user
    if not can_list_notes(person):
        raise Http404
    context = _timeline(request, person)
    is_empty = not context["page"].object_list and not context["kind"]
    if is_empty and can_manage(person) and not has_role(person, Role.MENTOR):
        return redirect("feedback:team_list")
    context |= {"unseen": queries.unseen_by(person), "manages": can_manage(person)}
    return render(request, "feedback/note_list.html", context)


@login_required
@require_safe
def person_notes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of somebody in her team; or by a grant, for HR and the data protection officer."""
    person = person_or_404(request.user, pk)
    context = _timeline(request, person)
    services.note_opened(notes=context["page"].object_list, person=person, by=request.user)
    context |= {
        "person": person,
        "can_write": can_write_about(request.user, person),
        "is_team": can_manage(request.user),
    }
    return render(request, "feedback/person_notes.html", context)


@login_required
@require_safe
def note_print(request: SignedInRequest) -> HttpResponse:
    """All of them in full: with that, she has seen them all."""
    if not can_list_notes(request.user):
        raise Http404
    context = _on_paper(request.user, request.user)
    services.mark_seen(notes=context["notes"], by=request.user)
    return render(request, "feedback/note_print.html", context)


@login_required
@require_safe
def person_print(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_or_404(request.user, pk)
    context = _on_paper(request.user, person)
    services.note_opened(notes=context["notes"], person=person, by=request.user)
    return render(request, "feedback/note_print.html", context)


@login_required
@require_safe
def team_list(request: SignedInRequest) -> HttpResponse:
    if not can_manage(request.user):
        raise Http404
    rows = queries.team_overview(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    quiet = sum(row.is_quiet for row in rows)
    return render(request, "feedback/team_list.html", {"page": page, "quiet": quiet})


def _timeline(request: SignedInRequest, person: User) -> dict[str, Any]:
    asked = request.GET.get("kind", "")
    kind = asked if asked in FeedbackKind.values else ""
    rows = queries.notes_of(request.user, person, kind)
    return {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "kind": kind,
        "kinds": FeedbackKind.choices,
    }


def _on_paper(reader: User, person: User) -> dict[str, Any]:
    notes = list(queries.notes_of(reader, person).prefetch_related("replies__author"))
    is_own = reader.pk == person.pk
    return {"notes": notes, "person": person, "is_own": is_own, "today": timezone.localdate()}


def person_or_404(reader: User, pk: int) -> User:
    person: User = get_object_or_404(User.objects.filter(people_readable_by(reader)), pk=pk)
    return person
