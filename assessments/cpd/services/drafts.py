"""Drafts that begin somewhere else on the site: each source proposes one, once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from assessments.standards.queries import default_statements
from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from content.terms import apply_terms
from courses.catalogue.models import StepPage
from courses.progress.models import Completion, Reflection

from .. import rules
from ..access import can_keep_log_of
from ..models import CPDEntry
from ..rules import ActivityType, EntryContent, ReflectionModel
from .entries import claim, create_entry

REFLECTIONS = uuid.UUID("3a8f5a36-2f0b-5d1e-8f53-6a0f7d1c9b20")  # never change it: keys follow


@dataclass(frozen=True)
class Proposal:
    """What a source knows of an activity. `codes` are of the college's framework."""

    title: str
    activity_type: ActivityType
    start_on: date
    end_on: date | None = None
    minutes: int | None = None
    provider: str = ""
    is_mandatory: bool = False
    is_participatory: bool = False
    codes: Sequence[str] = ()


@transaction.atomic
def propose_entry(
    *,
    owner: User,
    source: models.Model,
    proposal: Proposal,
    by: User | None,
    at: datetime | None = None,
) -> tuple[CPDEntry, bool]:
    """The draft of one source, and whether it is new.

    Idempotent: the same source never drafts twice, not even after its draft was discarded.
    ``by`` is the owner, or None when the site does it for her (features.md C3).
    """
    if by is not None and not can_keep_log_of(by, owner):
        raise PermissionDenied("A CPD log is kept by its owner alone.")
    moment = at or timezone.now()
    entry, is_new = CPDEntry.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(source),
        object_id=source.pk,
        defaults={
            "owner": owner,
            "title": proposal.title[:200],
            "activity_type": proposal.activity_type,
            "is_mandatory": proposal.is_mandatory or rules.is_mandatory(proposal.activity_type),
            "is_participatory": proposal.is_participatory,
            "provider": proposal.provider[:120],
            "start_on": proposal.start_on,
            "end_on": proposal.end_on,
            "minutes": proposal.minutes or None,
            "created_at": moment,
            "changed_at": moment,
        },
    )
    if is_new:
        known = default_statements()
        codes = [code for code in proposal.codes if code in known][: rules.MOST_STATEMENTS]
        claim(entry, [known[code] for code in codes])
    return entry, is_new


@transaction.atomic
def draft_from_module(*, completion: Completion, by: User | None = None) -> CPDEntry:
    """The draft that waits in the log of who finished a module: its time, its statements."""
    module = completion.module
    start_on, end_on = _days_of(completion)
    entry, is_new = propose_entry(
        owner=completion.participant,
        source=completion,
        proposal=Proposal(
            title=f"Module: {module.title}",
            activity_type=ActivityType.PLATFORM_MODULE,
            is_mandatory=str(module.group) == rules.ActivityGroup.MANDATORY,
            start_on=start_on,
            end_on=end_on,
            minutes=completion.minutes,
            codes=module.codes,
        ),
        by=by,
        at=completion.completed_at,
    )
    if is_new:
        _tell_owner(entry, completion)
    return entry


def draft_from_reflection(*, owner: User, step: StepPage, block_id: str, by: User) -> CPDEntry:
    """A draft that begins with what she wrote in a lesson, in its private part. Asked again for the
    same question it gives the draft that is there."""
    key = uuid.uuid5(REFLECTIONS, f"{owner.pk}/{step.pk}/{block_id}")
    written = Reflection.objects.filter(author=owner, step=step.pk, block_id=block_id).first()
    content = EntryContent(
        title=f"Reflection: {apply_terms(step.title)}"[:200],
        start_on=timezone.localdate(),
        reflection_model=ReflectionModel.FREE,
        reflection={"free": written.text} if written else {},
    )
    return create_entry(owner=owner, content=content, by=by, key=key)


def _days_of(completion: Completion) -> tuple[date, date | None]:
    """From the day she first opened a step to the day the module was complete; None: the same."""
    seen = completion.enrolment.visits.aggregate(first=Min("started_at"))["first"]
    done = completion.enrolment.step_completions.aggregate(first=Min("completed_at"))["first"]
    moments = [moment for moment in (seen, done, completion.completed_at) if moment]
    start_on = timezone.localdate(min(moments))
    end_on = timezone.localdate(completion.completed_at)
    return start_on, end_on if end_on > start_on else None


def _tell_owner(entry: CPDEntry, completion: Completion) -> None:
    """One from the past, as when a college's history is built, is shown and never e-mailed."""
    is_past = timezone.localdate(completion.completed_at) < timezone.localdate()
    send_notice(
        recipient=completion.participant,
        kind=NoticeKind.CPD_DRAFT,
        key=f"cpd-draft-{completion.pk}",
        title=f"A CPD draft waits in your log: {completion.module.title}"[:200],
        body=(
            "Its time and statements are filled in. Add what you learned and what you will do "
            "differently while it is fresh. Only you can read it."
        ),
        url=reverse("cpd:entry_detail", args=[entry.pk]),
        at=completion.completed_at if is_past else None,
    )
