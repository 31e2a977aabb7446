"""The records of Larkmoor's sessions: written, shared, signed and locked, most of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from assessments.actions.models import SupervisionAction
from assessments.actions.rules import MOST_CARRIED, ActionState
from assessments.actions.services import mark_action
from assessments.concerns.services import acknowledge_pointer, add_pointer, close_pointer
from assessments.records.models import SupervisionRecord
from assessments.records.queries import words_hash_of
from assessments.records.rules import (
    Decision,
    Item,
    Need,
    NewAction,
    RecordContent,
    Review,
    ReviewKind,
    Stance,
)
from assessments.records.services import (
    add_addendum,
    ask_for_dispute_review,
    begin_record,
    countersign_record,
    mark_items,
    note_unsigned,
    return_record,
    save_record,
    share_record,
    sign_record,
)
from assessments.sessions.models import SupervisionSession
from assessments.standards.queries import default_statements
from cms.people.accounts.models import User

if TYPE_CHECKING:
    from .supervision import Pair

DAY = timedelta(days=1)
DUE_IN = (14, 21, 28, 42)
DONE, CARRIED = 0.66, 0.27


class Writer:
    def __init__(self, words: dict[str, Any]) -> None:
        self.words = words
        self.statements = [statement.pk for statement in default_statements().values()]
        self.lead = User.objects.get(first_name="Martin", last_name="Hale")

    def write(self, pair: Pair, session: SupervisionSession, *, is_last: bool) -> None:
        assert session.held_at is not None
        at = session.held_at + timedelta(hours=3)
        state = pair.facts.get("state") if is_last else None
        concern = bool(is_last and pair.facts.get("concern"))
        if concern:
            self._report(pair, session, at)
        record = begin_record(session=session, by=pair.supervisor, at=at)
        content = self._content(pair, session, concern=concern)
        record = save_record(
            record=record, content=content, revision=record.revision, by=pair.supervisor, at=at
        )
        if state == "drafted":
            return
        record = share_record(record=record, by=pair.supervisor, at=at + 1 * DAY)
        if is_last and pair.facts.get("shares"):
            self._mark(record, pair)
        if state == "shared":
            return
        if state == "returned":
            return_record(
                record=record, comment=self.words["returned"], by=pair.mentor, at=at + 2 * DAY
            )
        elif state == "unsigned_noted":
            SupervisionRecord.objects.filter(pk=record.pk).update(reminded=2)
            record.refresh_from_db()
            note_unsigned(record=record, reason="no_answer", by=pair.supervisor, at=at + 12 * DAY)
        else:
            self._sign(pair, record, at, is_last=is_last)

    def write_group(self, session: SupervisionSession, random: Random) -> None:
        """One note for all who came; locked by who held it when everybody had time to read it."""
        assert session.held_at is not None
        at, by = session.held_at + timedelta(hours=3), session.supervisor
        record = begin_record(session=session, by=by, at=at)
        chosen = random.sample(self.words["agenda"], 2)
        content = RecordContent(
            agenda=tuple(Item(heading, summary) for heading, summary in chosen),
            learning=random.choice(self.words["learning"]),
            practice_theme=random.choice(self.words["themes"]),
            statements=tuple(random.sample(self.statements, 2)),
            safeguarding_asked="no",
        )
        record = save_record(record=record, content=content, revision=record.revision, by=by, at=at)
        record = share_record(record=record, by=by, at=at + 1 * DAY)
        countersign_record(record=record, words_hash=words_hash_of(record), by=by, at=at + 12 * DAY)

    def _sign(self, pair: Pair, record: SupervisionRecord, at: datetime, *, is_last: bool) -> None:
        stance, comment = Stance.AGREED, ""
        if is_last and pair.facts.get("disputed"):
            stance, comment = Stance.NOT_AGREED, self.words["not_agreed"]
        elif is_last and pair.facts.get("comment"):
            stance, comment = Stance.WITH_COMMENT, self.words["with_comment"]
        now = timezone.now()
        record = sign_record(
            record=record,
            stance=stance,
            comment=comment,
            words_hash=words_hash_of(record),
            by=pair.mentor,
            at=min(at + 3 * DAY, now),
        )
        record = countersign_record(
            record=record,
            words_hash=words_hash_of(record),
            by=pair.supervisor,
            at=min(at + 4 * DAY, now),
        )
        if stance == Stance.NOT_AGREED:
            ask_for_dispute_review(record=record, by=pair.mentor, at=at + 5 * DAY)
        if is_last and pair.facts.get("addendum"):
            add_addendum(
                record=record, words=self.words["addendum"], by=pair.mentor, at=at + 9 * DAY
            )
        if is_last and pair.facts.get("shares"):
            self._share_action(record, pair)

    def _content(self, pair: Pair, session: SupervisionSession, *, concern: bool) -> RecordContent:
        pick, held_on = pair.random, timezone.localdate(session.held_at)
        chosen = pick.sample(self.words["agenda"], pick.choice([1, 2, 2, 3]))
        decided = pick.sample(self.words["decisions"], pick.choice([0, 1, 1]))
        is_full = pair.is_managed
        return RecordContent(
            agenda=tuple(Item(heading, summary) for heading, summary in chosen),
            decisions=tuple(
                Decision(what, why, due_on=held_on + 14 * DAY) for what, why in decided
            ),
            reviews=tuple(self._reviews(pair, session, held_on)),
            actions=tuple(self._actions(pair, held_on)),
            needs=(Need(pick.choice(self.words["needs"])),) if pick.random() < 0.06 else (),
            caseload=40 + pick.randint(0, 60) if is_full else None,
            manageable=pick.choice([2, 3, 4, 4]) if is_full else None,
            practice_theme=pick.choice(self.words["themes"]),
            statements=tuple(pick.sample(self.statements, 2)),
            learning=pick.choice(self.words["learning"]),
            wellbeing_discussed=pick.random() < 0.7,
            support=("none_needed",),
            recognition=pick.choice(self.words["recognition"]),
            next_on=held_on + pair.interval * DAY,
            safeguarding_asked="yes" if concern else "no",
        )

    def _reviews(self, pair: Pair, session: SupervisionSession, held_on: date) -> Iterable[Review]:
        """Most are done by the next time; some are carried over, and a few for the third time."""
        if pair.supervisor == self.lead:
            return
        closing = dict(self.words["actions"])
        for action in SupervisionAction.objects.filter(
            supervisee=pair.mentor, supervisor=pair.supervisor, state=ActionState.OPEN
        ):
            chance = pair.random.random()
            ahead = held_on + 21 * DAY
            if chance < DONE:
                yield Review(
                    action.pk, action.words, ReviewKind.DONE, closing.get(action.words, "Done.")
                )
            elif chance < DONE + CARRIED and action.carried_count < MOST_CARRIED:
                yield Review(action.pk, action.words, ReviewKind.CARRIED, "Not yet.", ahead)
            elif action.carried_count >= MOST_CARRIED:
                yield Review(action.pk, action.words, ReviewKind.DROPPED, "It is no longer needed.")
            else:
                yield Review(action.pk, action.words, ReviewKind.PROGRESS, "Begun, and going on.")

    def _actions(self, pair: Pair, held_on: date) -> Iterable[NewAction]:
        for words, _ in pair.random.sample(self.words["actions"], pair.random.choice([1, 2, 2, 3])):
            yield NewAction(words, held_on + pair.random.choice(DUE_IN) * DAY)

    def _report(self, pair: Pair, session: SupervisionSession, at: datetime) -> None:
        """Story 7: passed on in the session, acknowledged after 35 minutes."""
        assert session.held_at is not None
        told = session.held_at + timedelta(minutes=50)
        pointer = add_pointer(
            session=session,
            reported_at=told,
            reported_to="dsl",
            method="phone",
            external_ref="2231",
            by=pair.mentor,
            at=told + timedelta(minutes=5),
        )
        acknowledge_pointer(pointer=pointer, by=self.lead, at=told + timedelta(minutes=35))
        pointer.refresh_from_db()
        close_pointer(pointer=pointer, by=self.lead, at=at + 6 * DAY)

    def _mark(self, record: SupervisionRecord, pair: Pair) -> None:
        """Both tick that the line manager may read the first item."""
        first = [item.pk for item in record.items.all()[:1]]
        mark_items(record=record, item_ids=first, by=pair.mentor)
        mark_items(record=record, item_ids=first, by=pair.supervisor)

    def _share_action(self, record: SupervisionRecord, pair: Pair) -> None:
        action = record.session.actions_agreed.order_by("pk").first()
        if action is not None:
            mark_action(action=action, shares=True, by=pair.mentor)
            action.refresh_from_db()
            mark_action(action=action, shares=True, by=pair.supervisor)
