"""A year of somebody's CPD in figures: target, hours, impact, gaps. No words anybody wrote.

Drafts are their owner's alone: nothing here counts them, unless she asks for her own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone

from assessments.cpd.rules import CPDYear, Policy
from assessments.standards.models import Statement
from cms.people.accounts.models import User

from .. import rules
from ..models import TargetAdjustment
from ..rules import (
    Advice,
    Counting,
    Desk,
    EntryFacts,
    Gaps,
    Impact,
    MonthLine,
    OffTheJob,
    Period,
    Post,
    Standing,
    Target,
    Together,
)
from . import rows
from .rows import Gathered


@dataclass(frozen=True)
class YearRecord:
    """One person, one CPD year. Minutes are whole numbers, the target is hours (Decimal)."""

    person_pk: int
    year: CPDYear
    policy: Policy
    target: Target
    counting: Counting
    impact: Impact
    together: Together
    gaps: Gaps
    off_the_job: OffTheJob
    standing: Standing
    adjustments: tuple[TargetAdjustment, ...] = ()  # those that were ended too
    is_away: bool = False
    post: Post = field(default=Post(), repr=False)
    absences: tuple[Period, ...] = field(default=(), repr=False)
    entries: tuple[EntryFacts, ...] = field(default=(), repr=False)
    touched: tuple[str, ...] = ()  # codes of the college's framework that entries work on
    untouched: tuple[Statement, ...] = ()
    desk: Desk | None = None  # drafts and returned entries: for their owner only

    @property
    def expected(self) -> int:
        """Minutes that would be the share of the months that are over."""
        return rules.expected_minutes(self.target)

    @property
    def left(self) -> int:
        """Minutes still to come until the target is met."""
        return max(self.target.minutes - self.counting.counted - self.counting.waiting, 0)

    @property
    def months_left(self) -> int:
        return self.target.months - self.target.elapsed

    @property
    def shortfalls(self) -> list[str]:
        return rules.shortfalls(
            target=self.target,
            counting=self.counting,
            impact=self.impact,
            together=self.together,
        )

    def by_month(self, today: date) -> list[MonthLine]:
        return rules.by_month(
            self.entries, year=self.year, post=self.post, absences=self.absences, today=today
        )

    def next_steps(self, today: date) -> list[Advice]:
        """What would help its owner next: only of her own record, as it tells of drafts."""
        return rules.next_steps(
            target=self.target,
            counting=self.counting,
            impact=self.impact,
            gaps=self.gaps,
            training=self.off_the_job,
            desk=self.desk or Desk(),
            is_running=self.year.first_on <= today <= self.year.last_on,
        )

    def reasons_to_tell(self, today: date) -> list[str]:
        return rules.reasons_to_tell(
            standing=self.standing,
            shortfalls=self.shortfalls,
            running=self.gaps.running,
            training=self.off_the_job,
            today=today,
        )

    @property
    def badge(self) -> str:
        return rules.BADGES[self.standing]


def records(
    people: Iterable[User], year: CPDYear, *, today: date | None = None
) -> dict[int, YearRecord]:
    """By primary key. Eight queries, whatever the number of people; without statements, and
    without anything of drafts."""
    day = today or timezone.localdate()
    pks = [person.pk for person in people]
    found = rows.gather(pks, year)
    return {pk: _record(pk, year, found, day) for pk in pks if pk in found.posts}


def records_under(
    people: Iterable[User], year: CPDYear, policies: Sequence[Policy], *, today: date | None = None
) -> list[dict[int, YearRecord]]:
    """The same people’s records once for each policy, from rows that are fetched once."""
    day = today or timezone.localdate()
    pks = [person.pk for person in people]
    found = rows.gather(pks, year)
    asked = [replace(found, policy=policy) for policy in policies]
    return [{pk: _record(pk, year, each, day) for pk in pks if pk in each.posts} for each in asked]


def year_record(
    person: User, year: CPDYear, *, own: bool = False, today: date | None = None
) -> YearRecord:
    """One person's year with the statements it touches; `own` adds what only its owner may know."""
    found = records([person], year, today=today)[person.pk]
    statements = rows.statements_of_college()
    touched = rows.touched_statements(person, year)
    return replace(
        found,
        touched=tuple(each.code for each in statements if each.pk in touched),
        untouched=tuple(each for each in statements if each.pk not in touched),
        desk=rows.desk_of(person, year) if own else None,
    )


def _record(pk: int, year: CPDYear, found: Gathered, today: date) -> YearRecord:
    policy, entries = found.policy, found.entries.get(pk, [])
    employment, absences = found.posts[pk], found.absences.get(pk, [])
    target = _target(pk, year, found, today)
    counting = rules.count(entries, policy=policy, target=target.hours)
    impact, together = rules.impact_of(entries, policy), rules.together_of(counting, target, policy)
    is_away = rules.is_away(absences, today) and year.first_on <= today <= year.last_on
    return YearRecord(
        person_pk=pk,
        year=year,
        policy=policy,
        target=target,
        counting=counting,
        impact=impact,
        together=together,
        gaps=_gaps(year, employment.post, found, pk, today),
        off_the_job=_training(pk, year, found, today),
        standing=rules.standing_of(
            target=target, counting=counting, impact=impact, together=together, is_away=is_away
        ),
        adjustments=tuple(found.adjustments.get(pk, [])),
        is_away=is_away,
        post=employment.post,
        absences=tuple(absences),
        entries=tuple(entries),
    )


def _target(pk: int, year: CPDYear, found: Gathered, today: date) -> Target:
    if pk in found.frozen:
        return found.frozen[pk]
    if not found.posts[pk].is_mentor:
        return rules.NO_TARGET
    return rules.target_of(
        policy=found.policy,
        year=year,
        post=found.posts[pk].post,
        absences=found.absences.get(pk, []),
        adjustments=[each.hours for each in found.adjustments.get(pk, []) if not each.ended_at],
        today=today,
    )


def _training(pk: int, year: CPDYear, found: Gathered, today: date) -> OffTheJob:
    return rules.off_the_job(
        found.entries.get(pk, []),
        year=year,
        post=found.posts[pk].post,
        absences=found.absences.get(pk, []),
        target=found.training_hours,
        before=found.trained_before.get(pk, 0),
        today=today,
    )


def _gaps(year: CPDYear, post: Post, found: Gathered, pk: int, today: date) -> Gaps:
    return rules.find_gaps(
        [(entry.start_on, entry.end_on or entry.start_on) for entry in found.entries.get(pk, [])],
        first_on=max(year.first_on, post.started_on or year.first_on),
        last_on=min(year.last_on, post.left_on or year.last_on),
        absences=found.absences.get(pk, []),
        gap_months=found.policy.gap_months,
        today=today,
    )
