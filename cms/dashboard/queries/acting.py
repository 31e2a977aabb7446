"""What an act would do to each of the chosen, before it is done: the confirmation page and the
services ask the same question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from courses.catalogue.models import ModulePage
from courses.enrolment import rules as enrolment

from .. import rules
from ..rules import Column, Held, Leads, Review
from .people import notice_moments, people_away
from .team import GridRow, rows_of
from .training import open_or_done, trainings


@dataclass(frozen=True)
class Outcome:
    """One of the chosen: whether something goes out to her, and what, or why not."""

    person: User
    goes_out: bool
    words: str
    on: date | None = None
    leads: Leads | None = None
    modules: Sequence[Held] = ()
    review: Review | None = None


def module_reminders(people: Sequence[User], *, now: datetime) -> list[Outcome]:
    day = timezone.localdate(now)
    found = trainings([person.pk for person in people], day)
    hush = _Hush(people, NoticeKind.MODULE_DUE, now)
    outcomes = []
    for person in people:
        modules = found[person.pk].to_remind_of if person.pk in found else []
        if not modules:
            outcomes.append(Outcome(person, False, "Nothing is overdue or has run out."))
            continue
        said = "; ".join(rules.module_words(each, day) for each in modules)
        reason = hush.reason(person)
        outcomes.append(Outcome(person, not reason, reason or f"{said}.", modules=modules))
    return outcomes


def review_reminders(reader: User, people: Sequence[User], *, now: datetime) -> list[Outcome]:
    rows = rows_of(reader, [person.pk for person in people], today=timezone.localdate(now))
    hush = _Hush(people, NoticeKind.REVIEW, now)
    return [_review_outcome(row, hush) for row in rows]


def _review_outcome(row: GridRow, hush: "_Hush") -> Outcome:
    if row.review is None or not rules.waits_for_mentor(row.review):
        return Outcome(row.person, False, _not_the_mentors(row.review))
    title, _ = rules.REVIEW_STEPS[row.review.state]
    reason = hush.reason(row.person)
    return Outcome(row.person, not reason, reason or f"{title}.", review=row.review)


def _not_the_mentors(review: Review | None) -> str:
    if review is None or not review.turn:
        return "No review is running."
    return f"The next step is the {review.turn}’s."


class _Hush:
    """Why somebody is left in peace: she was told within a day, or is away from work."""

    def __init__(self, people: Sequence[User], kind: NoticeKind, now: datetime) -> None:
        self.now = now
        self.told = notice_moments(people, kind, now)
        self.away = people_away(people, timezone.localdate(now))

    def reason(self, person: User) -> str:
        if person.pk in self.away:
            return "Paused at the moment: not written to."
        told_at = self.told.get(person.pk)
        if told_at is None or not rules.said_lately(told_at, self.now):
            return ""
        at = timezone.localtime(told_at)
        day = "today" if at.date() == timezone.localdate(self.now) else "yesterday"
        return f"Was told {day} at {at:%H:%M}. Nothing is sent twice within 24 hours."


def enrolments_to_come(
    people: Sequence[User], module: ModulePage, *, today: date | None = None
) -> list[Outcome]:
    day = today or timezone.localdate()
    have = open_or_done(people, module)
    outcomes = []
    for person in people:
        row = have.get(person.pk)
        completion = getattr(row, "completion", None)
        if row is not None and completion is None:
            outcomes.append(Outcome(person, False, "It is on the list already."))
            continue
        try:
            enrolment.check_may_open_cycle(
                is_open=False,
                was_completed=completion is not None,
                expires_on=completion.expires_on if completion else None,
                today=day,
            )
        except ValidationError as problem:
            outcomes.append(Outcome(person, False, " ".join(problem.messages)))
            continue
        outcomes.append(Outcome(person, True, "It comes onto the list, and a notice tells of it."))
    return outcomes


def places_to_act(reader: User, people: Sequence[User], column: Column) -> list[Outcome]:
    """Where each is acted on elsewhere: links, and nothing goes out."""
    rows = [row for row in rows_of(reader, [each.pk for each in people]) if row.is_own]
    return [
        Outcome(row.person, False, row.cells[column].word, leads=row.cells[column].leads)
        for row in rows
    ]
