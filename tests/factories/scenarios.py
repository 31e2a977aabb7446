"""Scenarios to play: a short one whose arithmetic fits in a head, and runs of it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from wagtail.models import Page

from assessments.scenarios.blocks import streams_from_material
from assessments.scenarios.models import ScenarioAttempt, ScenarioPage
from assessments.scenarios.queries import newest_version
from assessments.scenarios.rules import Status
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
    return streams_from_material({"nodes": {**deepcopy(NODES), **nodes}, "ends": ENDS}, "TST-SC1")


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
