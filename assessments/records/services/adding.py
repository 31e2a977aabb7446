"""After the signatures: addenda, and a second look when the two do not agree."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import is_manager_of
from cms.people.teams.models import ReportingLine

from .. import rules
from ..access import can_add, can_begin, can_look_at_dispute, is_supervisee
from ..models import DisputeReview, RecordAddendum, SupervisionRecord
from ..rules import Stance
from . import telling
from .locking import audit, held


@transaction.atomic
def add_addendum(
    *, record: SupervisionRecord, words: str, by: User, at: datetime | None = None
) -> RecordAddendum:
    """By either side, dated; what was signed stays as it is. The same words sent twice are one."""
    locked = held(record)
    if not (is_supervisee(by, locked) or can_begin(by, locked.session)):
        raise PermissionDenied("Only the two who met add to a record.")
    if not can_add(by, locked):
        raise ValidationError(
            "Something is added once the record is locked. Until then it can be returned.",
            code="open",
        )
    rules.check_said("words", words, "Write what you want to add.")
    last = locked.addenda.filter(author=by).last()
    if last is not None and last.words == words.strip():
        return last
    made = RecordAddendum.objects.create(
        record=locked, author=by, words=words.strip(), at=at or timezone.now()
    )
    audit(locked, "added_to", by, at)
    telling.of_addendum(locked, made.pk, by, at)
    return made


@transaction.atomic
def ask_for_dispute_review(
    *, record: SupervisionRecord, by: User, at: datetime | None = None
) -> DisputeReview:
    """The supervisor's line manager of today is asked to look at it. Asked again, the same; or
    whoever manages the supervisor now, if the first has not answered."""
    locked = held(record)
    not_agreed = locked.signatures.filter(signer=by, stance=Stance.NOT_AGREED).exists()
    if not is_supervisee(by, locked):
        raise PermissionDenied("Only whom the record is for asks for this.")
    if not not_agreed:
        raise ValidationError("This is for a record you signed with “Not agreed”.", code="agreed")
    there = DisputeReview.objects.filter(record=locked).first()
    supervisor = locked.session.supervisor
    if there is not None and (there.answered_at or is_manager_of(there.reviewer, supervisor)):
        return there
    reviewer = _manager_of(supervisor, by)
    if there is not None:
        there.reviewer = reviewer
        there.save(update_fields=["reviewer"])
    else:
        there = DisputeReview.objects.create(
            record=locked, reviewer=reviewer, asked_by=by, asked_at=at or timezone.now()
        )
    audit(locked, "disputed", by, at, {"reviewer": reviewer.pk})
    telling.of_dispute(there, by, at)
    return there


def _manager_of(supervisor: User, asker: User) -> User:
    lines = ReportingLine.objects.on().filter(person=supervisor, manager__is_active=True)
    line = lines.select_related("manager").exclude(manager=asker).first()
    if line is None or not has_role(line.manager, Role.LINE_MANAGER):
        raise ValidationError(
            "No line manager of your supervisor is known here. Ask HR who can look at it.",
            code="nobody",
        )
    return line.manager


@transaction.atomic
def answer_dispute(
    *, dispute: DisputeReview, outcome: str, by: User, at: datetime | None = None
) -> DisputeReview:
    """What she found: kept with the record, read by both. With it her own reading ends."""
    rows = DisputeReview.objects.select_for_update(of=("self",))
    locked = rows.select_related("record__session__supervisor", "asked_by").get(pk=dispute.pk)
    if locked.answered_at is not None and by.pk == locked.reviewer_id:
        raise ValidationError("You have answered this already.", code="answered")
    if not can_look_at_dispute(by, locked):
        raise PermissionDenied("Only the manager who was asked answers.")
    rules.check_said("outcome", outcome, "Write what you found, for both of them.")
    locked.outcome, locked.answered_at = outcome.strip(), at or timezone.now()
    locked.save(update_fields=["outcome", "answered_at"])
    audit(locked.record, "dispute_answered", by, at)
    telling.of_outcome(locked, by, at)
    return locked
