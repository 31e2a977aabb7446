"""Runs as xAPI statements (1.0.3, which IEEE 9274.1.1 takes over): plain JSON values.

Ids come from what a statement is about, so that the same run taken out twice is known for the same.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assessments.scenarios.rules.play import Turn
from assessments.scenarios.rules.scoring import Status

RUNS = uuid.UUID("9d1c4a52-7c0e-5b39-9a53-1f0a8f6a2b71")  # never change it: ids follow
LANGUAGE = "en-GB"
VERBS = {
    "started": ("http://adlnet.gov/expapi/verbs/initialized", "started"),
    "chose": ("http://adlnet.gov/expapi/verbs/answered", "chose"),
    "finished": ("http://adlnet.gov/expapi/verbs/completed", "finished"),
    "left": ("https://w3id.org/xapi/adl/verbs/abandoned", "left before the end"),
}
SCENARIO_TYPE = "http://adlnet.gov/expapi/activities/simulation"
DECISION_TYPE = "http://adlnet.gov/expapi/activities/cmi.interaction"
NAME_LENGTH = 120

Statement = dict[str, Any]


@dataclass(frozen=True)
class Person:
    pk: int
    name: str


@dataclass(frozen=True)
class Decision:
    turn: Turn
    made_at: datetime
    seconds: int | None
    confidence: int | None
    was_late: bool


@dataclass(frozen=True)
class Run:
    """One run as it stands, in the college's own words."""

    pk: int
    scenario: int
    title: str
    number: int
    version: int
    state: str
    started_at: datetime
    ended_at: datetime | None
    percent: int | None
    counts: bool
    outcome: str
    codes: tuple[tuple[str, int], ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Site:
    """Its address, from which accounts and activities get their names, and how it says things."""

    address: str
    say: Callable[[str], str] = str  # a text in the college's own words


def statements_of(person: Person, runs: Iterable[Run], site: Site) -> list[Statement]:
    return [statement for run in runs for statement in _run(person, run, site)]


def _run(person: Person, run: Run, site: Site) -> Iterator[Statement]:
    scenario = _scenario(run, site)
    yield _statement(person, run, "started", scenario, run.started_at, site)
    for position, decision in enumerate(run.decisions, start=1):
        scene = _scene(run, decision, site)
        chose = _statement(person, run, "chose", scene, decision.made_at, site, position=position)
        yield {**chose, "result": _choice(decision, site)}
    if run.state == Status.OPEN or run.ended_at is None:
        return
    verb = "finished" if run.state == Status.ENDED else "left"
    statement = _statement(person, run, verb, scenario, run.ended_at, site)
    yield {**statement, "result": _outcome(run, run.ended_at, site)}


def _statement(
    person: Person,
    run: Run,
    verb: str,
    activity: dict[str, Any],
    at: datetime,
    site: Site,
    *,
    position: int = 0,
) -> Statement:
    address, word = VERBS[verb]
    parents = {"parent": [{"id": _scenario(run, site)["id"]}]} if position else {}
    return {
        "id": str(uuid.uuid5(RUNS, f"{site.address}/{run.pk}/{verb}/{position}")),
        "actor": {
            "objectType": "Agent",
            "name": person.name,
            "account": {"homePage": site.address, "name": str(person.pk)},
        },
        "verb": {"id": address, "display": {LANGUAGE: word}},
        "object": activity,
        "context": {
            "registration": str(uuid.uuid5(RUNS, f"{site.address}/{run.pk}")),
            "platform": "Waymark",
            "language": LANGUAGE,
            "revision": str(run.version),
            **({"contextActivities": parents} if parents else {}),
            "extensions": {f"{site.address}/xapi/run": run.number},
        },
        "timestamp": at.isoformat(),
    }


def _scenario(run: Run, site: Site) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": f"{site.address}/xapi/scenarios/{run.scenario}",
        "definition": {"name": {LANGUAGE: site.say(run.title)}, "type": SCENARIO_TYPE},
    }


def _scene(run: Run, decision: Decision, site: Site) -> dict[str, Any]:
    """The choices as they were to be had; which of them is right is nobody's answer to give."""
    scene = decision.turn.scene
    return {
        "objectType": "Activity",
        "id": f"{_scenario(run, site)['id']}/versions/{run.version}/scenes/{scene.key}",
        "definition": {
            "name": {LANGUAGE: site.say(f"{run.title}: {scene.title or shortened(scene.text)}")},
            "description": {LANGUAGE: site.say(scene.text)},
            "type": DECISION_TYPE,
            "interactionType": "choice",
            "choices": [
                {"id": option.key, "description": {LANGUAGE: site.say(option.text)}}
                for option in decision.turn.offered
            ],
        },
    }


def _choice(decision: Decision, site: Site) -> dict[str, Any]:
    extensions: dict[str, Any] = {}
    if decision.confidence is not None:
        extensions[f"{site.address}/xapi/confidence"] = decision.confidence
    if decision.was_late:
        extensions[f"{site.address}/xapi/chosen-by-the-clock"] = True
    return {
        "response": decision.turn.option.key,
        **({"duration": duration(decision.seconds)} if decision.seconds is not None else {}),
        **({"extensions": extensions} if extensions else {}),
    }


def _outcome(run: Run, ended_at: datetime, site: Site) -> dict[str, Any]:
    took = duration(int((ended_at - run.started_at) / timedelta(seconds=1)))
    if run.state != Status.ENDED or run.percent is None:
        return {"completion": False, "duration": took}
    return {
        "completion": True,
        "success": run.counts,
        "score": {"scaled": run.percent / 100, "raw": run.percent, "min": 0, "max": 100},
        "response": run.outcome,
        "duration": took,
        "extensions": {f"{site.address}/xapi/statements": [list(code) for code in run.codes]},
    }


def duration(seconds: int) -> str:
    """As ISO 8601 has it, such as PT1M30S."""
    minutes, left = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    parts: Sequence[tuple[int, str]] = ((hours, "H"), (minutes, "M"), (left, "S"))
    return "PT" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0S")


def shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= NAME_LENGTH else f"{words[: NAME_LENGTH - 1].rstrip()}…"
