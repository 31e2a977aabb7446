"""The tabs of the review area."""

from typing import Any

from django import template

from cms.people.accounts.rules import Role

from .cpd import Tab, tabs_for

register = template.Library()

KEEPS = (Role.HR, Role.QUALITY_LEAD)
TABS = (
    Tab("reviews", "Reviews", "reviews:review_home"),
    Tab("reading", "What is read", "readings:my_reading", (Role.MENTOR,)),
    Tab(
        "objectives",
        "Objectives",
        "objectives:objective_list",
        (Role.MENTOR, Role.LINE_MANAGER, *KEEPS),
    ),
    Tab("feedback", "Feedback", "feedback:note_list", (Role.MENTOR, Role.LINE_MANAGER)),
    Tab("observations", "Observations", "observations:observation_list"),
    Tab(
        "voice",
        "Learner voice",
        "voice:voice_home",
        (Role.MENTOR, Role.LINE_MANAGER, Role.SUPERVISOR, Role.QUALITY_LEAD, Role.DSL),
    ),
    Tab(
        "outcomes",
        "Outcomes",
        "outcomes:outcome_list",
        (Role.MENTOR, Role.LINE_MANAGER, Role.QUALITY_LEAD),
    ),
    Tab("caseloads", "Caseload", "caseloads:caseload_list"),
    Tab("colleagues", "Colleagues", "colleagues:round_list", (Role.MENTOR, Role.LINE_MANAGER)),
    Tab("needs", "Training needs", "needs:needs_overview", (Role.LINE_MANAGER, Role.QUALITY_LEAD)),
    Tab("cycles", "Cycles", "reviews:cycle_list", KEEPS),
    Tab(
        "moderation",
        "Moderation",
        "moderation:round_list",
        (Role.LINE_MANAGER, Role.QUALITY_LEAD),
    ),
    Tab(
        "calibration",
        "Calibration",
        "moderation:calibration_list",
        (Role.LINE_MANAGER, Role.QUALITY_LEAD),
    ),
    Tab("policy", "The rules", "reviews:policy_detail"),
)


@register.inclusion_tag("cpd/tabs.html", takes_context=True)
def review_tabs(context: dict[str, Any], here: str = "") -> dict[str, Any]:
    """`{% review_tabs "reviews" %}` at the top of every screen of the review area."""
    return {"tabs": tabs_for(context, TABS), "here": here, "area": "Review"}
