from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cms.people.accounts.access import can_list_people, can_manage_people
from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.queries import account_state, people_readable_by, search_people
from cms.people.accounts.services import change_person
from cms.people.accounts.views import add_problems, person_to_manage

from .. import services
from ..forms import InviteForm, ManagerForm, NameForm, PeopleFilterForm, ProfileForm, TeamForm
from ..models import StaffProfile
from ..queries import teams_with_counts

A_PAGE = 25


@login_required
@require_safe
def person_list(request: SignedInRequest) -> HttpResponse:
    if not can_list_people(request.user):
        raise Http404
    form = PeopleFilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    found = search_people(
        people_readable_by(request.user),
        words=asked.get("q", ""),
        team=asked["team"].pk if asked.get("team") else None,
        role=asked.get("role", ""),
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [{"person": person, "account": account_state(person)} for person in page]
    context = {
        "page": page,
        "rows": rows,
        "form": form,
        "is_filtered": any(asked.values()),
        "can_manage": can_manage_people(request.user),
    }
    return render(request, "teams/person_list.html", context)


@login_required
def person_invite(request: SignedInRequest) -> HttpResponse:
    if not can_manage_people(request.user):
        raise Http404
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.welcome_person(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_problems(form, error)
        else:
            messages.success(request, f"An invitation is on its way to {person.email}.")
            return redirect(person)
    return render(request, "teams/person_invite.html", {"form": form})


@login_required
def profile_update(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_to_manage(request, pk)
    profile = StaffProfile.objects.filter(person=person).first() or StaffProfile(person=person)
    names = NameForm(request.POST or None, instance=person)
    form = ProfileForm(request.POST or None, instance=profile)
    if request.method == "POST" and names.is_valid() and form.is_valid():
        try:
            with transaction.atomic():
                change_person(person=person, by=request.user, **names.cleaned_data)
                services.set_profile(person=person, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_problems(form, error)
        else:
            messages.success(request, "The profile is saved.")
            return redirect(person)
    context = {"person": person, "names": names, "form": form}
    return render(request, "teams/profile_update.html", context)


@login_required
def manager_update(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_to_manage(request, pk)
    form = ManagerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            line = services.set_manager(person=person, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_problems(form, error)
        else:
            messages.success(request, f"{line.manager} is {person}’s line manager.")
            return redirect(person)
    return render(request, "teams/manager_update.html", {"person": person, "form": form})


@login_required
def team_list(request: SignedInRequest) -> HttpResponse:
    if not can_manage_people(request.user):
        raise Http404
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        team = services.create_team(by=request.user, **form.cleaned_data)
        messages.success(request, f"The team “{team}” is made.")
        return redirect("teams:team_list")
    return render(request, "teams/team_list.html", {"form": form, "teams": teams_with_counts()})
