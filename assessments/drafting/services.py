"""What authors do with drafts: try one, show it to a reviewer, begin one from a pattern."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Page

from assessments.drafting.access import can_begin, can_draft, can_share, can_try, can_withdraw
from assessments.drafting.models import ReviewerLink
from assessments.drafting.queries.patterns import Pattern
from assessments.drafting.queries.trying import KEPT_SECONDS, KeptTry, key_of, tried_key_of
from assessments.drafting.rules.links import check_can_be_played, check_number, end_of
from assessments.drafting.rules.trying import Choice, Run
from assessments.scenarios.blocks.content import Content
from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.models import ScenarioPage
from cms.people.accounts.models import User
from cms.people.audit.services import record

NOT_YOURS = "Only those who may edit this scenario can do that."


def keep_try(*, page: Page | None, content: Content, title: str, run: Run, by: User) -> str:
    """Keep a story as it is being written for some hours, to be played by its author alone.

    The token it is found by. A page that is not saved yet is None: then the story is all there is.
    """
    if not (can_draft(by) if page is None else can_try(by, page)):
        raise PermissionDenied(NOT_YOURS)
    token = secrets.token_urlsafe(32)
    kept = KeptTry(
        token=token,
        by=by.pk,
        page=page.pk if page else None,
        title=title,
        content=content,
        beginning=run.as_json,
    )
    cache.set(key_of(token), kept, KEPT_SECONDS)
    return token


def note_tried(*, kept: KeptTry, choice: Choice, by: User) -> None:
    """What has been tried, so that the author sees what is left. Forgotten with the story."""
    if kept.by != by.pk:
        raise PermissionDenied(NOT_YOURS)
    tried: set[Choice] = cache.get(tried_key_of(kept.token)) or set()
    if choice not in tried:
        cache.set(tried_key_of(kept.token), tried | {choice}, KEPT_SECONDS)


@transaction.atomic
def make_link(*, scenario: ScenarioPage, by: User, at: datetime | None = None) -> ReviewerLink:
    """An address for the draft as it was last saved. Raises ValidationError when it has no start,
    or when too many are open."""
    if not can_share(by, scenario):
        raise PermissionDenied(NOT_YOURS)
    moment = at or timezone.now()
    draft: Any = scenario.get_latest_revision_as_object()
    content = {**draft.content, "title": draft.title, "warning": draft.content_warning}
    check_can_be_played(graph_of(content).scene(content["start"]) is not None)
    links = ReviewerLink.objects.select_for_update().filter(scenario=scenario.pk)
    check_number(len(links.filter(withdrawn_at=None, ends_at__gt=moment)))
    link = ReviewerLink.objects.create(
        scenario_id=scenario.pk,
        token=secrets.token_urlsafe(32),
        content=content,
        made_by=by,
        made_at=moment,
        ends_at=end_of(moment),
    )
    # The token itself stays out of the audit: whoever reads that could open the draft.
    detail = {"scenario": scenario.pk, "until": link.ends_at.isoformat()}
    record(actor=by, verb="reviewer_link.made", obj=link, detail=detail)
    return link


@transaction.atomic
def withdraw_link(*, link: ReviewerLink, by: User, at: datetime | None = None) -> ReviewerLink:
    """From now on it opens nothing. Withdrawn twice is withdrawn once."""
    if not can_withdraw(by, link):
        raise PermissionDenied(NOT_YOURS)
    kept = ReviewerLink.objects.select_for_update().get(pk=link.pk)
    if kept.withdrawn_at is None:
        kept.withdrawn_at = at or timezone.now()
        kept.save(update_fields=["withdrawn_at"])
        detail = {"scenario": kept.scenario_id}
        record(actor=by, verb="reviewer_link.withdrawn", obj=kept, detail=detail)
    return kept


@transaction.atomic
def begin_from_pattern(*, pattern: Pattern, module: Page, by: User) -> ScenarioPage:
    """A new draft below the module, with a story to write over. Its parts are its own."""
    if not can_begin(by, module):
        raise PermissionDenied("Only those who may add pages to this module can do that.")
    if not ScenarioPage.can_create_at(module):
        raise ValidationError("A scenario stands in a module. Choose one.")
    page = ScenarioPage(
        title=pattern.material.title,
        slug=find_available_slug(module, pattern.material.slug),
        summary=pattern.material.summary,
        minutes=pattern.material.minutes,
        required=pattern.material.required,
        owner=by,
        live=False,
    )
    page.fill_from_material(replace(pattern.material, id=str(uuid4())))
    module.refresh_from_db()  # its count of children may be older than the tree
    module.add_child(instance=page)
    revision = page.save_revision(user=by, clean=False)
    log(instance=page, action="wagtail.create", user=by, revision=revision, content_changed=True)
    record(actor=by, verb="scenario_draft.made", obj=page, detail={"pattern": pattern.name})
    return page
