"""The box's addresses. They stand before Wagtail's and allauth's own, on purpose: some doors of
theirs would lead past the second sign-in step or past the invitation, and are closed here."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView


def to(name: str) -> Callable[..., HttpResponseBase]:
    return RedirectView.as_view(pattern_name=name, query_string=True)


closed_doors: list[URLPattern | URLResolver] = [
    # Wagtail signs in without the second step, and manages users and groups without our rules.
    path("cms/login/", to("account_login")),
    re_path(r"^cms/password_reset/.*$", to("account_reset_password")),
    re_path(r"^cms/account/.*$", to("accounts:my_account")),
    re_path(r"^cms/(?:users|groups)/.*$", to("teams:person_list")),
    re_path(r"^cms/bulk/people/user/.*$", to("teams:person_list")),
    path("_util/login/", to("account_login")),
    # An account is for the address the college invited: nobody changes or adds one.
    path("accounts/email/", to("accounts:my_account")),
    re_path(r"^accounts/confirm-email/.*$", to("accounts:my_account")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *closed_doors,
    path("", include("cms.people.teams.urls")),
    path("", include("cms.people.accounts.urls")),
    path("", include("cms.people.notices.urls")),
    path("", include("cms.people.audit.urls")),
    path("", include("cms.people.escalation.urls")),
    path("", include("cms.people.privacy.urls")),
]
