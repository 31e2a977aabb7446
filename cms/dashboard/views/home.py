from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from cms.pages.models import HomePage
from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.rules import Role
from content.momentum.queries import dip_of_the_week

from .. import access, queries
from .fetching import programme_asked


def home(request: SignedInRequest, page: HomePage) -> HttpResponse:
    user: Any = request.user
    context: dict[str, Any] = {"page": page, "today": timezone.localdate()}
    if access.can_learn(user):
        context["learning"] = queries.learning_of(user)
        context["dip"] = dip_of_the_week(context["today"])
        context["supervision"] = queries.supervision_of(user)
    if has_role(user, Role.LINE_MANAGER, Role.QUALITY_LEAD):
        programme = programme_asked(request)
        context["team"] = queries.module_grid(user, programme) if programme else None
    context["can_author"] = access.can_author(user)
    context["weeks_in_post"] = queries.weeks_in_post(user)
    return render(request, "dashboard/home.html", context)


def author_gate(request: SignedInRequest) -> HttpResponse:
    """Where Wagtail sends whoever it does not let in: to sign in or, once signed in, no further.

    Without this gate the sign-in page would send them straight back, for ever.
    """
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))
