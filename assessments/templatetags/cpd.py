"""The tabs of the CPD area, and the shared body of an entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.rules import Role

register = template.Library()


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    view: str
    roles: tuple[str, ...] = ()  # empty: for everybody who works here

    @property
    def url(self) -> str:
        return reverse(self.view)


LEARNS = (Role.MENTOR, Role.LINE_MANAGER)
TABS = (
    Tab("log", "My log", "cpd:entry_list"),
    Tab("year", "My year", "targets:my_year", LEARNS),
    Tab("plan", "My plan", "plans:line_list"),
    Tab("files", "My files", "files:file_list"),
    Tab("hours", "Contact hours", "contact_hours:month_list", (Role.MENTOR,)),
    Tab("events", "Events", "events:event_list"),
    Tab("shared", "Shared with me", "cpd:shared_list", (Role.SUPERVISOR,)),
    Tab("verify", "To verify", "verification:queue", (Role.LINE_MANAGER,)),
    Tab("team", "Team", "targets:team_grid", (Role.LINE_MANAGER, Role.QUALITY_LEAD, Role.HR)),
    Tab("samples", "Samples", "verification:sample_list", (Role.QUALITY_LEAD,)),
    Tab("totals", "Totals", "targets:totals", (Role.QUALITY_LEAD, Role.HR)),
    Tab("storage", "File storage", "files:storage_overview", (Role.SITE_ADMIN, Role.DPO)),
    Tab("export", "Export", "profiles:export_create"),
    Tab("policy", "Policy", "targets:policy_detail"),
)


@register.inclusion_tag("cpd/tabs.html", takes_context=True)
def cpd_tabs(context: dict[str, Any], here: str = "") -> dict[str, Any]:
    """`{% cpd_tabs "log" %}` at the top of every screen of the CPD area."""
    return {"tabs": tabs_for(context, TABS), "here": here, "area": "CPD"}


def tabs_for(context: dict[str, Any], tabs: Iterable[Tab]) -> list[Tab]:
    reader = getattr(context.get("request"), "user", None) or context.get("user")
    return [tab for tab in tabs if _is_for(tab, reader)]


def _is_for(tab: Tab, reader: Any) -> bool:
    return has_role(reader, *tab.roles) if tab.roles else is_staff_member(reader)
