"""The draft: begun from a session that was held, saved every few seconds, never lost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import SessionState
from assessments.standards.models import Statement
from cms.people.accounts.models import User

from .. import queries, rules
from ..access import can_begin, can_write
from ..models import AgendaItem, SupervisionDecision, SupervisionRecord
from ..rules import Decision, Item, RecordContent
from ..rules.content import LONGEST_HEADING, MOST_ROWS
from .locking import audit, held

WINDOW = "window"  # of the body: the window that saved last, and since which revision


class RecordChangedError(Exception):
    """Somebody has saved other words meanwhile: both versions are to be looked at. `record` is as
    it is now; nothing was written."""

    def __init__(self, record: SupervisionRecord) -> None:
        super().__init__("The record was changed in another window.")
        self.record = record


@transaction.atomic
def begin_record(
    *,
    session: SupervisionSession,
    headings: Sequence[str] = (),
    by: User,
    at: datetime | None = None,
) -> SupervisionRecord:
    """The record of a session; the one that is there if it was begun already. `headings`, from
    what the mentor prepared, are added to what it talks about, each once, while it can be written.
    """
    row = SupervisionSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if not can_begin(by, row):
        raise PermissionDenied("A record is written by whoever held the session.")
    if row.state != SessionState.HELD:
        raise ValidationError("Say first that the session was held, then write its record.")
    moment = at or timezone.now()
    record, is_new = SupervisionRecord.objects.get_or_create(
        session=row, defaults={"created_at": moment, "changed_at": moment}
    )
    record = held(record)
    if is_new:
        audit(record, "begun", by, at)
    if headings and rules.RecordPart.AGENDA in queries.parts(record) and can_write(by, record):
        _add_headings(record, headings, moment)
    return queries.records().get(pk=record.pk)


def _add_headings(record: SupervisionRecord, headings: Sequence[str], moment: datetime) -> None:
    there = {item.heading for item in record.items.all()}
    position = len(there)
    for heading in dict.fromkeys(words.strip()[:LONGEST_HEADING] for words in headings):
        if heading and heading not in there and position < MOST_ROWS:
            AgendaItem.objects.create(record=record, position=position, heading=heading)
            position += 1
    record.revision += 1
    record.changed_at = moment
    _set_body(record, {**queries.body_of(record), WINDOW: []})
    record.save(update_fields=["revision", "changed_at", "body"])


@transaction.atomic
def save_record(
    *,
    record: SupervisionRecord,
    content: RecordContent,
    revision: int,
    by: User,
    window: str = "",
    at: datetime | None = None,
) -> SupervisionRecord:
    """The draft as it is now. `revision` is the one it was written from: of another, with other
    words in it, RecordChangedError is raised. `window` names the open page: its own earlier save,
    of which the answer was lost on the way, is no other version.
    """
    locked = held(record)
    if not can_write(by, locked):
        if can_begin(by, locked.session):
            rules.check_open(locked.state)
        raise PermissionDenied("A record is written by whoever held the session.")
    wanted = rules.within(rules.tidied(content), queries.parts(locked))
    wanted = _checked(locked, wanted, by)
    if revision != locked.revision and not _is_own_save(locked, revision, window):
        if rules.is_same(wanted, queries.content_of(locked)):
            return locked
        raise RecordChangedError(locked)
    _write(locked, wanted, window, at or timezone.now())
    return queries.records().get(pk=locked.pk)


def _is_own_save(record: SupervisionRecord, revision: int, window: str) -> bool:
    """Every save since that revision came from the same window."""
    last, since = [*queries.body_of(record).get(WINDOW, []), "", 0][:2]
    return bool(window) and last == window and since <= revision < record.revision


def _checked(record: SupervisionRecord, content: RecordContent, by: User) -> RecordContent:
    """Numbers of people and actions are those of this session, whatever a page sent; the words of
    an action of before are its own."""
    people = {person.pk for person in queries.attendees_of(record)}
    chosen = {row.person for row in content.actions} | {row.person for row in content.needs}
    if chosen - {None} - people:
        raise ValidationError("Choose somebody who was expected at this session.")
    if not content.reviews:
        return content
    actions = {row.pk: row for row in queries.actions_to_review(record, by)}
    before = {row.action: row for row in rules.from_body(queries.body_of(record)).reviews}
    reviews = []
    for row in content.reviews:
        if row.action in actions:
            reviews.append(replace(row, about=actions[row.action].words))
        elif row.action in before:
            reviews.append(replace(row, about=before[row.action].about))
    return replace(content, reviews=tuple(reviews))


def _write(
    record: SupervisionRecord, content: RecordContent, window: str, moment: datetime
) -> None:
    last, since = [*queries.body_of(record).get(WINDOW, []), "", 0][:2]
    keys = _write_items(record, content.agenda)
    _write_decisions(record, content.decisions)
    record.statements.set(Statement.objects.filter(pk__in=content.statements))
    body = {
        **rules.as_body(content),
        queries.KEYS: keys,
        WINDOW: [window, since if window and last == window else record.revision],
    }
    _set_body(record, body)
    record.safeguarding_asked = content.safeguarding_asked
    record.revision += 1
    record.changed_at = moment
    record.save(update_fields=["body", "safeguarding_asked", "revision", "changed_at"])


def _set_body(record: SupervisionRecord, body: Any) -> None:
    record.body = body  # plain values, in a field that stores one text


def _write_items(record: SupervisionRecord, items: Sequence[Item]) -> dict[str, int]:
    """An item stays the same row as long as the page calls it the same. Whoever ticked that a line
    manager may read it ticked these words: with others the supervisee's tick is gone."""
    rows = {row.pk: row for row in record.items.all()}
    known: dict[str, Any] = {str(pk): pk for pk in rows} | queries.body_of(record).get(
        queries.KEYS, {}
    )
    keys: dict[str, int] = {}
    for position, item in enumerate(items):
        row = rows.pop(known.get(item.key, 0), None) or AgendaItem(record=record)
        if (row.heading, row.summary) != (item.heading, item.summary):
            row.supervisee_shares = False
        row.heading, row.summary, row.position = item.heading, item.summary, position
        row.save()
        if item.key and item.key != str(row.pk):
            keys[item.key] = row.pk
    AgendaItem.objects.filter(pk__in=rows).delete()
    return keys


def _write_decisions(record: SupervisionRecord, decisions: Sequence[Decision]) -> None:
    rows = list(record.decisions.all())
    for position, decision in enumerate(decisions):
        row = rows.pop(0) if rows else SupervisionDecision(record=record)
        row.position, row.what, row.why = position, decision.what, decision.why
        row.who, row.due_on = decision.who, decision.due_on
        row.save()
    SupervisionDecision.objects.filter(pk__in=[row.pk for row in rows]).delete()
