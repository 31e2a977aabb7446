"""The manager's grid: a row for each mentor she follows, what needs her first.

Eleven queries with those of the page (one more where a policy of supervision counts hours),
whatever the number of people (design.md section 5).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from assessments.cpd.rules import CPDYear, cpd_year
from assessments.reviews.rules import ReviewKind, ReviewState
from assessments.sessions.queries.standing import NOT_EXPECTED
from assessments.supervision.rules import frequency
from assessments.supervision.rules.frequency import Facts
from assessments.targets.rules import (
    NO_TARGET,
    Post,
    count,
    impact_of,
    is_away,
    standing_of,
    target_of,
    together_of,
)
from assessments.verification.rules import latest_before
from cms.people.accounts.models import User
from cms.people.teams.models import Team

from .. import rules
from ..rules import Asked, Cell, Column, Leads, Level, Review, Seen, Training, Year
from .people import people_with_facts
from .practice import Agreed, Entries, Practice, Sessions, no_adjustment, practice_of
from .training import trainings

WITHIN_MONTHS = 12  # an observation, where the college has not said otherwise


@dataclass(frozen=True)
class GridRow:
    person: User
    cells: Mapping[Column, Cell]
    training: Training
    review: Review | None
    is_own: bool  # the reader is her line manager today

    @cached_property
    def name(self) -> str:
        return f"{self.person.last_name} {self.person.first_name}".casefold()

    @cached_property
    def words(self) -> str:
        person = self.person
        return f"{person.get_full_name()} {person.known_as} {self.team or ''}".casefold()

    @property
    def team(self) -> Team | None:
        profile = getattr(self.person, "staff_profile", None)
        return profile.team if profile else None

    @property
    def team_code(self) -> str:
        return self.team.code if self.team else ""

    @property
    def needing(self) -> list[Cell]:
        """The worst first."""
        return sorted((c for c in self.cells.values() if c.needs), key=lambda each: -each.level)

    @property
    def level(self) -> Level:
        return max(cell.level for cell in self.cells.values())


@dataclass(frozen=True)
class Grid:
    """Figures are of everybody the reader follows, rows of those she looks for."""

    rows: list[GridRow]
    people: int
    needing: int  # people
    things: int
    late: int  # of those things
    by_column: dict[Column, int]
    teams: list[Team]


def team_grid(reader: User, asked: Asked, *, today: date | None = None) -> Grid:
    everybody = rows_of(reader, today=today)
    things = [cell for row in everybody for cell in row.needing]
    teams = {row.team.pk: row.team for row in everybody if row.team}
    return Grid(
        rows=rules.sorted_rows([row for row in everybody if rules.matches(row, asked)], asked.sort),
        people=len(everybody),
        needing=sum(row.level > Level.FINE for row in everybody),
        things=len(things),
        late=sum(cell.level >= Level.LATE for cell in things),
        by_column={each: sum(cell.column == each for cell in things) for each in Column},
        teams=sorted(teams.values(), key=lambda team: team.code),
    )


def rows_of(
    reader: User, people: Iterable[int] | None = None, *, today: date | None = None
) -> list[GridRow]:
    """Of everybody the reader follows or, with `people`, of those among them; by name."""
    day = today or timezone.localdate()
    year = cpd_year(day)
    followed = people_with_facts(reader, year, day)
    listed = list(followed if people is None else followed.filter(pk__in=list(people)))
    pks = [person.pk for person in listed]
    training, practice = trainings(pks, day), practice_of(pks, year, day)
    maker = _Maker(reader, year, day, practice, latest_before(day, _within(practice)))
    return [maker.row(person, training.get(person.pk, Training())) for person in listed]


def _within(practice: Practice) -> int:
    return practice.cpd_policy.verify_within_days


@dataclass(frozen=True)
class _Maker:
    reader: User
    year: CPDYear
    day: date
    practice: Practice
    answered_from: date  # what was handed in on this day or before has waited too long

    def row(self, person: Any, training: Training) -> GridRow:
        review = _review(person.review_found)
        cells = (
            rules.induction_cell(training, person=person.pk, is_mentor=person.is_mentor),
            rules.certificate_cell(training, person=person.pk, today=self.day),
            rules.cpd_cell(self._year(person), person=person.pk),
            self._supervision(person),
            self._observation(person),
            self._review_cell(review),
        )
        by_column = {cell.column: cell for cell in cells}
        return GridRow(person, by_column, training, review, person.is_own)

    def _year(self, person: Any) -> Year:
        """As `targets.queries.records` works it out, without what the grid does not show."""
        policy, post = self.practice.cpd_policy, _post(person)
        entries = self.practice.entries.get(person.pk, Entries())
        absences = self._absences_of_year(person.pk)
        target = NO_TARGET
        if person.was_mentor:
            target = target_of(
                policy=policy, year=self.year, post=post, absences=absences,
                adjustments=no_adjustment(person.adjusted), today=self.day,
            )  # fmt: skip
        counting = count(entries.of_year, policy=policy, target=target.hours)
        impact = impact_of(entries.of_year, policy)
        waits = entries.waiting if person.is_own else []
        return Year(
            standing=standing_of(
                target=target, counting=counting, impact=impact,
                together=together_of(counting, target, policy),
                is_away=is_away(absences, self.day),
            ),
            counted=counting.counted,
            target=target.minutes,
            impact=impact.done,
            impact_asked=impact.needed,
            waits=len(waits),
            waits_long=sum(each <= self.answered_from for each in waits),
        )  # fmt: skip

    def _absences_of_year(self, pk: int) -> list[Any]:
        return [
            (first, last)
            for first, last in self.practice.absences.get(pk, [])
            if first <= self.year.last_on and (last is None or last >= self.year.first_on)
        ]

    def _supervision(self, person: Any) -> Cell:
        known, agreed = self.practice, self.practice.agreements.get(person.pk, Agreed())
        sessions = known.sessions.get(person.pk, Sessions())
        standing = NOT_EXPECTED
        if (profile := getattr(person, "staff_profile", None)) is not None:
            facts = Facts(
                is_expected=person.is_mentor or agreed.is_in_force,
                started_on=profile.started_on,
                agreed_on=agreed.first_on,
                agreed_days=agreed.days,
                left_on=profile.left_on,
                fte=profile.fte,
                team=profile.team_id,
                needs=known.needs.get(person.pk, {}),
                absences=tuple(known.absences.get(person.pk, ())),
                closures=known.closures,
                sessions=tuple(sessions.held),
                contact_minutes=known.contact_minutes.get(person.pk, {}),
            )
            standing = frequency.standing(facts, known.policies, on=self.day)
        return rules.supervision_cell(
            standing,
            booked_on=sessions.booked_on,
            leads=self._to_sessions(person, agreed),
            today=self.day,
        )

    def _to_sessions(self, person: Any, agreed: Agreed) -> Leads | None:
        """Who supervises her books; a line manager sees to it that there is time. Sessions of
        others' people are nobody's to open from here."""
        if self.reader.pk in agreed.by_supervisor:
            pair = agreed.by_supervisor[self.reader.pk]
            return Leads("Book a session", "sessions:session_book", pair)
        if person.is_own:
            query = f"?person={person.pk}"
            return Leads("See the sessions", "sessions:team_sessions", query=query)
        return None

    def _observation(self, person: Any) -> Cell:
        seen = Seen(
            seen_on=timezone.localdate(person.seen_at) if person.seen_at else None,
            planned_on=timezone.localdate(person.planned_for) if person.planned_for else None,
            within_months=person.observed_within or WITHIN_MONTHS,
        )
        return rules.observation_cell(
            seen,
            started_on=_post(person).started_on,
            is_mentor=person.is_mentor,
            person=person.pk,
            today=self.day,
        )

    def _review_cell(self, review: Review | None) -> Cell:
        """Who knows that there is one opens it: words she may not read do not stand there."""
        leads = Leads("See reviews", "reviews:review_home")
        if review is not None:
            leads = Leads("Open the review", "reviews:review_detail", review.pk)
        return rules.review_cell(review, reader=self.reader.pk, leads=leads, today=self.day)


def _post(person: Any) -> Post:
    profile = getattr(person, "staff_profile", None)
    return Post(profile.fte, profile.started_on, profile.left_on) if profile else Post()


def _review(found: Mapping[str, Any] | None) -> Review | None:
    if not found:
        return None
    final_at = parse_datetime(found["final_at"]) if found["final_at"] else None
    return Review(
        pk=found["pk"],
        state=ReviewState(found["state"]),
        kind=str(ReviewKind(found["kind"]).label),
        reviewer=found["reviewer"],
        due_on=_day(found["due_on"]) or date.min,
        self_due_on=_day(found["self_due_on"]),
        final_on=_on(final_at),
        asks_self_assessment=bool(found["asks"]),
        is_countersigned=bool(found["countersigned"]),
        waits_for_moderation=bool(found["sampled"]),
    )


def _day(text: str | None) -> date | None:
    return parse_date(text) if text else None


def _on(moment: Any) -> date | None:
    if moment is None:
        return None
    return timezone.localdate(
        moment if timezone.is_aware(moment) else timezone.make_aware(moment, UTC)
    )
