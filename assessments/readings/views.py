"""What a review would read of somebody: for herself, and for her line manager."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest, User
from cms.people.audit.services import record

from .access import readable_people
from .forms import period_form, usual_periods
from .queries import readers_of, reading_of

OPENED = "review_reading.opened"


@never_cache
@login_required
@require_safe
def my_reading(request: SignedInRequest) -> HttpResponse:
    person = _person_or_404(request, request.user.pk)
    return render(request, "readings/my_reading.html", _context(request, person))


@never_cache
@login_required
@require_safe
def person_reading(request: SignedInRequest, pk: int) -> HttpResponse:
    """That it was opened is written down, and she can see by whom."""
    if pk == request.user.pk:
        return redirect("readings:my_reading")
    person = _person_or_404(request, pk)
    context = _context(request, person)
    reading = context["reading"]
    days = {"from": str(reading.period_from), "to": str(reading.period_to)}
    record(actor=request.user, verb=OPENED, obj=person, about=person, detail=days)
    return render(request, "readings/person_reading.html", context)


def _person_or_404(request: SignedInRequest, pk: int) -> User:
    people = User.objects.filter(readable_people(request.user))
    found: User = get_object_or_404(people.select_related("staff_profile"), pk=pk)
    return found


def _context(request: SignedInRequest, person: User) -> dict[str, Any]:
    form = period_form(request.GET)
    period_from, period_to = form.period
    reading = reading_of(person, period_from=period_from, period_to=period_to, reader=request.user)
    return {
        "person": person,
        "reading": reading,
        "form": form,
        "periods": usual_periods(),
        "readers": readers_of(person),
    }
