"""The tabs of the supervision area."""

from typing import Any

from django import template

from cms.people.accounts.rules import Role

from .cpd import Tab, tabs_for

register = template.Library()

TABS = (
    Tab("home", "Overview", "sessions:supervision_home"),
    Tab("records", "Records", "records:record_list"),
    Tab("actions", "Actions", "actions:action_list"),
    Tab("agreements", "Agreements", "supervision:agreement_list"),
    Tab("bookmarks", "To take along", "supervision:bookmark_list"),
    Tab("notes", "My notes", "personal_notes:note_list"),
    Tab("feeling", "How it feels", "preparation:wellbeing_detail", (Role.MENTOR,)),
    Tab("team", "My team", "sessions:team_sessions", (Role.LINE_MANAGER,)),
    Tab("shared", "Shared with me", "records:shared_with_me", (Role.LINE_MANAGER,)),
    Tab("pointers", "Concerns passed on", "concerns:pointer_list", (Role.DSL,)),
    Tab(
        "assurance",
        "In figures",
        "assurance:overview",
        (Role.LINE_MANAGER, Role.QUALITY_LEAD, Role.HR, Role.SENIOR_LEADER),
    ),
    Tab("policies", "How often", "supervision:policy_list"),
)


@register.inclusion_tag("cpd/tabs.html", takes_context=True)
def supervision_tabs(context: dict[str, Any], here: str = "") -> dict[str, Any]:
    """`{% supervision_tabs "home" %}` at the top of every screen of the supervision area."""
    return {"tabs": tabs_for(context, TABS), "here": here, "area": "Supervision"}
