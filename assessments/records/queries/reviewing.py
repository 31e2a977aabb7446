"""The actions of before that a session looks at, and what is still missing in its record."""

from django.utils import timezone

from assessments.actions.models import SupervisionAction
from assessments.actions.queries import actions_for_session
from assessments.actions.rules import ActionState
from cms.people.accounts.models import User

from .. import rules
from ..models import SupervisionRecord
from ..rules import OpenAction, RecordPart, RecordState
from .content import content_of, is_group, parts


def actions_to_review(record: SupervisionRecord, reader: User) -> list[SupervisionAction]:
    """Open ones, the nearest day first. Each has `looked_at`: what was said of it in this session
    on its own page."""
    if RecordPart.REVIEWS not in parts(record):
        return []
    rows = actions_for_session(record.session, reader)
    return [row for row in rows if not row.is_new and row.state == ActionState.OPEN]  # type: ignore[attr-defined]


def unreviewed(record: SupervisionRecord, reader: User) -> int:
    actions = actions_to_review(record, reader)
    return len(rules.unreviewed(content_of(record), _open(actions), _updated(actions)))


def missing(record: SupervisionRecord, reader: User) -> list[str]:
    """What has to be put right before it is shared, in sentences."""
    actions = actions_to_review(record, reader)
    held_at = record.session.held_at or record.session.starts_at
    return rules.missing(
        content_of(record),
        open_actions=_open(actions),
        updated=_updated(actions),
        is_group=is_group(record),
        earliest=timezone.localdate(held_at),
    )


def earlier_not_locked(record: SupervisionRecord) -> bool:
    """Whether the record of an earlier session of the pair is still on its way: what was agreed in
    it becomes an action when it is locked."""
    if record.session.agreement is None:
        return False
    earlier = SupervisionRecord.objects.filter(
        session__agreement__supervisee=record.session.agreement.supervisee_id,
        session__supervisor=record.session.supervisor_id,
        session__starts_at__lt=record.session.starts_at,
    )
    return earlier.exclude(state=RecordState.LOCKED).exists()


def _open(actions: list[SupervisionAction]) -> list[OpenAction]:
    return [OpenAction(row.pk, row.carried_count) for row in actions]


def _updated(actions: list[SupervisionAction]) -> list[int]:
    return [row.pk for row in actions if row.looked_at]  # type: ignore[attr-defined]
