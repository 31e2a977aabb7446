"""Who leaves: HR's list, and what somebody sees who has left and may still read."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest, User
from cms.security import ADMIN_PREFIX

from ..access import can_keep_leavers
from ..forms.grants import PersonSearchForm
from ..forms.requests import LastDayForm
from ..queries.grants import people_found
from ..queries.leavers import leaver_profiles, leavers, leaving_of
from ..queries.requests import own_requests
from ..rules import is_open_to_leavers
from ..services import leavers as services

PAGE = ["GET", "HEAD", "POST"]
A_PAGE = 25


class LeaverGate:
    """Somebody who has left reads what is hers and nothing else; every other page says why not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: Any, *_view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or is_open_to_leavers(match.view_name):
            return None
        if request.path.startswith(ADMIN_PREFIX):  # its groups follow the roles, which have ended
            return None
        leaver = leaving_of(request.user)
        if leaver is None:
            return None
        if request.path == "/":
            return redirect("privacy:leaver_home")
        return render(request, "privacy/leaver_home.html", _home(request, leaver, True), status=403)


def _home(request: Any, leaver: Any, is_refused: bool) -> dict[str, Any]:
    requests = own_requests(request.user)
    return {"leaver": leaver, "is_refused": is_refused, "requests": requests}


@login_required
@require_safe
def leaver_home(request: SignedInRequest) -> HttpResponse:
    leaver = leaving_of(request.user)
    if leaver is None:
        raise Http404
    return render(request, "privacy/leaver_home.html", _home(request, leaver, False))


def _only_keepers(request: SignedInRequest) -> None:
    if not can_keep_leavers(request.user):
        raise Http404


@login_required
@require_safe
def leaver_list(request: SignedInRequest) -> HttpResponse:
    _only_keepers(request)
    page = Paginator(leaver_profiles(), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": leavers(page)}
    return render(request, "privacy/leaver_list.html", context)


@login_required
@require_safe
def leaver_detail(request: SignedInRequest, person: int) -> HttpResponse:
    _only_keepers(request)
    profile = get_object_or_404(leaver_profiles(), person=person)
    return render(request, "privacy/leaver_detail.html", {"leaver": leavers([profile])[0]})


@login_required
@require_safe
def leaver_person(request: SignedInRequest) -> HttpResponse:
    _only_keepers(request)
    words = request.GET.get("q", "")
    form = PersonSearchForm(request.GET if words else None)
    people = people_found(request.user, words) if form.is_valid() else []
    context = {"form": form, "people": people, "words": words}
    return render(request, "privacy/leaver_person.html", context)


@login_required
@require_http_methods(PAGE)
def leaver_day(request: SignedInRequest, person: int) -> HttpResponse:
    _only_keepers(request)
    leaver = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=person)
    profile = leaver_profiles().filter(person=leaver).first()
    form = LastDayForm(request.POST or None, initial={"left_on": profile and profile.left_on})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_last_day(person=leaver, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"The last day of {leaver} is written down.")
            return redirect("privacy:leaver_detail", leaver.pk)
    context = {"form": form, "person": leaver, "is_set": profile is not None}
    return render(request, "privacy/leaver_day.html", context)


@login_required
@require_http_methods(PAGE)
def leaver_stays(request: SignedInRequest, person: int) -> HttpResponse:
    """Stays after all, or comes back: a page that asks first."""
    _only_keepers(request)
    profile = get_object_or_404(leaver_profiles().exclude(person=request.user), person=person)
    if request.method == "POST":
        try:
            services.keep_on(person=profile.person, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, f"The last day of {profile.person} is taken out.")
        return redirect("privacy:leaver_list")
    leaver = leavers([profile])[0]
    return render(request, "privacy/leaver_stays.html", {"leaver": leaver})
