"""The content types of the demo as files, under their own names or under those of H5P, which they
follow in their params, states and statements; and params to play them with."""

import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.factories.h5p.packages import Files, as_json, dependency, package_bytes

FOLDER = Path(settings.ROOT) / "cms" / "demo" / "h5p"
PARTS = "Waymark.Parts 1.0"
AS_H5P = {
    "Waymark.Text 1.0": "H5P.AdvancedText 1.1",
    "Waymark.Choice 1.0": "H5P.MultiChoice 1.16",
    "Waymark.Set 1.0": "H5P.QuestionSet 1.20",
    "Waymark.BranchingQuestion 1.0": "H5P.BranchingQuestion 1.0",
    "Waymark.Branching 1.0": "H5P.BranchingScenario 1.8",
}
BACK = {new: old for old, new in AS_H5P.items()}


def playable(name: str, as_name: str | None = None, *, patch: int = 0) -> Files:
    """The files of one of them: `playable("Waymark.Choice 1.0", "H5P.MultiChoice 1.16")`. With a
    name of H5P all the names inside are H5P's."""
    folder = FOLDER / name.replace(" ", "-")
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    if as_name is not None:
        found = {path: _renamed(data.decode()).encode() for path, data in found.items()}
        found["library.json"] = _described(found["library.json"], as_name, patch)
    return found


def playable_libraries(*, as_h5p: bool = True) -> dict[str, Files]:
    """All of them by name, as `package_bytes` takes them."""
    own = {PARTS: playable(PARTS)}
    if as_h5p:
        return own | {new: playable(old, new) for old, new in AS_H5P.items()}
    return own | {old: playable(old) for old in AS_H5P}


def playable_package(
    main: str, params: Any, *, title: str = "Made by a test", **more: Any
) -> bytes:
    """A whole `.h5p` of a type under its name of H5P, with everything it needs."""
    return package_bytes(main, params, libraries=playable_libraries(), title=title, **more)


def _renamed(text: str) -> str:
    for old, new in AS_H5P.items():
        machine_name, renamed = old.split(" ")[0], new.split(" ")[0]
        text = text.replace(old, new)
        text = re.sub(rf"{re.escape(machine_name)}(?![A-Za-z])", renamed, text)
    return text


def _described(data: bytes, name: str, patch: int) -> bytes:
    return as_json(json.loads(data) | dependency(name) | {"patchVersion": patch})


# Params -------------------------------------------------------------------------------------------


def choice_params(
    question: str = "<p>What comes first?</p>",
    *answers: tuple[str, bool],
    **behaviour: Any,
) -> dict[str, Any]:
    """A question, its answers and whether they are right, in the order given."""
    given = answers or (("Listening", True), ("Advice", False), ("Time", True))
    return {
        "question": question,
        "answers": [
            {"text": f"<div>{text}</div>\n", "correct": is_right, "tipsAndFeedback": {}}
            for text, is_right in given
        ],
        "behaviour": {"randomAnswers": False, **behaviour},
    }


def part(library: str, params: Any, number: int, title: str = "") -> dict[str, Any]:
    """A content inside another; its id tells its number."""
    return {
        "library": library,
        "params": params,
        "subContentId": f"00000000-0000-4000-8000-{number:012d}",
        "metadata": {"title": title or f"Part {number}", "license": "U", "contentType": "Part"},
    }


def set_params(count: int = 3) -> dict[str, Any]:
    """Questions with one right answer each: the first, “Yes 1”, “Yes 2” and so on."""
    questions = [
        part(
            "H5P.MultiChoice 1.16",
            choice_params(f"<p>Question {n}?</p>", (f"Yes {n}", True), (f"No {n}", False)),
            n,
            f"Question {n}",
        )
        for n in range(1, count + 1)
    ]
    return {"questions": questions, "passPercentage": 50}


def branching_params() -> dict[str, Any]:
    """A text, a decision, and a question on one of its two ways; three points at most."""
    decision = {
        "branchingQuestion": {
            "question": "<p>Sam says nothing. What do you do?</p>",
            "alternatives": [
                {
                    "text": "Wait",
                    "nextContentId": 2,
                    "feedback": {"title": "Sam looks up", "endScreenScore": 2},
                },
                {"text": "Ask again", "nextContentId": -1, "feedback": {"endScreenScore": 0}},
            ],
        }
    }
    question = choice_params("<p>What helped?</p>", ("Silence", True), ("Luck", False))
    places = [
        {"type": part("H5P.AdvancedText 1.1", {"text": "<p>You meet Sam.</p>"}, 1),
         "nextContentId": 1},
        {"type": part("H5P.BranchingQuestion 1.0", decision, 2, "The silence")},
        {"type": part("H5P.MultiChoice 1.16", question, 3, "What helped"), "nextContentId": -1},
    ]  # fmt: skip
    return {
        "branchingScenario": {
            "title": "Talking with Sam",
            "startScreen": {"startScreenTitle": "Talking with Sam", "startScreenSubtitle": "Now."},
            "content": places,
            "endScreens": [{"endScreenTitle": "The end", "contentId": -1, "endScreenScore": 0}],
            "scoringOptionGroup": {"scoringOption": "dynamic-score"},
        }
    }
