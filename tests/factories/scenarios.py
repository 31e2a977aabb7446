"""Scenarios to play: a short one whose arithmetic fits in a head, and runs of it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from wagtail.models import Page

from assessments.scenarios.blocks.material import content_from_material
from assessments.scenarios.blocks.streams import scene_streams
from assessments.scenarios.models import ScenarioAttempt, ScenarioPage, ScenarioVersion
from assessments.scenarios.queries import newest_version
from assessments.scenarios.rules.scoring import Status
from cms.people.accounts.models import User
from content.material.shapes import StepMaterial
from courses.catalogue.models import ModulePage
from tests.factories.courses import module_page
from tests.factories.pages import add_page

TGT = Path(__file__).resolve().parents[2] / "content/material/induction/tgt"

# Two scenes. Best path a, a: 2 + 2 of 4. Path b, a: 1 + 2 of 4 = 75 %. Path c: at the pub, unsafe.
NODES: dict[str, Any] = {
    "meet": {
        "text": "Rosa is late again and will not look at you. How do you open?",
        "options": [
            {
                "id": "a",
                "text": "'Good to see you. What got in the way today?'",
                "out": "She sits down. 'The bus.'",
                "why": "You asked about the day, not the person.",
                "score": {"S2": 1, "a": 1},
                "next": "plan",
            },
            {
                "id": "b",
                "text": "'Late again. Shall we start?'",
                "out": "She shrugs and sits down.",
                "why": "It keeps the time and costs some goodwill.",
                "score": {"S2": 1, "a": 0},
                "next": "plan",
            },
            {
                "id": "c",
                "text": "'Let's talk about it at the pub later.'",
                "out": "She looks at you in surprise.",
                "why": "Outside the college, outside your role. Never.",
                "score": {"S2": 0, "a": 0},
                "crit": True,
                "next": "plan",
            },
        ],
    },
    "plan": {
        "text": "The first bus comes after the lesson has begun. What now?",
        "options": [
            {
                "id": "a",
                "text": "Look at the timetable with her and tell the tutor together.",
                "out": "The tutor moves her slot.",
                "why": "The barrier is real, and it is shared with her agreement.",
                "score": {"S2": 2},
                "next": "good",
            },
            {
                "id": "b",
                "text": "Tell her to get up earlier.",
                "out": "There is no earlier bus.",
                "why": "A target cannot fix a missing bus.",
                "score": {"S2": 0},
                "next": "poor",
            },
            {
                "id": "c",
                "text": "Tell her not to worry, nobody minds.",
                "out": "She stops worrying, and stops coming.",
                "why": "Kind words, and nothing has changed.",
                "score": {"S2": 0},
                "next": "good",
            },
        ],
    },
}
ENDS: dict[str, Any] = {
    "good": {"band": "good", "text": "Rosa comes to every lesson of the week."},
    "poor": {"band": "poor", "text": "Rosa is late on Monday too."},
}


# Everything a scene can ask: own words, a clock, a panel, conditions, a safe stop. The best path is
# open, tell, a: 2 + 2 + 2 of 6. “guess” has two of three votes of the panel's modal answer: 4/3.
RICH: dict[str, Any] = {
    "situation": "Rosa, 16, has been late for **three weeks**. You meet her on Monday.",
    "start": "monday",
    "codes": ["S2", "a"],
    "confidence": True,
    "warning": "It is about a learner who is *not safe* at home. Nothing is described.",
    "way_out": "Rosa tells you something.\n\n1. Whom do you tell?\n2. What do you write down?",
    "meters": {"trust": {"start": 5, "floor": 3}, "time": {"start": 6}},
    "facts": {"asked-first": "You asked before you told.", "told-dsl": "You told the DSL."},
    "musts": [{"do": "told-dsl", "text": "Tell the {DSL} the same day."}],
    "nodes": {
        "monday": {
            "week": 1,
            "speaker": {"name": "Rosa", "role": "16, Level 3 Sport", "tone": "quietly"},
            "text": "'I don't want to talk about it.' She looks at *the door*.",
            "own_words": True,
            "exemplars": ["'What would make today a bit easier?'", "'I have time. Where begin?'"],
            "options": [
                {
                    "id": "open",
                    "text": "'What would help today?'",
                    "out": "She turns **round**. 'Can I tell you something?'",
                    "why": "One open question, about today.",
                    "score": {"S2": 2},
                    "effects": {"trust": 2},
                    "facts": ["asked-first"],
                    "next": "friday",
                },
                {
                    "id": "tell",
                    "text": "'You really have to be on time from now on, Rosa.'",
                    "out": "She nods at the floor.",
                    "why": "True, and it ends the talk.",
                    "score": {"S2": 1},
                    "effects": {"trust": -3},
                    "next": "friday",
                },
                {
                    "id": "secret",
                    "text": "'Tell me. I promise that I will keep it to myself.'",
                    "out": "She begins to talk. You have promised what nobody can keep.",
                    "why": "Never promise secrecy.",
                    "score": {"S2": 0},
                    "crit": True,
                    "stop": True,
                    "next": "poor",
                },
            ],
        },
        "friday": {
            "week": 2,
            "openings": [{"when": ["not asked-first"], "text": "She has not come since Monday."}],
            "text": "'He is at home again.' The bell rings. What do you do?",
            "seconds": 30,
            "late": "wait",
            "options": [
                {
                    "id": "tell",
                    "text": "Stay with her and ring the {DSL}.",
                    "out": "The {DSL} comes at once.",
                    "why": "The same day, and not alone.",
                    "score": {"S2": 2},
                    "facts": ["told-dsl"],
                    "next": "after",
                },
                {
                    "id": "wait",
                    "text": "Say that you will talk again on Monday, when there is time for it.",
                    "out": "She goes home.",
                    "why": "The risk is tonight.",
                    "score": {"S2": 0},
                    "effects": {"trust": -1},
                    "ways": [{"when": ["trust at most 2"], "next": "poor"}],
                    "next": "after",
                },
                {
                    "id": "walk",
                    "text": "Walk over to the {DSL} together, since she trusts you.",
                    "out": "You walk there together.",
                    "why": "She chose to come along.",
                    "score": {"S2": 2},
                    "facts": ["told-dsl"],
                    "when": ["trust at least 6"],
                    "next": "after",
                },
            ],
        },
        "after": {
            "week": 2,
            "text": "Her tutor asks what is going on.",
            "panel": ["a"],
            "options": [
                {
                    "id": "a",
                    "text": "'It is being dealt with. Be gentle about deadlines, please.'",
                    "out": "'I will.'",
                    "why": "Enough to act on.",
                    "votes": 6,
                    "next": "good",
                },
                {
                    "id": "guess",
                    "text": "'I cannot say. Ask the {DSL}.'",
                    "out": "He asks.",
                    "why": "Right, and a little cold.",
                    "votes": 4,
                    "next": "good",
                },
                {
                    "id": "all",
                    "text": "Tell him all of it, since he has known her for years.",
                    "out": "By noon two more know.",
                    "why": "Hers to share.",
                    "votes": 0,
                    "next": "poor",
                },
            ],
        },
    },
    "ends": {
        "good": {"band": "good", "text": "Rosa is *safe* tonight."},
        "poor": {"band": "poor", "text": "Nobody knows how Rosa is."},
    },
}


def rich_material(**fields: Any) -> StepMaterial:
    return scenario_material(**{**deepcopy(RICH), **fields})


def long_material(scenes: int) -> StepMaterial:
    """One scene after the other, each with a good and a weak way on to the next."""
    nodes: dict[str, Any] = {}
    for number in range(scenes):
        following = f"n{number + 1}" if number + 1 < scenes else "good"
        nodes[f"n{number}"] = {
            "text": f"It is moment {number}. What do you do?",
            "options": [
                {
                    "id": key,
                    "text": f"What you could do, number {points} of moment {number}.",
                    "out": "They look up.",
                    "why": "So it goes.",
                    "score": {"S2": points},
                    "next": following,
                }
                for key, points in (("a", 2), ("b", 1))
            ],
        }
    ends = {"good": {"band": "good", "text": "It went well."}}
    return scenario_material(nodes=nodes, ends=ends, start="n0", codes=["S2"])


def scenario_material(**fields: Any) -> StepMaterial:
    """A text file as its reader gives it; `fields` replace what stands in the file."""
    data = {
        "situation": "Rosa, 16, arrives twenty minutes late. You have ten minutes.",
        "start": "meet",
        "nodes": deepcopy(NODES),
        "ends": deepcopy(ENDS),
        **fields,
    }
    return StepMaterial(
        kind="scenario",
        id="TST-SC1",
        title="The late bus",
        slug="the-late-bus",
        minutes=5,
        codes=data.pop("codes", ["S2", "a"]),
        summary="Find out what makes Rosa late.",
        required=True,
        data=data,
        path=Path("scenario.yaml"),
    )


def tgt_material(name: str) -> StepMaterial:
    """A scenario of the shipped module, such as "be-more-organised"."""
    path = TGT / f"scenario-{name}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    names = ("id", "title", "slug", "minutes", "codes", "summary", "required")
    return StepMaterial(
        kind="scenario", data=data, path=path, **{name: data[name] for name in names}
    )


def new_scenario(material: StepMaterial | None = None, **fields: Any) -> ScenarioPage:
    """Filled, not yet saved."""
    material = material or scenario_material()
    page = ScenarioPage(
        title=material.title,
        slug=material.slug,
        minutes=material.minutes,
        summary=material.summary,
        material_id=material.id,
    )
    page.fill_from_material(material)
    for name, value in fields.items():
        setattr(page, name, value)
    return page


def broken_streams(**nodes: Any) -> tuple[list[Any], list[Any]]:
    """Scenes and ends in which something has been replaced, unchecked."""
    data = {"nodes": {**deepcopy(NODES), **nodes}, "ends": ENDS}
    return scene_streams(content_from_material(data), "TST-SC1")


def scenario_page(
    parent: Page | None = None,
    material: StepMaterial | None = None,
    *,
    live: bool = True,
    **fields: Any,
) -> ScenarioPage:
    """Published below the module, and so with its first version."""
    page: ScenarioPage = add_page(
        parent or ModulePage.objects.first() or module_page(),
        new_scenario(material, **fields),
        live=live,
    )
    return page


def attempt_of(person: User, scenario: ScenarioPage, **fields: Any) -> ScenarioAttempt:
    """A run that has just begun; `fields` say otherwise."""
    version = newest_version(scenario)
    assert version is not None
    number = ScenarioAttempt.objects.filter(participant=person, scenario=scenario).count() + 1
    return ScenarioAttempt.objects.create(
        **{
            "participant": person,
            "scenario": scenario,
            "version": version,
            "number": number,
            "current_scene": version.graph.start,
            "state": Status.OPEN,
            **fields,
        }
    )


def further_version(scenario: ScenarioPage) -> ScenarioVersion:
    """As if its situation had been published in other words."""
    newest = newest_version(scenario)
    assert newest is not None
    content = {**newest.content, "situation": "Rosa, 16, arrives late."}
    return ScenarioVersion.objects.create(
        scenario=scenario, number=newest.number + 1, content=content, content_hash="another"
    )
