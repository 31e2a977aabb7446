"""What leaves with a scenario, and what comes in with a story."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import lcm
from typing import Any

from django.utils.safestring import SafeString
from wagtail.images import get_image_model

from assessments.exchange.rules import BookWords, Choice, Paragraph, book_of
from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.blocks.material import content_from_material
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.rules.checks import Fault, graph_faults
from assessments.scenarios.rules.graph import (
    HIGHEST,
    Condition,
    EndBand,
    Gauge,
    Graph,
    Mode,
    Option,
    Scene,
    grade_of,
    meter_label,
)
from assessments.scenarios.rules.scoring import (
    MIXED_TEXT,
    SOUND,
    STRONG,
    UNSAFE_TEXT,
    plain_points,
    unsafe_text_of,
)
from assessments.standards.queries import statement_titles
from cms.people.college.queries import college
from content.markdown import render_inline, render_markdown
from content.material.shapes import Names
from content.terms import apply_terms
from content.twine.html import read_twine_html
from content.twine.passages import Notice, Story
from content.twine.scenario_story import material_from_story, story_from_material
from content.twine.twee import read_twee, write_twee

PICTURE = "max-900x700"


def material_of(page: ScenarioPage) -> dict[str, Any]:
    """All that a text file of the scenario says."""
    return {
        "id": step_id(page),
        "title": page.title,
        "slug": page.slug,
        "minutes": page.minutes,
        "codes": list(page.codes),
        "summary": page.summary,
        "required": page.required,
        **page.as_material(Names(step=step_id(page))),
    }


def step_id(page: ScenarioPage) -> str:
    return page.material_id or f"scenario-{page.pk}"


def twee_of(page: ScenarioPage) -> str:
    return write_twee(story_from_material(material_of(page), title=page.title, ifid=ifid_of(page)))


def ifid_of(page: ScenarioPage) -> str:
    """The same at every export: the page's own translation key is a UUID."""
    return str(page.translation_key).upper()


@dataclass(frozen=True)
class Carried:
    """What an export does not carry, in words for the person who makes it."""

    twee: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)  # an HTML page, SCORM, a book


def not_carried(graph: Graph) -> Carried:
    scenes = graph.scenes
    media = [
        words
        for is_there, words in (
            (any(scene.picture for scene in scenes), "Pictures: they stay here."),
            (any(scene.clip for scene in scenes), "Films and sound, with their transcripts."),
        )
        if is_there
    ]
    live = [
        words
        for is_there, words in (
            (
                any(scene.clip for scene in scenes),
                "Films and sound; their transcripts are.",
            ),
            (any(scene.seconds for scene in scenes), "The clock: everybody takes the time needed."),
            (any(scene.own_words for scene in scenes), "Own words are asked for and never kept."),
        )
        if is_there
    ]
    return Carried(twee=media, elsewhere=live)


# For a page that plays by itself ---------------------------------------------


def story_data(page: ScenarioPage) -> dict[str, Any]:
    """All that the standalone page needs, its texts as clean markup. It holds the whole story,
    what each option is worth included: it is for practice, never for a result that counts."""
    graph = page.graph
    whole = lcm(*(_denominators(graph)), 1)
    titles = statement_titles()
    mixed = next((end for end in graph.ends if end.band == EndBand.MIXED), None)
    return {
        "title": apply_terms(page.title),
        "college": college().college_name,
        "situation": html(page.situation),
        "start": graph.start,
        "waits": page.mode == Mode.ASSESSED,
        "strong": STRONG,
        "sound": SOUND,
        "codes": [{"code": code, "title": titles.get(code, "")} for code in graph.codes],
        "meters": [_gauge_data(gauge) for gauge in graph.meters],
        "musts": [
            {"kind": must.kind, "fact": must.fact, "text": apply_terms(must.text)}
            for must in graph.musts
        ],
        "scenes": {scene.key: _scene_data(scene, whole) for scene in graph.scenes},
        "ends": {end.key: {"band": end.band, "html": html(end.text)} for end in graph.ends},
        "mixed": html(mixed.text if mixed else MIXED_TEXT),
        "unsafe": html(unsafe_text_of(graph)),
        "unsafeIsUsual": unsafe_text_of(graph) == UNSAFE_TEXT,  # it speaks of a choice alone
        "warning": html(page.content_warning),
    }


def html(text: str) -> SafeString | str:
    return render_markdown(text) if text else ""


def _gauge_data(gauge: Gauge) -> dict[str, Any]:
    label = meter_label(gauge.meter)
    return {"meter": gauge.meter, "label": label, "start": gauge.start, "floor": gauge.floor}


def _denominators(graph: Graph) -> Iterable[int]:
    for scene in graph.scenes:
        for option in scene.options:
            for points in option.scores.values():
                yield points.denominator


def _scene_data(scene: Scene, whole: int) -> dict[str, Any]:
    clip, speaker = scene.clip, scene.speaker
    return {
        "html": html(scene.text),
        "title": apply_terms(scene.title),
        "week": scene.week or 0,
        "speaker": apply_terms(
            " · ".join(filter(None, (speaker.name, speaker.role, speaker.tone)))
        ),
        "openings": [
            {"when": _when(opening.when), "html": html(opening.text)} for opening in scene.openings
        ],
        "picture": _picture(scene),
        "transcript": html(clip.transcript) if clip else "",
        "ownWords": scene.own_words,
        "exemplars": [apply_terms(text) for text in scene.exemplars],
        "options": [_option_data(option, whole) for option in scene.options],
    }


def _option_data(option: Option, whole: int) -> dict[str, Any]:
    return {
        "key": option.key,
        "text": render_inline(option.text),
        "out": html(option.out),
        "why": html(option.why),
        # Whole numbers, so that the browser's sums are exact.
        "scores": {code: int(points * whole) for code, points in option.scores.items()},
        "critical": option.critical,
        "stops": option.stops,
        "effects": dict(option.effects),
        "facts": list(option.facts),
        "when": _when(option.when),
        "ways": [{"when": _when(way.when), "target": way.target} for way in option.ways],
        "next": option.target,
    }


def _when(conditions: Iterable[Condition]) -> list[dict[str, Any]]:
    return [
        {"kind": one.kind, "meter": one.meter, "value": one.value, "fact": one.fact}
        for one in conditions
    ]


def _picture(scene: Scene) -> dict[str, str] | None:
    """The picture itself, so that the page needs nothing from anywhere."""
    if scene.picture is None:
        return None
    image = get_image_model().objects.filter(pk=scene.picture.image).first()
    if image is None:
        return None
    rendition = image.get_rendition(f"{PICTURE}|format-jpeg")
    with rendition.file.open("rb") as file:
        data = base64.b64encode(file.read()).decode()
    return {"src": f"data:image/jpeg;base64,{data}", "alt": apply_terms(scene.picture.words)}


# A book to play in a room ------------------------------------------------------


def book_paragraphs(graph: Graph) -> list[Paragraph]:
    """With the college's words."""
    return [
        replace(
            paragraph,
            texts=tuple(map(apply_terms, paragraph.texts)),
            comment=apply_terms(paragraph.comment),
            effects=apply_terms(paragraph.effects),
            choices=tuple(map(_said_here, paragraph.choices)),
            go_to=tuple(map(_said_here, paragraph.go_to)),
        )
        for paragraph in book_of(graph, unsafe_text_of(graph))
    ]


def _said_here(choice: Choice) -> Choice:
    return replace(choice, text=apply_terms(choice.text), only_if=apply_terms(choice.only_if))


def branch_book(page: ScenarioPage) -> BookWords:
    graph = page.graph
    paragraphs = book_paragraphs(graph)
    numbers = {paragraph.key: paragraph.number for paragraph in paragraphs}
    return BookWords(
        title=apply_terms(page.title),
        college=college().college_name,
        situation=apply_terms(page.situation),
        meters=[
            f"{meter_label(gauge.meter)} (begins at {gauge.start} of {HIGHEST})"
            for gauge in graph.meters
        ],
        paragraphs=paragraphs,
        key=[
            {
                "number": str(numbers[f"{scene.key} {option.key}"]),
                "place": f"{scene.key} {option.key}",
                "grade": str(grade_of(scene, option).label),
                "points": ", ".join(
                    f"{code} {plain_points(points)}" for code, points in option.scores.items()
                ),
            }
            for scene in graph.scenes
            for option in scene.options
        ],
    )


# What comes in -----------------------------------------------------------------


@dataclass(frozen=True)
class Incoming:
    """A story as it was read: what a draft of it would hold, and what there is to know."""

    title: str
    material: dict[str, Any]
    notices: list[Notice]
    faults: list[Fault]  # what is still to mend before it can be published
    scenes: int
    ends: int


def incoming_of(text: str) -> Incoming:
    """Of Twee, or of Twine's HTML. Raises StoryErrors with every line that cannot be read, and
    ValidationError when a story of ours says what no scenario can hold."""
    story = read_story(text)
    material, notices = material_from_story(story)
    content = content_from_material(material, is_draft=True)
    graph = graph_of({"situation": "", "codes": codes_in(material), "unsafe": "", **content})
    return Incoming(
        title=str(material.get("title") or story.title or "A story"),
        material=material,
        notices=notices,
        faults=graph_faults(graph),
        scenes=len(graph.scenes),
        ends=len(graph.ends),
    )


def read_story(text: str) -> Story:
    """An HTML file of Twine holds its story in an element of that name; all else is Twee."""
    return read_twine_html(text) if "<tw-storydata" in text.lower() else read_twee(text)


def codes_in(material: dict[str, Any]) -> list[str]:
    return [str(code) for code in material.get("codes") or []]


def unplayable(page: ScenarioPage) -> bool:
    return bool(graph_faults(page.graph))
