"""What the checker says of a story that is being written, for the editor's screen."""

from typing import Any

from django.core.exceptions import ValidationError

from assessments.scenarios.blocks.content import Content, played_content
from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.editing.shapes import STORY, listed, text
from assessments.scenarios.models.pages import shared_contents
from assessments.scenarios.rules.checks import Fault, graph_faults, graph_notes
from assessments.scenarios.rules.paths import PathReport, path_report

MANY = 2**53
MOST_SCENES = 1_200  # with those of the shared scenes in it
CODES = listed(text(16), 200)
WORDS = text(20_000)


def story_of(data: Any) -> Content:
    """The written content in what the editor sends. Raises ValidationError."""
    if not isinstance(data, dict):
        raise ValidationError("The story did not arrive whole.")
    story = STORY(data.get("story"), "")
    return {
        **story,
        "scenes": [_whole(scene) for scene in story["scenes"]],
        "codes": CODES(data.get("codes"), "Codes"),
        "situation": WORDS(data.get("situation"), "The situation"),
        "unsafe": WORDS(data.get("unsafe"), "After an unsafe choice"),
    }


def _whole(scene: Content) -> Content:
    """Without a picture or a film that nobody has chosen yet."""
    given = dict(scene)
    if not given.get("picture", {}).get("image"):
        given.pop("picture", None)
    if not given.get("clip", {}).get("file"):
        given.pop("clip", None)
    else:
        given["clip"] = {"transcript": "", **given["clip"]}
    return given


def taken_in(written: Content) -> Content:
    """As it would be played: with the words of its shared scenes. Raises ValidationError."""
    packs = shared_contents(written)
    uses = [scene for scene in written["scenes"] if "pack" in scene]
    shared = sum(len(packs[use["pack"]]["scenes"]) for use in uses if use["pack"] in packs)
    if len(written["scenes"]) + shared > MOST_SCENES:
        raise ValidationError(f"With its shared scenes, it has more than {MOST_SCENES} scenes.")
    return played_content(written, packs)


def checked(written: Content) -> dict[str, Any]:
    """Plain JSON: faults and warnings by scene, what the paths are worth, and the best of them."""
    graph = graph_of(taken_in(written))
    places = Places(written)
    report = path_report(graph)
    return {
        "faults": [places.note(fault) for fault in graph_faults(graph)],
        "warnings": [places.note(note) for note in graph_notes(graph)],
        "report": _figures(report),
        "best": report.best,
    }


def _figures(report: PathReport) -> dict[str, Any]:
    spread = report.spread
    return {
        "words": report.in_words,
        # A browser counts exactly to some nine thousand million million.
        "paths": report.paths if (report.paths or 0) <= MANY else None,
        "is_endless": report.is_endless,
        "shortest": report.shortest,
        "longest": report.longest,
        "minutes": report.minutes,
        "worst": report.worst,
        "spread": spread
        and {
            "is_exact": spread.is_exact,
            "lowest": spread.lowest,
            "median": spread.median,
            "highest": spread.highest,
            "bands": {str(band): spread.percent_in(band) for band in spread.bands},
            "tens": spread.percents,
        },
    }


class Places:
    """Where the editor shows it: a scene of shared ones stands under the name of their use."""

    def __init__(self, written: Content) -> None:
        self.keys = {scene["key"] for scene in written["scenes"]}
        uses = (scene["key"] for scene in written["scenes"] if "pack" in scene)
        self.uses = sorted(uses, key=len, reverse=True)

    def scene(self, key: str) -> str:
        if key in self.keys:
            return key
        return next((use for use in self.uses if key.startswith(f"{use}-")), key)

    def note(self, note: Fault) -> dict[str, str]:
        return {
            "message": note.message,
            "scene": self.scene(note.scene),
            "option": note.option,
        }
