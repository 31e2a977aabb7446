"""Who may read a path, who has, and what others share with somebody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from assessments.debriefs import access
from assessments.debriefs.models import PathShare
from assessments.debriefs.queries.debrief import Finish, finish_of
from assessments.debriefs.queries.runs import PlayedRun
from assessments.debriefs.rules.reading import is_unsafe
from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.queries.plays import UNREAD
from assessments.scenarios.rules.play import Turn, opening_texts
from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.queries import NAMES, with_words
from cms.people.accounts.rules import Role
from cms.people.audit.access import about_me
from cms.people.audit.models import AuditEvent
from cms.people.teams.models import ReportingLine
from content.terms import apply_terms

READ = "scenario_path.opened"
SHORTEST_SEARCH = 2
MOST_FOUND = 10
MANAGER, SUPERVISOR = "your {line_manager}", "{supervisor}"


@dataclass(frozen=True)
class Reading:
    """Somebody opened the path, so often, last at."""

    reader: str
    times: int
    last_at: datetime


def shares_of(user: User, attempt: ScenarioAttempt) -> list[PathShare]:
    """Those that stand."""
    shares = PathShare.objects.filter(access.shares_given_by(user), attempt=attempt)
    return list(shares.filter(withdrawn_at=None).select_related("reader"))


def readings_of(user: User, attempt: ScenarioAttempt) -> list[Reading]:
    """By reader, the last to look first. The audit knows; a share taken back leaves its trace."""
    kind = ContentType.objects.get_for_model(ScenarioAttempt)
    events = AuditEvent.objects.filter(
        about_me(user), content_type=kind, object_id=str(attempt.pk), verb=READ
    )
    found: dict[int, Reading] = {}
    for event in events.select_related("actor"):
        if event.actor is None:
            continue
        before = found.get(event.actor.pk)
        found[event.actor.pk] = Reading(
            reader=str(event.actor),
            times=before.times + 1 if before else 1,
            last_at=before.last_at if before else event.at,
        )
    return list(found.values())


def shared_with(user: User) -> QuerySet[PathShare]:
    shares = PathShare.objects.filter(access.readable_by(user))
    shares = shares.select_related("attempt__scenario", "attempt__participant")
    return shares.defer(*(f"attempt__{name}" for name in UNREAD))


def path_shared_with(user: User, attempt_pk: int) -> PathShare | None:
    shares = shared_with(user).select_related("attempt__version")
    return shares.filter(attempt=attempt_pk).first()


# Whom to ask ---------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    pk: int
    name: str
    about: str

    @property
    def label(self) -> str:
        return f"{self.name}, {self.about}" if self.about else self.name


@dataclass(frozen=True)
class People:
    near: list[Person]
    found: list[Person]
    words: str

    @property
    def all(self) -> list[Person]:
        return [*self.near, *self.found]


def people_to_ask(user: User, attempt: ScenarioAttempt, words: str) -> People:
    """Her line manager and the supervisors first, then whoever has the words in the name."""
    there = {share.reader_id for share in shares_of(user, attempt)}
    reachable = User.objects.filter(access.people_reachable_by(user)).exclude(pk__in=there)
    reachable = reachable.select_related("staff_profile")
    lines = ReportingLine.objects.on().filter(person=user.pk)
    supervisors = RoleGrant.objects.filter(current_on(), role=Role.SUPERVISOR).values("holder")
    managers_now = set(lines.values_list("manager", flat=True))
    near = reachable.filter(Q(pk__in=managers_now) | Q(pk__in=supervisors))
    # Cut only once they are ranked: a college may have more supervisors than are listed.
    ranked = sorted(near, key=lambda person: person.pk not in managers_now)[:MOST_FOUND]
    found: list[User] = []
    if len(words) >= SHORTEST_SEARCH:
        others = reachable.exclude(pk__in=[person.pk for person in ranked])
        found = list(with_words(others, words, *NAMES)[:MOST_FOUND])
    return People(
        near=[
            Person(p.pk, str(p), apply_terms(MANAGER if p.pk in managers_now else SUPERVISOR))
            for p in ranked
        ],
        found=[Person(p.pk, str(p), _post(p)) for p in found],
        words=words,
    )


def _post(person: Any) -> str:
    profile = getattr(person, "staff_profile", None)
    return profile.job_title if profile else ""


# What a reader sees --------------------------------------------------------------


@dataclass(frozen=True)
class SharedPath:
    """The path, what came of it and the coach's comments. No more: not what she wrote, not how
    sure she was or how long she took."""

    attempt: ScenarioAttempt
    situation: str
    turns: list[tuple[Turn, list[str], bool]]  # with the openings of the scene; unsafe or not
    finish: Finish | None


def shared_path(run: PlayedRun) -> SharedPath:
    finish, _ = finish_of(run.attempt, run.graph, run.turns)
    turns = [
        (turn, opening_texts(turn.scene, turn.before), is_unsafe(run.graph, turn))
        for turn in run.turns
    ]
    return SharedPath(run.attempt, run.situation, turns, finish)
