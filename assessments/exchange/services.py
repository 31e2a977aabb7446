"""A story from a file becomes a draft. Nothing that people play changes before it is published."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug

from assessments.exchange.queries import Incoming, codes_in
from assessments.scenarios.blocks.material import content_from_material
from assessments.scenarios.models import ScenarioPage
from cms.people.accounts.models import User
from cms.people.audit.services import record
from content.fields import clean_codes
from courses.bundles.access import can_add_below, can_write
from courses.catalogue.models import ModulePage

MINUTES = 10  # of a story that does not say how long it takes
MOST_MINUTES = 600


@transaction.atomic
def draft_scenario(*, incoming: Incoming, module: ModulePage, by: User) -> ScenarioPage:
    """A new scenario below a module, as a draft: its author publishes it when it is ready."""
    if not can_add_below(by, module):
        raise PermissionDenied("You cannot add pages to this module.")
    page = ScenarioPage(
        title=incoming.title[:255],
        slug=find_available_slug(module, slugify(incoming.title)[:80] or "scenario"),
        owner=by,
        live=False,
        minutes=_minutes_in(incoming.material),
        summary=str(incoming.material.get("summary") or ""),
    )
    _take_story(page, incoming.material)
    module.add_child(instance=page)
    page.save_revision(user=by, log_action=True, clean=False)
    record(actor=by, verb="scenario.imported", obj=page, detail={"scenes": incoming.scenes})
    return page


@transaction.atomic
def replace_story(*, incoming: Incoming, scenario: ScenarioPage, by: User) -> ScenarioPage:
    """A draft of a scenario with the story of a file. What is published stays as it is."""
    if not can_write(by, scenario):
        raise PermissionDenied("You cannot change this scenario.")
    draft: Any = scenario.get_latest_revision_as_object()
    _take_story(draft, incoming.material)
    draft.save_revision(user=by, log_action=True, clean=False)
    record(actor=by, verb="scenario.imported", obj=scenario, detail={"scenes": incoming.scenes})
    return scenario


def _take_story(page: ScenarioPage, material: dict[str, Any]) -> None:
    page.set_story(content_from_material(material, is_draft=True), page.material_id or page.slug)
    page.take_settings(material)
    codes = clean_codes(codes_in(material))
    if codes:
        page.codes = codes


def _minutes_in(material: dict[str, Any]) -> int:
    minutes = material.get("minutes")
    if isinstance(minutes, int) and not isinstance(minutes, bool) and 0 < minutes <= MOST_MINUTES:
        return minutes
    return MINUTES
