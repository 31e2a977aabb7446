"""A scenario as a story of content.h5p, and the file that comes of it."""

import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from assessments.exchange.documents import MOMENT
from assessments.exchange.queries import html, unplayable
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.rules.graph import STOP, EndBand, Graph, Mode, Option, Scene
from assessments.scenarios.rules.scoring import unsafe_text_of
from content.activities.adapters import StoredLibraries
from content.activities.models import H5PLibrary
from content.h5p import branching
from content.h5p.branching import Lost
from content.h5p.dependencies import missing_of
from content.h5p.exporting import write_package
from content.h5p.memory import MemoryFiles
from content.h5p.problems import Problem
from content.markdown import render_inline
from content.terms import apply_terms


@dataclass(frozen=True)
class H5POffer:
    """What somebody should know before she takes the file."""

    is_complete: bool  # with all the code that plays it
    left_out: list[str]


def h5p_offer(page: ScenarioPage) -> H5POffer:
    """Of a draft that cannot be played yet, nothing is said to be left out."""
    is_complete = _installed() is not None
    if unplayable(page):
        return H5POffer(is_complete, [])
    left_out = branching.branching_content(branching_story(page)).left_out
    return H5POffer(is_complete, [_in_words(problem, page.graph) for problem in left_out])


def _in_words(problem: Problem, graph: Graph) -> str:
    """With the titles of the scenes, where it is a few of them only."""
    keys = problem.where.split(", ") if problem.where else []
    if not keys or len(keys) > 3:
        return problem.message
    scenes = [graph.scene(key) for key in keys]
    names = [(scene.title or scene.key) if scene else "" for scene in scenes]
    return f"{problem.message} ({', '.join(map(apply_terms, names))})"


def h5p_file(page: ScenarioPage) -> bytes:
    """A complete package where the content type is installed here, else its content alone."""
    story, target = branching_story(page), io.BytesIO()
    installed = _installed()
    if installed is None:
        _write_content(target, story)
        return target.getvalue()
    libraries, kinds = installed
    write_package(
        target,
        manifest=branching.branching_manifest(story, kinds),
        params=branching.branching_content(story, kinds).params,
        files=MemoryFiles(),
        libraries=libraries,
    )
    return target.getvalue()


def _installed() -> tuple[StoredLibraries, branching.Kinds] | None:
    """The code of the site, if a Branching Scenario with all that it needs is among it."""
    rows = H5PLibrary.objects.filter(machine_name=branching.MACHINE_NAME)
    if not rows.exclude(in_use=None).exists():
        return None
    libraries = StoredLibraries()
    kinds = branching.kinds_in(libraries)
    if kinds is None or missing_of(kinds.names, libraries=libraries):
        return None
    return libraries, kinds


def _write_content(target: io.BytesIO, story: branching.Story) -> None:
    described = branching.branching_manifest(story).metadata
    entries = {
        "h5p.json": described,
        "content/content.json": branching.branching_content(story).params,
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for path, value in entries.items():
            data = json.dumps(value, ensure_ascii=False).encode()
            package.writestr(zipfile.ZipInfo(path, MOMENT), data, zipfile.ZIP_DEFLATED)


def branching_story(page: ScenarioPage) -> branching.Story:
    """With the college's words."""
    graph = page.graph
    ordered = sorted(graph.scenes, key=lambda scene: scene.key != graph.start)
    return branching.Story(
        title=apply_terms(page.title),
        intro=html(page.content_warning) + html(page.situation),
        scenes=tuple(map(_scene, ordered)),
        endings=tuple(_endings(graph)),
        is_mixed=True,
        lost=frozenset(_lost(page, graph)),
    )


def _scene(scene: Scene) -> branching.Scene:
    return branching.Scene(
        key=scene.key,
        title=apply_terms(scene.title),
        text="".join(_texts(scene)),
        choices=tuple(map(_choice, scene.options)),
        lost=frozenset(_lost_in(scene)),
    )


def _texts(scene: Scene) -> Iterable[str]:
    """What would be seen and heard, in words."""
    if scene.week:
        yield html(f"*Week {scene.week}*")
    speaker = scene.speaker
    said_by = " · ".join(filter(None, (speaker.name, speaker.role, speaker.tone)))
    if said_by:
        yield html(f"**{said_by}**")
    if scene.picture and scene.picture.words:
        yield html(f"*In the picture:* {scene.picture.words}")
    if scene.clip:
        yield html(scene.clip.transcript)
    yield html(scene.text)


def _choice(option: Option) -> branching.Choice:
    return branching.Choice(
        text=render_inline(option.text),
        next=STOP if option.stops else option.target,
        happens=html(option.out),
        comment=html(option.why),
        points=float(option.points),
    )


def _endings(graph: Graph) -> Iterable[branching.Ending]:
    for end in graph.ends:
        yield branching.Ending(end.key, html(end.text), _how_it_went(end.band))
    if any(option.stops for scene in graph.scenes for option in scene.options):
        yield branching.Ending(STOP, html(unsafe_text_of(graph)), _how_it_went(EndBand.UNSAFE))


def _how_it_went(band: str) -> str:
    """“It went well”, out of “Good: it went well”."""
    if band not in EndBand.values:
        return ""
    said = EndBand(band).label.partition(": ")[2]
    return said[:1].upper() + said[1:]


def _lost(page: ScenarioPage, graph: Graph) -> Iterable[Lost]:
    if graph.meters or graph.facts or graph.musts:
        yield Lost.METERS
    if page.mode == Mode.ASSESSED:
        yield Lost.SECRECY
    if len(graph.scored) > 1:
        yield Lost.SEVERAL_SCORES


def _lost_in(scene: Scene) -> Iterable[Lost]:
    options = scene.options
    found = {
        Lost.CONDITIONS: scene.openings or any(option.when or option.ways for option in options),
        Lost.CLOCK: scene.seconds,
        Lost.PICTURES: scene.picture or scene.speaker.portrait,
        Lost.RECORDINGS: scene.clip,
        Lost.OWN_WORDS: scene.own_words,
        Lost.UNSAFE: any(option.critical for option in options),
    }
    return [lost for lost, is_there in found.items() if is_there]
