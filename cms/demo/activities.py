"""Two activities at Larkmoor, made with three small content types that come with the demo.

They arrive as real ones do: as a package that a trainer uploads, with code that the site admin lets
in, and then as steps of a module.
"""

import json
import uuid
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml

from cms.people.accounts.models import User
from content.activities.models import Activity
from content.activities.queries import versions_waiting
from content.activities.rules import UploadKind
from content.activities.services import approve_versions, change_activity, keep_upload
from courses.catalogue.models import ModulePage
from courses.interactive.models import ActivityPage

HERE = Path(__file__).parent
TEXTS = HERE / "activities.yaml"
TYPES = HERE / "h5p"
CHOICE, SET, BRANCHING = "Waymark.Choice 1.0", "Waymark.Set 1.0", "Waymark.Branching 1.0"
QUESTION = "Waymark.BranchingQuestion 1.0"
MODULE = "COQ"
IDS = uuid.UUID("6f2b3f0e-2c1c-5c6e-9a5e-6d0b8f1c7a10")  # the same ids each time it is built


def add_activities(*, trainer: User, admin: User) -> None:
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    module = ModulePage.objects.get(code=MODULE)
    for main, kind, params in (
        (SET, "set", set_params(texts["set"]["questions"])),
        (BRANCHING, "branching", branching_params(texts["branching"])),
    ):
        found = texts[kind]
        activity = upload(main, found["title"], params, by=trainer)
        approve_versions(versions=versions_waiting(), by=admin)
        change_activity(
            activity=activity,
            title=activity.title,
            text_alternative=found["text"].strip(),
            accessible_url="",
            weight=activity.weight,
            by=trainer,
        )
        add_step(module, activity, found, by=trainer)


def upload(main: str, title: str, params: Any, *, by: User) -> Activity:
    package = BytesIO(package_of(main, title, params))
    name = f"{title}.h5p"
    kept = keep_upload(source=package, name=name, kind=UploadKind.ACTIVITY, by=by)
    if kept.activity is None:
        raise RuntimeError(f"{name} was not taken: {kept.problems}")
    return kept.activity


def add_step(module: ModulePage, activity: Activity, texts: dict[str, Any], *, by: User) -> None:
    page = ActivityPage(
        title=activity.title,
        summary=texts["summary"],
        minutes=texts["minutes"],
        activity=activity,
        required=False,
        owner=by,
    )
    module.add_child(instance=page)
    page.save_revision(user=by).publish(user=by)


def package_of(main: str, title: str, params: Any) -> bytes:
    """A `.h5p` of the content with all three content types in it."""
    name, _, version = main.partition(" ")
    major, minor = version.split(".")
    needed = {"machineName": name, "majorVersion": int(major), "minorVersion": int(minor)}
    manifest = {
        "title": title,
        "language": "en",
        "mainLibrary": name,
        "embedTypes": ["iframe"],
        "license": "CC BY",
        "licenseVersion": "4.0",
        "preloadedDependencies": [needed],
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("h5p.json", json.dumps(manifest))
        archive.writestr("content/content.json", json.dumps(params))
        for path in files_of_types():
            archive.write(path, path.relative_to(TYPES).as_posix())
    return target.getvalue()


def files_of_types() -> Iterator[Path]:
    return (path for path in sorted(TYPES.rglob("*")) if path.is_file())


def set_params(questions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "questions": [
            {
                "library": CHOICE,
                "params": choice_params(question),
                "subContentId": str(uuid.uuid5(IDS, question["ask"])),
                "metadata": {"contentType": "Choice", "license": "U", "title": question["ask"]},
            }
            for question in questions
        ]
    }


def choice_params(question: dict[str, Any]) -> dict[str, Any]:
    return {
        "question": f"<p>{question['ask']}</p>",
        "answers": [
            {
                "text": f"<div>{answer['text']}</div>",
                "correct": answer.get("right", False),
                "tipsAndFeedback": {"chosenFeedback": f"<div>{answer['feedback']}</div>"},
            }
            for answer in question["answers"]
        ],
    }


def branching_params(texts: dict[str, Any]) -> dict[str, Any]:
    """As the official type has it: a choice leads to a scene, or by −1, −2 … to an end."""
    ends = list(texts["ends"])
    scenes = [
        {
            "type": {
                "library": QUESTION,
                "params": {
                    "branchingQuestion": {
                        "question": f"<p>{scene['say']}</p>",
                        "alternatives": [
                            {
                                "text": choice["text"],
                                "nextContentId": choice["to"]
                                if "to" in choice
                                else -1 - ends.index(choice["end"]),
                                "feedback": {"title": choice["feedback"]},
                            }
                            for choice in scene["choices"]
                        ],
                    }
                },
                "subContentId": str(uuid.uuid5(IDS, scene["say"])),
                "metadata": {
                    "contentType": "Branching question",
                    "license": "U",
                    "title": scene["title"],
                },
            },
            "nextContentId": 0,
        }
        for scene in texts["scenes"]
    ]
    screens = [
        {
            "endScreenTitle": end["title"],
            "endScreenSubtitle": end["text"],
            "contentId": -1 - place,
            "endScreenScore": end["score"],
        }
        for place, end in enumerate(texts["ends"].values())
    ]
    start = {"startScreenTitle": texts["title"], "startScreenSubtitle": texts["summary"]}
    return {
        "branchingScenario": {
            "title": texts["title"],
            "startScreen": start,
            "endScreens": screens,
            "content": scenes,
            "scoringOptionGroup": {"scoringOption": "static-end-score"},
        }
    }
