"""What people do in activities: the only writer of seats, states, attempts and statements.

Every function may be called twice. There is no audit row for a statement or a state: the row is
itself the record, and its content is nobody else's.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.people.accounts.models import User
from cms.people.audit.services import record
from content.h5p.json_reading import read_json
from content.h5p.limits import Limits
from content.h5p.problems import Refused
from content.h5p.results.paths import read_path
from content.h5p.results.scores import score_of
from content.h5p.results.scoring import recompute_whole
from content.h5p.results.statements import Checked, check_statement

from .. import access
from ..models import (
    Activity,
    ActivityAttempt,
    ActivitySeat,
    ActivityStatement,
    ActivityVersion,
)
from ..queries.results import answers_kept, revision_of
from ..queries.seats import activity_address, actor_of, uses_of
from ..rules import JudgedBy, Reached, Status, check_transition
from ..rules import attempts as rules
from ..signals import activity_reached

STATE_LIMITS = Limits(json_bytes=rules.STATE_BYTES, json_depth=rules.STATE_DEPTH)


@transaction.atomic
def open_seat(
    *,
    participant: User,
    activity: Activity,
    version: ActivityVersion,
    page: Page,
    block_id: str,
    by: User,
    at: datetime | None = None,
) -> ActivitySeat:
    """Her row for this activity in this place, held until the transaction around it ends."""
    place = {"page": page, "block_id": block_id, "by": by, "at": at}
    return _seat(participant=participant, activity=activity, version=version, **place)


def _seat(
    *,
    participant: User,
    activity: Activity,
    version: ActivityVersion,
    page: Page,
    block_id: str,
    by: User,
    at: datetime | None,
) -> ActivitySeat:
    if not access.can_record(by, participant):
        raise PermissionDenied("Only the person herself plays, and nobody for her.")
    if version.activity_id != activity.pk:
        raise ValidationError("This is a version of another activity.", code="version")
    rules.check_block(block_id)
    seat, _ = ActivitySeat.objects.select_for_update(of=("self",)).get_or_create(
        participant=participant,
        activity=activity,
        page_id=page.pk,
        block_id=block_id,
        defaults={"created_at": at or timezone.now()},
    )
    return seat


@transaction.atomic
def save_state(
    *,
    participant: User,
    activity: Activity,
    version: ActivityVersion,
    page: Page,
    block_id: str,
    sub_content_id: str,
    data_type: str,
    data: str | None,
    by: User,
    at: datetime | None = None,
) -> ActivitySeat:
    """Keep a state as the player sent it, a JSON text; None and “0” take it back.

    States belong to the version that was played: with the first of another version the old go.
    """
    rules.check_state_name(sub_content_id, data_type)
    kept = None if data is None or data == "0" else _checked_state(data)
    place = {"page": page, "block_id": block_id, "by": by, "at": at}
    seat = _seat(participant=participant, activity=activity, version=version, **place)
    is_same = seat.states_of_id == version.pk
    if kept is None and not is_same:
        return seat
    states = rules.with_state(seat.states if is_same else {}, sub_content_id, data_type, kept)
    rules.check_states_size(states)
    seat.states, seat.states_of, seat.saved_at = states, version, at or timezone.now()
    seat.save(update_fields=["states", "states_of", "saved_at"])
    return seat


def _checked_state(data: str) -> str:
    rules.check_state_size(data)
    try:
        read_json(data.encode(), where="state", limits=STATE_LIMITS)
    except (Refused, UnicodeEncodeError) as problem:
        raise ValidationError("This is no state of an activity.", code="state_json") from problem
    return data


@transaction.atomic
def record_statement(
    *,
    participant: User,
    activity: Activity,
    version: ActivityVersion,
    page: Page,
    block_id: str,
    sent_as: UUID,
    raw: Any,
    by: User,
    at: datetime | None = None,
) -> ActivityStatement:
    """Keep what was done, once for each `sent_as`, and judge the attempt when it is finished.

    `raw` is an xAPI statement, or `{"statement": …, "data": …, "state": …}` where the player also
    says what the content tells of itself (`rules.attempts.Sent`).
    """
    now = at or timezone.now()
    place = {"page": page, "block_id": block_id, "by": by, "at": at}
    seat = _seat(participant=participant, activity=activity, version=version, **place)
    known = ActivityStatement.objects.select_related("attempt").filter(
        attempt__seat=seat, sent_as=sent_as
    )
    if (before := known.first()) is not None:
        return before
    sent = rules.read_sent(raw)
    checked = _checked_statement(sent, version, participant, now)
    attempt, is_new = _attempt_for(seat, version, checked, now)
    finishes = checked.finishes and attempt.state == Status.OPEN
    rules.check_statements(0 if is_new else attempt.statements.count(), finishes=finishes)
    statement = _keep_statement(attempt, checked, version, sent_as, now)
    if finishes:
        _finish(attempt, checked, sent, seat, now)
        record(actor=by, verb="activity_attempt.finished", obj=attempt, about=by, at=at)
    _tell(attempt, checked, is_new=is_new, finishes=finishes)
    return statement


def _checked_statement(
    sent: rules.Sent, version: ActivityVersion, participant: User, now: datetime
) -> Checked:
    try:
        return check_statement(
            sent.statement,
            activity_id=activity_address(version.activity),
            library=version.main_library.name,
            params=version.params,
            uses=uses_of(version),
            actor=actor_of(participant),
            stored_at=now,
            statement_id=uuid4(),
        )
    except Refused as refused:
        raise ValidationError(
            [ValidationError(str(problem), code=problem.code) for problem in refused.problems]
        ) from refused


def _attempt_for(
    seat: ActivitySeat, version: ActivityVersion, checked: Checked, now: datetime
) -> tuple[ActivityAttempt, bool]:
    """The attempt it belongs to, and whether that has just begun.

    An attempt goes on with the version she has before her: there her state has begun anew.
    """
    last = seat.attempts.select_related("activity", "participant").first()
    if last is not None and not rules.begins_attempt(checked.verb, last.state):
        if last.state == Status.OPEN:
            is_other, last.version = last.version_id != version.pk, version
            if is_other:
                last.save(update_fields=["version"])
        return last, False
    number = last.number + 1 if last else 1
    rules.check_attempts(number - 1)
    begun = seat.attempts.create(
        participant=seat.participant,
        activity=seat.activity,
        version=version,
        number=number,
        started_at=now,
    )
    return begun, True


def _keep_statement(
    attempt: ActivityAttempt,
    checked: Checked,
    version: ActivityVersion,
    sent_as: UUID,
    now: datetime,
) -> ActivityStatement:
    statement = checked.statement
    context = {**statement.get("context", {}), **revision_of(version.number)}
    return attempt.statements.create(
        sent_as=sent_as,
        sub_content_id=checked.sub_content_id,
        verb=checked.verb,
        title=checked.title[:255],
        interaction=checked.interaction,
        response=checked.response,
        score=checked.score,
        max_score=checked.max_score,
        judged_by=_judge(checked.is_recomputed),
        statement={**statement, "context": context},
        stored_at=now,
    )


def _judge(is_recomputed: bool) -> JudgedBy:
    return JudgedBy.SERVER if is_recomputed else JudgedBy.BROWSER


def _finish(
    attempt: ActivityAttempt, checked: Checked, sent: rules.Sent, seat: ActivitySeat, now: datetime
) -> None:
    check_transition(Status(attempt.state), Status.FINISHED)
    score, max_score, is_recomputed = _result(attempt, checked)
    attempt.state = Status.FINISHED
    attempt.score, attempt.max_score = score, max_score
    attempt.judged_by = _judge(is_recomputed)
    attempt.seconds = rules.seconds_taken(checked.seconds)
    attempt.path = read_path(attempt.version.params, _state(sent, seat, attempt), sent.data)
    attempt.finished_at = now
    attempt.save()


def _result(
    attempt: ActivityAttempt, checked: Checked
) -> tuple[Decimal | None, Decimal | None, bool]:
    """Score, highest score and whether they were worked out here."""
    score, most = checked.score, checked.max_score
    if checked.is_recomputed:
        return score, most, True
    version = attempt.version
    whole = recompute_whole(
        version.main_library.name,
        version.params,
        uses_of(version),
        {row.sub_content_id: row.response for row in answers_kept(attempt) if row.sub_content_id},
        reported=score_of(score, most) if score is not None and most is not None else None,
    )
    return (score, most, False) if whole is None else (whole.raw, whole.max, True)


def _state(sent: rules.Sent, seat: ActivitySeat, attempt: ActivityAttempt) -> Any:
    """Of the whole activity as it is now: as the player has just sent it, or as it saved it."""
    if sent.state is not None or seat.states_of_id != attempt.version_id:
        return sent.state
    return seat.states.get(rules.WHOLE, {}).get("state")


def _tell(attempt: ActivityAttempt, checked: Checked, *, is_new: bool, finishes: bool) -> None:
    """The boxes above, in this transaction: what they do stands or falls with the result."""
    reached = [
        (Reached.OPENED, rules.says_opened(checked.verb, is_top=checked.is_top, is_new=is_new)),
        (Reached.FINISHED, finishes),
    ]
    for what, is_so in reached:
        if is_so:
            activity_reached.send(sender=ActivityAttempt, attempt=attempt, reached=what)
