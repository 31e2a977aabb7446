"""A year of supervision at Larkmoor: agreements, sessions, records and what was agreed in them,
lived through the services with moments of the past."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import yaml
from django.utils import timezone

from assessments.assurance.services import take_pulse
from assessments.personal_notes.services import save_note
from assessments.preparation.rules import PreparationContent
from assessments.preparation.services import save_preparation
from assessments.sessions.models import SupervisionSession
from assessments.sessions.services import (
    book_group,
    book_session,
    call_off_session,
    mark_held,
)
from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.queries.agreements import words_hash_of
from assessments.supervision.rules.agreements import starting_content
from assessments.supervision.rules.kinds import KINDS, SessionType
from assessments.supervision.services.agreement_signing import sign_agreement
from assessments.supervision.services.agreements import draft_agreement, offer_agreement
from assessments.supervision.services.policies import save_post, set_need
from cms.people.accounts.models import User

from .history import day_ago, moment
from .supervision_company import debrief, pass_on
from .supervision_records import Writer

WORDS = Path(__file__).parent / "supervision.yaml"
LONGEST_AGO = 330  # agreements are looked at again within a year
INTERVAL, NEW_INTERVAL, SAFEGUARDING_INTERVAL = 42, 14, 42
KINDS_OF_PAIR = (SessionType.DEVELOPMENTAL, SessionType.REFLECTIVE)
KINDS_OF_MANAGER = (SessionType.PROBATION, SessionType.MANAGERIAL)
NOT_IN_TIME, CALLED_OFF = 0.3, 0.08
NOTES_KEPT = 0.42
IN_GROUP = 6
DAY = timedelta(days=1)


@dataclass
class Pair:
    id: str
    mentor: User
    supervisor: User
    facts: dict[str, Any]
    days: int  # since the agreement began
    random: Random
    is_managed: bool
    agreement: SupervisionAgreement = field(init=False)

    @property
    def interval(self) -> int:
        return NEW_INTERVAL if self.is_managed else INTERVAL


def live_through_supervision(mentors: Sequence[tuple[User, dict[str, Any]]]) -> None:
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    people = {person.display_name: person for person in User.objects.all()}
    give_posts(words["posts"], people)
    pairs = [make_pair(user, facts, words, people) for user, facts in mentors]
    writer = Writer(words)
    for pair in pairs:
        agree(pair)
        set_needs(pair)
    for supervisor, days in words["groups"].items():
        hold_groups(people[supervisor], days, pairs, writer)
    for pair in pairs:
        meet(pair, writer)
        look_ahead(pair, words)
    debrief(pairs, writer)
    practise_safeguarding(pairs, people["Martin Hale"], writer)
    pass_on(pairs, words["pointers"], people["Martin Hale"])
    answer_pulse(pairs)


def give_posts(posts: dict[str, Any], people: dict[str, User]) -> None:
    for name, facts in posts.items():
        save_post(
            supervisor=people[name],
            fte=Decimal(facts["fte"]),
            trained_on=day_ago(facts["trained_days_ago"]),
            by=None,
        )


def make_pair(
    mentor: User, facts: dict[str, Any], words: dict[str, Any], people: dict[str, User]
) -> Pair:
    own = words["pairs"][facts["id"]]
    is_managed = own["by"] == "line_manager"
    manager = mentor.reporting_lines.get().manager
    return Pair(
        id=facts["id"],
        mentor=mentor,
        supervisor=manager if is_managed else people[own["by"]],
        facts=own,
        days=min(facts["days_in_post"] - 1, LONGEST_AGO),
        random=Random(facts["id"]),
        is_managed=is_managed,
    )


def agree(pair: Pair) -> None:
    kinds = KINDS_OF_MANAGER if pair.is_managed else KINDS_OF_PAIR
    pair.agreement = sign(pair.mentor, pair.supervisor, kinds, pair.days)


def sign(
    mentor: User, supervisor: User, kinds: Sequence[SessionType], days: int
) -> SupervisionAgreement:
    start, at = day_ago(days), moment(day_ago(days), 0, hour=9)
    content = starting_content(start)
    content = type(content)(**{**vars(content), "types": tuple(kinds), "is_time_protected": True})
    agreement = draft_agreement(
        supervisee=mentor, supervisor=supervisor, content=content, by=supervisor, at=at
    )
    offer_agreement(agreement=agreement, by=supervisor, at=at)
    agreement.refresh_from_db()
    for number, person in enumerate((supervisor, mentor)):
        sign_agreement(
            agreement=agreement,
            words_hash=words_hash_of(agreement),
            by=person,
            at=at + timedelta(hours=1 + 3 * number),
        )
        agreement.refresh_from_db()
    return agreement


def set_needs(pair: Pair) -> None:
    if kind := pair.facts.get("need"):
        days = pair.facts["need_days_ago"]
        set_need(person=pair.mentor, kind=kind, starts_on=day_ago(days), by=None)


def hold_groups(
    supervisor: User, days: Sequence[int], pairs: Sequence[Pair], writer: Writer
) -> None:
    own = [pair.mentor for pair in pairs if pair.supervisor == supervisor]
    for number, ago in enumerate(days):
        there = [p for p in pairs if p.mentor in own and p.days > ago + 20]
        turn = number * IN_GROUP
        attendees = [pair.mentor for pair in (there + there)[turn % len(there) :][:IN_GROUP]]
        at = moment(day_ago(ago), 0, hour=14)
        session = book_group(
            supervisor=supervisor,
            attendees=attendees,
            starts_at=at,
            minutes=90,
            medium="in_person",
            place="Riverside, room 1.08",
            by=supervisor,
            at=at - 21 * DAY,
        )
        held_one = mark_held(
            session=session,
            held_at=at,
            minutes=85,
            functions=["formative", "restorative"],
            came={person.pk for person in attendees[: IN_GROUP - number % 2]},
            by=supervisor,
            at=at + timedelta(hours=2),
        )
        writer.write_group(held_one, Random(f"{supervisor.email} {number}"))


def meet(pair: Pair, writer: Writer) -> None:
    """Back from the last session by the interval to the first days, told from the first on."""
    ago, days = pair.facts["last"], []
    while ago < pair.days - 3:
        days.append(ago)
        late = pair.random.random() < NOT_IN_TIME
        ago += pair.interval + (pair.random.randint(9, 14) if late else pair.random.randint(-4, 4))
    for number, ago in enumerate(reversed(days)):
        session = hold(pair, ago, number)
        is_last = ago == pair.facts["last"]
        writer.write(pair, session, is_last=is_last)
        keep_notes(pair, session, writer.words)


def hold(pair: Pair, ago: int, number: int) -> SupervisionSession:
    kinds = pair.agreement.types
    kind = SessionType(kinds[0] if pair.is_managed else kinds[number % len(kinds)])
    if pair.facts.get("concern") and ago == pair.facts["last"]:
        kind = SessionType.REFLECTIVE
    at = moment(day_ago(ago), 0, hour=13 + number % 3)
    if pair.random.random() < CALLED_OFF and ago + 5 < pair.days:
        return hold_instead(pair, kind, at)
    return held(pair, book(pair, kind, at, booked=at - 15 * DAY), at)


def hold_instead(pair: Pair, kind: SessionType, at: datetime) -> SupervisionSession:
    """One was called off, and the next day held in its place."""
    by = pair.random.choice(["supervisee", "supervisor"])
    first = book(pair, kind, at - 3 * DAY, booked=at - 16 * DAY)
    call_off_session(
        session=first, called_off_by=by, reason="urgent", by=pair.supervisor, at=at - 4 * DAY
    )
    again = book(pair, kind, at, booked=at - 4 * DAY, instead_of=first)
    return held(pair, again, at)


def book(
    pair: Pair,
    kind: SessionType,
    at: datetime,
    *,
    booked: datetime,
    instead_of: SupervisionSession | None = None,
) -> SupervisionSession:
    start = moment(day_ago(pair.days), 0, hour=15)
    return book_session(
        agreement=pair.agreement,
        type=kind,
        starts_at=at,
        minutes=KINDS[kind].minutes[1],
        medium="in_person",
        place="Room 2.14",
        by=pair.supervisor,
        instead_of=instead_of,
        at=max(booked, start),
    )


def held(pair: Pair, session: SupervisionSession, at: datetime) -> SupervisionSession:
    functions = [str(function) for function in KINDS[SessionType(session.type)].functions]
    if pair.random.random() < 0.5 and "formative" not in functions:
        functions.append("formative")
    return mark_held(
        session=session,
        held_at=at,
        minutes=session.minutes - pair.random.choice([0, 0, 5, 10]),
        functions=functions,
        by=pair.supervisor,
        at=at + timedelta(hours=2),
    )


def keep_notes(pair: Pair, session: SupervisionSession, words: dict[str, Any]) -> None:
    if session.held_at is None or pair.random.random() > NOTES_KEPT:
        return
    save_note(
        author=pair.mentor,
        words=pair.random.choice(words["notes"]),
        session=session,
        by=pair.mentor,
        at=session.held_at + timedelta(hours=5),
    )


def look_ahead(pair: Pair, words: dict[str, Any]) -> None:
    """What was called off lately, and the next session, prepared by some."""
    for ago in pair.facts.get("called_off", ()):
        at = moment(day_ago(ago), 0, hour=11)
        session = book(pair, SessionType(pair.agreement.types[0]), at, booked=at - 12 * DAY)
        call_off_session(
            session=session,
            called_off_by="supervisor",
            reason="diary",
            by=pair.supervisor,
            at=at - 1 * DAY,
        )
    away = pair.mentor.absences.exists()
    if away or pair.facts.get("called_off") or pair.facts.get("state") == "shared":
        return
    ahead = max(pair.interval - pair.facts["last"], 1)
    at = moment(weekday(timezone.localdate() + ahead * DAY), 0, hour=10)
    session = book(pair, SessionType(pair.agreement.types[-1]), at, booked=timezone.now() - DAY)
    if pair.random.random() < 0.6:
        save_preparation(
            session=session,
            mentor=pair.mentor,
            content=PreparationContent(
                wants=pair.random.choice(words["wants"]),
                went_well=pair.random.choice(words["went_well"]),
                weighs=pair.random.choice(words["weighs"]),
            ),
            by=pair.mentor,
        )


def weekday(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + (7 - day.weekday()) * DAY if day.weekday() > 4 else day


def practise_safeguarding(pairs: Sequence[Pair], lead: User, writer: Writer) -> None:
    for pair in pairs:
        if not (rhythm := pair.facts.get("safeguarding")):
            continue
        last, times = rhythm
        agreement = sign(pair.mentor, lead, [SessionType.SAFEGUARDING], LONGEST_AGO)
        own = Pair(
            pair.id, pair.mentor, lead, {"last": last}, LONGEST_AGO, pair.random, is_managed=False
        )
        own.agreement = agreement
        days = [last + n * SAFEGUARDING_INTERVAL for n in range(times)]
        for number, ago in enumerate(reversed([day for day in days if day < LONGEST_AGO - 20])):
            writer.write(own, hold(own, ago, number), is_last=False)


def answer_pulse(pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        if not pair.is_managed and pair.random.random() < 0.8:
            marks = [pair.random.choice([3, 4, 4, 5, 5]) for _ in range(5)]
            take_pulse(person=pair.mentor, supervisor=pair.supervisor, marks=marks, by=pair.mentor)
