"""What a review at Larkmoor reads: caseloads, observations, feedback through the year, outcomes."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from assessments.caseloads.rules import Counts
from assessments.caseloads.services import record_caseload
from assessments.feedback.models import FormativeNote
from assessments.feedback.rules import FeedbackKind
from assessments.feedback.services import mark_seen as open_notes
from assessments.feedback.services import reply_to_note, write_note
from assessments.observations.models import Observation, ObservationTemplate
from assessments.observations.queries import ratings_by_part, words_hash_of
from assessments.observations.rules import Level, ObservationKind, Part, Stance, Tally, ratings_mark
from assessments.observations.rules.ratings import Rated
from assessments.observations.services import (
    answer_observation,
    book_observation,
    keep_note,
    keep_tally,
    mark_seen,
    rate_observation,
    reflect_on_observation,
    release_observation,
    set_sharing,
    sign_observation,
    write_up,
)
from assessments.outcomes.rules import MetricKind
from assessments.outcomes.rules.values import MetricValues
from assessments.outcomes.services import ImportContent, import_outcomes
from assessments.outcomes.services import write_note as write_context
from assessments.standards.models import Statement
from cms.people.accounts.models import User
from cms.people.teams.models import Team

from .history import day_ago, moment

CASELOAD_DAYS = (2, 33, 64, 95, 156, 217, 278)
NOTE_DAYS = (452, 396, 318, 221, 183, 74, 26)
FORMAL_DAYS, RECENT_DAYS = 262, 41
PEERS = 12  # developmental observations, by another mentor
DISPUTES = "M10"
IN_PROBATION = {"M08": 37, "M12": 61}  # observed so many days ago


@dataclass(frozen=True)
class Coach:
    """A mentor with the facts of the table, the manager of hers, and chances of her own."""

    person: User
    manager: User
    facts: Mapping[str, Any]
    random: Random

    def was_here(self, days: int) -> bool:
        return bool(self.facts["days_in_post"] > days + 5)


def ago(days: int, hour: int) -> datetime:
    return moment(day_ago(days), 0, hour=hour)


def count_learners(coaches: Sequence[Coach]) -> None:
    """The newest as in the table; before, somewhat fewer."""
    for coach in coaches:
        for number, days in enumerate(CASELOAD_DAYS):
            if not coach.was_here(days):
                break
            share = 1 - Decimal(number) * Decimal("0.03")
            counts = [int(count * share) for count in coach.facts["learners"]]
            record_caseload(
                mentor=coach.person, on=day_ago(days), counts=Counts(*counts), by=coach.manager,
                at=ago(days, 9),
            )  # fmt: skip


# Feedback through the year ----------------------------------------------------------


def give_feedback(coaches: Sequence[Coach], words: dict[str, Any]) -> None:
    """Two or three a year for everybody, one of them something to try."""
    said = {kind: [*rows] for kind, rows in words.items()}
    codes = {row.code: row for row in Statement.objects.filter(framework__is_default=True)}
    for place, coach in enumerate(coaches):
        for number, days in enumerate(NOTE_DAYS):
            if not coach.was_here(days):
                continue
            kind = FeedbackKind.NEXT_STEP if number % 2 else FeedbackKind.STRENGTH
            seen, next_step = said[kind][(place * 3 + number) % len(said[kind])]
            note = write_note(
                mentor=coach.person, kind=kind, seen_on=day_ago(days), what_seen=seen,
                next_step=next_step, statements=[codes["S2" if number % 2 else "S6"]],
                by=coach.manager, at=ago(days, 16),
            )  # fmt: skip
            hear(coach, note, days)


def hear(coach: Coach, note: FormativeNote, days: int) -> None:
    open_notes(notes=[note], by=coach.person, at=ago(days, 17))
    if coach.random.random() < 0.3:
        reply_to_note(
            note=note, text="Thank you. I will try it this week and tell you.", by=coach.person,
            at=ago(days, 18),
        )  # fmt: skip


def raise_concern(coach: Coach, words: list[list[str]], days: int) -> None:
    seen, next_step = words[0]
    note = write_note(
        mentor=coach.person, kind=FeedbackKind.CONCERN, seen_on=day_ago(days), what_seen=seen,
        next_step=next_step, by=coach.manager, at=ago(days, 16),
    )  # fmt: skip
    hear(coach, note, days)


# Observations -----------------------------------------------------------------------


def observe(coaches: Sequence[Coach], words: dict[str, Any]) -> None:
    """Formal ones by the line manager, last year and this; some by a peer, whom the mentor asks."""
    formal = ObservationTemplate.objects.get(kind=ObservationKind.FORMAL, is_current=True)
    open_ended = ObservationTemplate.objects.get(
        kind=ObservationKind.DEVELOPMENTAL, is_current=True
    )
    for number, coach in enumerate(coaches):
        if coach.facts["id"] in IN_PROBATION:
            watch_formally(coach, formal, IN_PROBATION[coach.facts["id"]], words)
            continue
        for days in (FORMAL_DAYS, RECENT_DAYS):
            if coach.was_here(days) and (days == FORMAL_DAYS or number % 3 != 1):
                watch_formally(coach, formal, days - number % 9, words)
    old_hands = [coach for coach in coaches if coach.was_here(300)]
    for number, coach in enumerate(old_hands[:PEERS]):
        peer = old_hands[(number + 3) % len(old_hands)].person
        watch_as_peer(coach, peer, open_ended, 90 + 11 * number, words)


def watched(
    coach: Coach, observer: User, template: ObservationTemplate, days: int, words: dict[str, Any]
) -> Observation:
    """Planned, seen, noted and counted."""
    chance = coach.random
    by_peer = template.kind == ObservationKind.DEVELOPMENTAL
    row = book_observation(
        mentor=coach.person, observer=observer, kind=template.kind, template=template,
        planned_for=ago(days, 11), focus=chance.choice(words["focus"]),
        by=coach.person if by_peer else observer, at=ago(days + 8, 10),
    )  # fmt: skip
    mark_seen(
        observation=row, seen_at=ago(days, 11), minutes=chance.choice((30, 35, 40)),
        by=observer, at=ago(days, 12),
    )  # fmt: skip
    for number, (second, kind, text) in enumerate(words["notes"]):
        if chance.random() < 0.7:
            keep_note(
                observation=row, client_id=uuid5(NAMESPACE_OID, f"{row.pk}/{number}"), kind=kind,
                second=second, text=text, written_at=ago(days, 11), by=observer,
                at=ago(days, 12),
            )  # fmt: skip
    talk = chance.randint(30, 62)
    tally = Tally(
        chance.randint(6, 16), chance.randint(4, 18), talk * 18, (100 - talk) * 18,
        chance.randint(3, 14),
    )  # fmt: skip
    keep_tally(observation=row, tally=tally, before=[Tally()], by=observer, at=ago(days, 12))
    return row


def watch_as_peer(
    coach: Coach, peer: User, template: ObservationTemplate, days: int, words: dict[str, Any]
) -> None:
    row = watched(coach, peer, template, days, words)
    finish_writing(coach, row, peer, days, words)
    if coach.random.random() < 0.4:
        row.refresh_from_db()
        set_sharing(
            observation=row, switch="manager_reads", on=True, by=coach.person,
            at=ago(days - 3, 9),
        )  # fmt: skip


def finish_writing(
    coach: Coach, row: Observation, observer: User, days: int, words: dict[str, Any]
) -> None:
    chance = coach.random
    if row.kind == ObservationKind.DEVELOPMENTAL:
        reflect_on_observation(
            observation=row, reflection=chance.choice(words["reflection"]), by=coach.person,
            at=ago(days, 15),
        )  # fmt: skip
    row.refresh_from_db()
    write_up(
        observation=row, strengths=chance.choice(words["strengths"]),
        next_step=chance.choice(words["next_step"]), next_step_on=day_ago(days - 42),
        revision=row.revision, by=observer, at=ago(days - 1, 10),
    )  # fmt: skip
    release_observation(observation=row, by=observer, at=ago(days - 1, 11))
    row.refresh_from_db()


def watch_formally(
    coach: Coach, template: ObservationTemplate, days: int, words: dict[str, Any]
) -> None:
    observer = coach.manager
    row = watched(coach, observer, template, days, words)
    rate_observation(
        observation=row, ratings=ratings_for(coach, row, words["criteria"]),
        mark=ratings_mark(ratings_by_part(row)[Part.OBSERVER]), by=observer, at=ago(days, 14),
    )  # fmt: skip
    finish_writing(coach, row, observer, days, words)
    disputes = coach.facts["id"] == DISPUTES and days < FORMAL_DAYS - 10
    stance = Stance.NOT_AGREED if disputes else Stance.AGREED
    answer_observation(
        observation=row, stance=stance, response=words["responses"][stance][0] if disputes else "",
        words_hash=words_hash_of(row), by=coach.person, at=ago(days - 3, 10),
    )  # fmt: skip
    row.refresh_from_db()
    sign_observation(
        observation=row, words_hash=words_hash_of(row), by=observer, at=ago(days - 4, 10)
    )


def ratings_for(coach: Coach, row: Observation, sentences: dict[str, str]) -> dict[int, Rated]:
    found = {}
    for criterion in row.template.criteria.all():
        chance = coach.random.random()
        if chance < 0.12:
            found[criterion.pk] = Rated(Level.NOT_SEEN)
            continue
        level = next(
            name
            for name, limit in ((Level.DEVELOPING, 0.3), (Level.SECURE, 0.8), (Level.STRONG, 2))
            if chance < limit
        )
        found[criterion.pk] = Rated(level, sentences[level])
    return found


# Outcomes ---------------------------------------------------------------------------


def bring_in_outcomes(
    coaches: Sequence[Coach], facts: dict[str, Any], words: dict[str, Any], lead: User
) -> None:
    """Last year's, by team as in domain.md section 9, and some of each mentor's own."""
    first, last = day_ago(480), day_ago(118)
    teams = {team.code: team for team in Team.objects.all()}
    rows = [row for code, counts in facts["teams"].items()
            for row in of_team(teams[code], counts, facts["college"], first, last)]  # fmt: skip
    for coach in coaches:
        if coach.was_here(300):
            rows += of_mentor(coach, first, last)
    content = ImportContent(
        file_name="outcomes-last-year.csv", checksum=hashlib.sha256(b"larkmoor").hexdigest(),
        source_system="Student record, year-end return", comparator_label=words["comparator"],
        rows=rows,
    )  # fmt: skip
    import_outcomes(content=content, by=lead, at=ago(100, 10))
    for code in facts["teams"]:
        write_context(
            team=teams[code], period_to=last, reasons=["level_mix", "age_mix"],
            text=words["note"], by=lead, at=ago(99, 10),
        )  # fmt: skip


def of_team(
    team: Team, counts: dict[str, Any], college: dict[str, Any], first: Any, last: Any
) -> list[MetricValues]:
    leavers, retained, achieved = counts["leavers"], counts["retained"], counts["achieved"]
    compared = round(counts["comparator"] * college["leavers"] / 100)
    common = {"person": None, "team": team.pk, "period_from": first, "period_to": last}
    wide = college["leavers"]
    return [
        MetricValues(kind=MetricKind.RETENTION, numerator=retained, denominator=leavers,
                     comparator_numerator=college["retained"],
                     comparator_denominator=wide, **common),
        MetricValues(kind=MetricKind.PASS, numerator=achieved, denominator=retained,
                     comparator_numerator=college["achieved"],
                     comparator_denominator=college["retained"], **common),
        MetricValues(kind=MetricKind.ACHIEVEMENT, numerator=achieved, denominator=leavers,
                     comparator_numerator=compared, comparator_denominator=wide, **common),
    ]  # fmt: skip


def of_mentor(coach: Coach, first: Any, last: Any) -> list[MetricValues]:
    people = sum(coach.facts["learners"])
    common = {"person": coach.person.pk, "team": None, "period_from": first, "period_to": last}
    reviews, targets = people * 3, people * 4
    return [
        MetricValues(kind=MetricKind.PROGRESS_REVIEW_ON_TIME,
                     numerator=round(reviews * coach.random.uniform(0.7, 0.95)),
                     denominator=reviews, **common),
        MetricValues(kind=MetricKind.TARGET_COMPLETION,
                     numerator=round(targets * coach.random.uniform(0.5, 0.85)),
                     denominator=targets, **common),
    ]  # fmt: skip
