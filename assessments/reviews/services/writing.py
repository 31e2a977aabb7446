"""The reviewer’s draft: saved part by part while she writes, and nobody else’s until she shares it
(domain.md 2.3, rule 16). With the first word it is being written; with the meeting, it is talked
about."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.readings.rules import Piece
from cms.people.accounts.models import User

from ..access import can_write, is_reviewer
from ..models import (
    AreaJudgement,
    EvidenceLink,
    PerformanceReview,
    ReviewArea,
    ReviewObjective,
    WarningReason,
)
from ..queries.facts import reading_for
from ..queries.policies import review_policy
from ..queries.writing import (
    judgement_content,
    judgement_of,
    part_content,
    previous_not_linked,
)
from ..rules import ObjectivePart, ReviewState, content
from ..rules.checks import NEEDS_REASON
from ..rules.content import (
    JudgementContent,
    MeetingContent,
    PartContent,
    SupportContent,
    WordsContent,
    tidied,
    version_of,
)
from .locking import audit, held, move

LONGEST_LABEL = 200
REFUSED = "A review is written by its reviewer, until it is shared."


class ReviewChangedError(Exception):
    """Other words were saved in this part meanwhile, in another window; nothing was written."""

    def __init__(self, review: PerformanceReview, now: object) -> None:
        super().__init__("This part of the review was changed in another window.")
        self.review, self.now = review, now


def held_to_write(review: PerformanceReview, by: User) -> PerformanceReview:
    locked = held(review)
    if not can_write(by, locked):
        if is_reviewer(by, locked):
            raise ValidationError(
                "This review is shared: take it back before you change it.", code="closed"
            )
        raise PermissionDenied(REFUSED)
    return locked


@transaction.atomic
def save_part(
    *,
    review: PerformanceReview,
    content: PartContent,
    seen: str,
    by: User,
    at: datetime | None = None,
) -> PerformanceReview:
    """The meeting, what went well and what to work on, or support and decisions. `seen` is the
    version of that part the page was opened with."""
    locked = held_to_write(review, by)
    wanted, now = tidied(content), part_content(locked, type(content))
    if version_of(wanted) == version_of(now):
        return locked
    if seen != version_of(now):
        raise ReviewChangedError(locked, now)
    _check(locked, wanted, at)
    for name, value in asdict(wanted).items():
        setattr(locked, name, value)
    if not isinstance(wanted, MeetingContent):
        locked.attested_at = None
    _check_fields(locked, set(asdict(wanted)))
    note_written(locked, by, at)
    if isinstance(wanted, MeetingContent):
        _note_meeting(locked, wanted, by, at)
    return locked


def _check(review: PerformanceReview, wanted: PartContent, at: datetime | None) -> None:
    moment = at or timezone.now()
    if isinstance(wanted, MeetingContent):
        content.check_meeting(wanted, now=moment)
    elif isinstance(wanted, WordsContent):
        content.check_overall(wanted, has_overall=review_policy().has_overall)
    elif isinstance(wanted, SupportContent):
        today = timezone.localdate(moment)
        content.check_support(wanted, kind=review.template.kind, today=today)


def _check_fields(review: PerformanceReview, names: set[str]) -> None:
    """Of this part alone; a text is as long as the page allows, whoever sends it."""
    fields = PerformanceReview._meta.concrete_fields
    review.clean_fields(exclude={field.name for field in fields} - names)
    problems = {}
    for field in fields:
        text, longest = getattr(review, field.attname), field.max_length
        if field.name in names and isinstance(text, str) and longest and len(text) > longest:
            problems[field.name] = [f"Keep it under {longest} characters."]
    if problems:
        raise ValidationError(problems)


def note_written(review: PerformanceReview, by: User, at: datetime | None) -> None:
    """Saved, one revision on; with the first word it is being written."""
    review.revision += 1
    review.changed_at = at or timezone.now()
    review.save()
    gather_previous(review)
    if review.state in (ReviewState.OPENED, ReviewState.SELF_ASSESSMENT):
        move(review, ReviewState.MANAGER_DRAFT, at=at)
        audit(review, "begun", by, at)


def gather_previous(review: PerformanceReview) -> None:
    """The objectives to be looked back on stand in the review, each once."""
    ReviewObjective.objects.bulk_create(
        ReviewObjective(review=review, objective=row, part=ObjectivePart.PREVIOUS)
        for row in previous_not_linked(review)
    )


def _note_meeting(
    review: PerformanceReview, wanted: MeetingContent, by: User, at: datetime | None
) -> None:
    if review.state == ReviewState.MANAGER_DRAFT and content.is_meeting_held(wanted):
        move(review, ReviewState.MEETING_HELD, at=at)
        audit(review, "met", by, at)


@transaction.atomic
def save_judgement(
    *,
    review: PerformanceReview,
    area: ReviewArea,
    content: JudgementContent,
    seen: str,
    by: User,
    at: datetime | None = None,
) -> AreaJudgement:
    """One area: a rating or none yet, the text, and what it rests on. Only what the review reads
    can be linked, and what was linked before may stay."""
    locked = held_to_write(review, by)
    if not locked.template.areas.filter(pk=area.pk).exists():
        raise ValidationError("This review does not ask about this area.")
    wanted, row = tidied(content), judgement_of(locked, area)
    now = judgement_content(row)
    if row is not None and version_of(wanted) == version_of(now):
        return row
    if seen != version_of(now):
        raise ReviewChangedError(locked, now)
    _check_judgement(wanted)
    row = row or AreaJudgement(review=locked, area=area)
    row.rating, row.narrative = wanted.rating, wanted.narrative
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save()
    _set_links(locked, row, wanted.links)
    locked.attested_at = None
    note_written(locked, by, at)
    return row


def _check_judgement(wanted: JudgementContent) -> None:
    content.check_rating(wanted.rating)
    if len(wanted.narrative) > content.LONGEST_AREA:
        raise ValidationError({"narrative": [f"Keep it under {content.LONGEST_AREA} characters."]})


def _set_links(review: PerformanceReview, row: AreaJudgement, keys: Iterable[str]) -> None:
    """Label and day are kept as they are on the day of choosing."""
    wanted = set(keys)
    had = set(row.links.values_list("key", flat=True))
    row.links.filter(key__in=had - wanted).delete()
    if new := wanted - had:
        pieces: Mapping[str, Piece] = reading_for(review).pieces()
        if new - set(pieces):
            raise ValidationError(
                {"links": ["Something you chose is not shown any more. Choose again."]}
            )
        EvidenceLink.objects.bulk_create(
            EvidenceLink(
                judgement=row,
                kind=pieces[key].kind,
                key=key,
                label=pieces[key].label[:LONGEST_LABEL],
                on=pieces[key].on,
            )
            for key in sorted(new)
        )


@transaction.atomic
def attest(*, review: PerformanceReview, by: User, at: datetime | None = None) -> PerformanceReview:
    """Confirms that nothing private is quoted (PR-15): of these words, so that it is asked again
    when they change."""
    locked = held_to_write(review, by)
    if locked.attested_at is None:
        locked.attested_at = at or timezone.now()
        note_written(locked, by, at)
        audit(locked, "attested", by, at)
    return locked


@transaction.atomic
def give_reason(
    *,
    review: PerformanceReview,
    code: str,
    where: str,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> WarningReason:
    """Why a warning stands as it is: read by everybody who reads the review."""
    locked = held_to_write(review, by)
    if code not in NEEDS_REASON:
        raise ValidationError("This finding takes no reason: put right what it names.")
    said = content.check_reason(reason)
    row, _ = WarningReason.objects.update_or_create(
        review=locked,
        code=code,
        where=where[:60],
        defaults={"reason": said, "given_by": by, "given_at": at or timezone.now()},
    )
    note_written(locked, by, at)
    audit(locked, "reason_given", by, at, {"code": code})
    return row


@transaction.atomic
def take_reason_back(
    *, review: PerformanceReview, code: str, where: str, by: User, at: datetime | None = None
) -> PerformanceReview:
    locked = held_to_write(review, by)
    if locked.warning_reasons.filter(code=code, where=where).delete()[0]:
        note_written(locked, by, at)
    return locked
