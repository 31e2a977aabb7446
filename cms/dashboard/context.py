"""What every template gets: where this person may go, from roles that are asked for once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from cms.people.accounts.access import can_list_people, has_role, is_staff_member
from cms.people.accounts.rules import Role
from cms.people.audit.access import can_list_events
from cms.people.college.queries import college
from cms.people.notices.queries import unread_count

from .access import can_author, can_learn, can_read_team_grid

# Where CPD begins for each of them: at their own log, or at what they look after.
CPD_OF: tuple[tuple[tuple[str, ...], str], ...] = (
    ((Role.MENTOR, Role.LINE_MANAGER), "cpd:entry_list"),
    ((Role.QUALITY_LEAD,), "verification:sample_list"),
    ((Role.SUPERVISOR,), "cpd:shared_list"),
    ((Role.HR,), "targets:totals"),
    (tuple(Role), "targets:policy_detail"),
)


AREAS = ("/cpd/", "/data/")  # a place may begin anywhere in its area


@dataclass(frozen=True)
class NavigationItem:
    label: str
    url: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, object]:
    """Keys: navigation (list of NavigationItem), unread_notices, college_name, privacy_url.

    Lazy: Wagtail's own screens and e-mail never ask, and should not pay.
    """
    user: Any = getattr(request, "user", None)
    is_signed_in = user is not None and user.is_authenticated
    return {
        "navigation": SimpleLazyObject(lambda: _items(request) if is_signed_in else []),
        "unread_notices": SimpleLazyObject(lambda: unread_count(user) if is_signed_in else 0),
        "college_name": SimpleLazyObject(lambda: college().college_name),
        "privacy_url": SimpleLazyObject(lambda: college().privacy_url or "/privacy/"),
    }


def _items(request: HttpRequest) -> list[NavigationItem]:
    return [
        NavigationItem(label, url, current=_is_current(request.path, url))
        for label, url in _places(request.user)
    ]


def _places(user: Any) -> Iterator[tuple[str, str]]:
    learns = can_learn(user)
    yield ("My learning" if learns else "Home"), "/"
    if can_read_team_grid(user):
        yield "My team" if has_role(user, Role.LINE_MANAGER) else "Teams", reverse("dashboard:team")
    if is_staff_member(user):
        yield "CPD", reverse(next(name for role, name in CPD_OF if has_role(user, *role)))
    if is_staff_member(user):
        yield "Supervision", reverse("sessions:supervision_home")
        yield "Review", reverse("reviews:review_home")
    if learns:
        yield "My evidence", reverse("standards:my_evidence")
    if can_author(user):
        yield "Write", reverse("wagtailadmin_home")
    if can_list_people(user):
        yield "People", reverse("teams:person_list")
    if has_role(user, Role.HR, Role.DPO):
        yield "Data protection", reverse("privacy:grant_list")
    if can_list_events(user):
        yield "Audit", reverse("audit:event_list")


def _is_current(path: str, url: str) -> bool:
    if url == "/":
        return path == url
    area = next((area for area in AREAS if url.startswith(area)), url)
    return path.startswith(area)
