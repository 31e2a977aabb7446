from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from content.activities import access as activity_access
from content.activities.models import Activity
from content.activities.viewsets.activities import ActivityViewSet
from content.activities.viewsets.libraries import CodeViewSet
from content.activities.viewsets.menu import waiting_code_panel
from content.choosers import ActivityChooserViewSet, activity_chooser
from content.guidance import access as guidance_access
from content.guidance.models import Edition, Fact, Publication
from content.guidance.queries import Waiting
from content.guidance.queries import waiting as facts_waiting
from content.guidance.viewsets import GuidanceGroup
from content.local_texts import access as local_texts_access
from content.local_texts.models import LocalText
from content.local_texts.queries import waiting_keys
from content.local_texts.viewsets import LocalTextViewSet
from content.momentum import access as momentum_access
from content.momentum.models import CollegeYear, Dip
from content.momentum.queries import year
from content.momentum.viewsets import DipViewSet
from content.permissions import RolePolicy
from content.plain_words import access as plain_words_access
from content.plain_words.models import PlainWord
from content.plain_words.viewsets import PlainWordViewSet

register_permission_policy(
    LocalText,
    RolePolicy(
        LocalText,
        can_list=local_texts_access.can_list_local_texts,
        can_edit=local_texts_access.can_edit_local_texts,
        can_delete=local_texts_access.can_delete_local_text,
    ),
)
register_permission_policy(
    Dip,
    RolePolicy(
        Dip,
        can_list=momentum_access.can_list_dips,
        can_edit=momentum_access.can_edit_dips,
        can_delete=momentum_access.can_delete_dip,
    ),
)
register_permission_policy(
    CollegeYear,
    RolePolicy(
        CollegeYear,
        can_list=momentum_access.can_list_dips,
        can_edit=momentum_access.can_edit_dips,
    ),
)
register_permission_policy(
    PlainWord,
    RolePolicy(
        PlainWord,
        can_list=plain_words_access.can_list_plain_words,
        can_edit=plain_words_access.can_edit_plain_words,
        can_delete=plain_words_access.can_delete_plain_word,
    ),
)

register_permission_policy(
    Activity,
    RolePolicy(
        Activity,
        can_list=activity_access.can_list_activities,
        can_edit=activity_access.can_author,
        can_delete=lambda user, _activity: activity_access.can_author(user),
    ),
)

for model in (Publication, Edition, Fact):
    register_permission_policy(
        model,
        RolePolicy(
            model,
            can_list=guidance_access.can_list_facts,
            can_edit=guidance_access.can_edit_facts,
            can_delete=guidance_access.can_delete_guidance,
        ),
    )


@hooks.register("register_admin_viewset")
def register_local_texts() -> LocalTextViewSet:
    return LocalTextViewSet("local_texts")


@hooks.register("register_admin_viewset")
def register_dips() -> DipViewSet:
    return DipViewSet("dips")


@hooks.register("register_admin_viewset")
def register_plain_words() -> PlainWordViewSet:
    return PlainWordViewSet("plain_words")


@hooks.register("register_admin_viewset")
def register_guidance() -> GuidanceGroup:
    return GuidanceGroup()


class WaitingTexts(Component):
    """On the authors' first screen: how many texts of the college lessons still wait for."""

    order = 120
    template_name = "local_texts/waiting.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": waiting_keys()}


@hooks.register("construct_homepage_panels")
def show_waiting_texts(request: HttpRequest, panels: list[Any]) -> None:
    if local_texts_access.can_edit_local_texts(request.user):
        panels.append(WaitingTexts())


class MissingYear(Component):
    """Beside it: nobody has said when this college year starts."""

    order = 130
    template_name = "momentum/missing_year.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"year": year()}


@hooks.register("construct_homepage_panels")
def show_missing_year(request: HttpRequest, panels: list[Any]) -> None:
    if momentum_access.can_edit_dips(request.user) and year().calendar.is_assumed:
        panels.append(MissingYear())


class FactsToCheck(Component):
    """And beside those: facts to be read against a newer edition, or to be confirmed."""

    order = 110
    template_name = "guidance/to_check.html"

    def __init__(self, waiting: Waiting) -> None:
        self.waiting = waiting

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": self.waiting}


@hooks.register("construct_homepage_panels")
def show_facts_to_check(request: HttpRequest, panels: list[Any]) -> None:
    if guidance_access.can_edit_facts(request.user):
        waiting = facts_waiting()
        if waiting.against_newer or waiting.in_original:
            panels.append(FactsToCheck(waiting))


@hooks.register("register_admin_viewset")
def register_activities() -> ActivityViewSet:
    return ActivityViewSet()


@hooks.register("register_admin_viewset")
def register_activity_chooser() -> ActivityChooserViewSet:
    return activity_chooser


@hooks.register("register_admin_viewset")
def register_code() -> CodeViewSet:
    return CodeViewSet()


@hooks.register("construct_homepage_panels")
def show_waiting_code(request: HttpRequest, panels: list[Any]) -> None:
    panel = waiting_code_panel(request.user)
    if panel is not None:
        panels.append(panel)


@hooks.register("register_admin_urls")
def register_authoring() -> list[URLResolver]:
    return [path("activity-forms/", include("content.authoring.urls"))]
