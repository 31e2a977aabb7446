"""Runs that are over, and what is kept beside them. Rows are written directly, for a scene."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.debriefs.models import DebriefAnswer, PathShare
from assessments.scenarios.models import ScenarioAttempt, ScenarioPage, ScenarioStep
from assessments.scenarios.rules.play import turns_of
from assessments.scenarios.rules.scoring import Status, result_of_turns
from cms.people.accounts.models import User
from content.material.shapes import StepMaterial
from tests.factories.scenarios import ENDS, NODES, attempt_of, scenario_material

SEALED = "I would say that I am worried about her."


def run_over(
    person: User,
    scenario: ScenarioPage,
    *options: str,
    state: str = Status.ENDED,
    steps: dict[int, dict[str, Any]] | None = None,
    **fields: Any,
) -> ScenarioAttempt:
    """A run in which these were chosen, scored as the rules score it. `steps` says more of one of
    them, by position."""
    now = fields.pop("at", timezone.now())
    attempt = attempt_of(
        person, scenario, state=state, started_at=now - timedelta(minutes=5), **fields
    )
    graph = attempt.version.graph
    choices: list[tuple[str, str]] = []
    key = graph.start
    for position, option in enumerate(options, start=1):
        choices.append((key, option))
        ScenarioStep.objects.create(
            **{
                "attempt": attempt,
                "position": position,
                "scene_key": key,
                "option_key": option,
                "chosen_at": now,
                **(steps or {}).get(position, {}),
            }
        )
        key = turns_of(graph, choices)[-1].target
    attempt.current_scene = key
    if state != Status.OPEN:
        attempt.ended_at = now
    if state == Status.ENDED:
        result = result_of_turns(graph, turns_of(graph, choices))
        attempt.end_key, attempt.band = key, result.band
        attempt.percent, attempt.is_unsafe = result.percent, result.is_unsafe
        attempt.statements = [[code.code, code.percent] for code in result.codes]
    attempt.save()
    return attempt


def debrief_answer(attempt: ScenarioAttempt, **fields: Any) -> DebriefAnswer:
    return DebriefAnswer.objects.create(
        **{
            "attempt": attempt,
            "place": 1,
            "question": "What went well?",
            "text": SEALED,
            **fields,
        }
    )


def path_share(attempt: ScenarioAttempt, reader: User, **fields: Any) -> PathShare:
    return PathShare.objects.create(attempt=attempt, reader=reader, **fields)


def rich_material(**fields: Any) -> StepMaterial:
    """The late bus with meters, safety steps, titles and a scene that only a weak opening leads to.

    An expert plays a, a. Choice b opens through “wait” and back; c is unsafe.
    """
    nodes = deepcopy(NODES)
    opening, plan = nodes["meet"], nodes["plan"]
    opening |= {"title": "At the door", "week": 1, "own_words": True,
                "exemplars": ["'What got in the way?'"]}  # fmt: skip
    opening["options"][0] |= {"effects": {"trust": 2}, "stance": "asks"}
    opening["options"][1] |= {"effects": {"trust": -2}, "next": "wait", "stance": "tells"}
    opening["options"][2] |= {"effects": {"trust": -3}, "facts": ["met-outside"]}
    plan |= {"title": "The plan"}
    plan["options"][0] |= {"facts": ["told-tutor"], "effects": {"trust": 1}}
    nodes["wait"] = {
        "title": "Silence",
        "text": "She says nothing. You wait.",
        "options": [
            {"id": "a", "text": "'Shall we look at the morning together?'", "out": "She nods.",
             "why": "An offer, as a question.", "score": {"S2": 1}, "next": "plan"},
            {"id": "b", "text": "'Well, I have not got all day.'", "out": "She looks away.",
             "why": "Haste closes people.", "score": {"S2": 0}, "next": "plan"},
        ],
    }  # fmt: skip
    return scenario_material(
        nodes=nodes,
        ends=deepcopy(ENDS),
        confidence=True,
        meters={"trust": {"start": 5, "floor": 4}},
        facts={"told-tutor": "You told the tutor", "met-outside": "You met outside college"},
        musts=[
            {"do": "told-tutor", "text": "Tell the tutor the same day."},
            {"avoid": "met-outside", "text": "Never meet outside college."},
        ],
        **fields,
    )
