"""What the views of the grid share: the way in, what was asked for, the two tabs."""

from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse

from cms.people.accounts.models import SignedInRequest

from .. import access, queries
from ..rules import DEFAULT_SORT, Asked

ROWS_A_PAGE = 50
KEPT = ("q", "need", "team", "sort", "page")
TABS = (("What needs you", "dashboard:team"), ("Modules", "dashboard:team_modules"))


def check_may_read_grid(request: SignedInRequest) -> None:
    """Also a visitor is told "not found"; that page offers to sign in."""
    if not access.can_read_team_grid(request.user):
        raise Http404


def programme_asked(request: HttpRequest) -> Any:
    programmes = queries.grid_programmes()
    chosen = request.GET.get("programme", "")
    return (programmes.filter(slug=chosen) if chosen else programmes).first()


def asked_in(values: QueryDict) -> Asked:
    """As it stands in the address, where it is kept for the way back and for a bookmark."""
    return Asked(
        search=values.get("q", "").strip()[:80],
        need=values.get("need", ""),
        team=values.get("team", ""),
        sort=values.get("sort", "") or DEFAULT_SORT,
    )


def grid_address(back: str = "") -> str:
    """The grid as it was narrowed: of what came with a form only what the grid knows is kept."""
    given, kept = QueryDict(back[:500]), QueryDict(mutable=True)
    for name in KEPT:
        if given.get(name):
            kept[name] = given[name]
    query = kept.urlencode()
    return reverse("dashboard:team") + (f"?{query}" if query else "")


def tabs(here: str) -> list[dict[str, Any]]:
    return [{"label": label, "url": reverse(view), "current": view == here} for label, view in TABS]
