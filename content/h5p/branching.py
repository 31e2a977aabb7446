"""A branching story as content for H5P.BranchingScenario, and what of it stays behind.

How the player reads it (h5p-branching-scenario, h5p-branching-question), and what follows:

* `content` is a list; `nextContentId` counts in it, and -1 is an end screen. The first entry is
  where it begins.
* The feedback of a step that leads to -1 *is* its end screen. So an end that comes after “what
  happens” has a step of its own for that.
* With points by choice (`dynamic-score`), a choice that leads to -1 itself gets none. That step of
  its own takes care of this, too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from .names import LibraryName
from .ports import Libraries
from .problems import Problem, Refused
from .results.texts import plain_text
from .semantics.fields import Field, fields_of, item_field, library_options, type_of, usable_fields
from .shapes import Manifest
from .simple_markup import as_paragraph, as_text, simple_markup

END = -1
MOST_TITLE = 255
MOST_CHOICE = 2_000
MOST_WORDS = 80  # of a scene that has no title
MACHINE_NAME = "H5P.BranchingScenario"
SCENARIO = LibraryName(MACHINE_NAME, 1, 8)
QUESTION = LibraryName("H5P.BranchingQuestion", 1, 0)
TEXT = LibraryName("H5P.AdvancedText", 1, 1)
HAPPENS, COACH, THE_END = "What happens", "Coach", "The end"
CONTENT_TYPES = {QUESTION.machine_name: "Branching Question", TEXT.machine_name: "Text"}
WORDS = {
    "startScreenButtonText": "Begin",
    "endScreenButtonText": "Begin again",
    "backButtonText": "Go back",
    "proceedButtonText": "Go on",
    "disableProceedButtonText": "Finish this step to go on",
    "replayButtonText": "Play the film again",
    "scoreText": "Your points:",
    "fullscreenAria": "Full screen",
}


class Lost(StrEnum):
    """What a story may have and this content type has no place for."""

    METERS = "meters"
    CONDITIONS = "conditions"
    CLOCK = "clock"
    PICTURES = "pictures"
    RECORDINGS = "recordings"
    OWN_WORDS = "own-words"
    SECRECY = "secrecy"
    UNSAFE = "unsafe"
    SEVERAL_SCORES = "several-scores"


SAID: Mapping[Lost, str] = {
    Lost.METERS: "Meters, and everything a run remembers.",
    Lost.CONDITIONS: "Conditions: every choice is on offer, and leads where it does without them.",
    Lost.CLOCK: "The clock: everybody takes the time needed.",
    Lost.PICTURES: "Pictures; what they show is written into the scene.",
    Lost.RECORDINGS: "Films and sound; their transcripts are written into the scene.",
    Lost.OWN_WORDS: "The question what somebody would say in her own words.",
    Lost.SECRECY: "The wait for the debrief: each comment is shown with its choice.",
    Lost.UNSAFE: "That an unsafe choice makes the whole run unsafe: it gets its points, no more.",
    Lost.SEVERAL_SCORES: "Points by standard: they are added up to one score.",
}


@dataclass(frozen=True)
class Choice:
    """`happens` and `comment` are markup, of which `text` keeps only the words. `next` is the key
    of a scene or an ending. `points`: None in a story without points by choice."""

    text: str
    next: str
    happens: str = ""
    comment: str = ""
    points: float | None = None


@dataclass(frozen=True)
class Scene:
    key: str
    text: str  # markup
    choices: tuple[Choice, ...]
    title: str = ""
    lost: frozenset[Lost] = frozenset()


@dataclass(frozen=True)
class Ending:
    """`points` count where no choice has any."""

    key: str
    text: str  # markup
    title: str = ""
    points: float | None = None


@dataclass(frozen=True)
class Story:
    """It begins with the first scene."""

    title: str
    intro: str  # markup
    scenes: tuple[Scene, ...]
    endings: tuple[Ending, ...]
    is_mixed: bool = False  # choices are shown in another order each time
    lost: frozenset[Lost] = frozenset()


@dataclass(frozen=True)
class Kinds:
    """The libraries the content names."""

    main: LibraryName = SCENARIO
    question: LibraryName = QUESTION
    text: LibraryName = TEXT

    @property
    def names(self) -> tuple[LibraryName, ...]:
        return (self.main, self.question, self.text)


@dataclass(frozen=True)
class Branching:
    params: dict[str, Any]  # content.json
    left_out: tuple[Problem, ...]  # `where` names the scenes, nothing for the whole story


def kinds_in(libraries: Libraries) -> Kinds | None:
    """As the newest Branching Scenario in use wants them; None where there is none."""
    found = [name for name in libraries.names() if name.machine_name == MACHINE_NAME]
    library = libraries.find(max(found)) if found else None
    if library is None:
        return None
    wanted = {name.machine_name: name for name in _options(usable_fields(library.semantics))}
    return Kinds(
        main=library.name,
        question=wanted.get(QUESTION.machine_name, QUESTION),
        text=wanted.get(TEXT.machine_name, TEXT),
    )


def _options(fields: list[Field]) -> Iterable[LibraryName]:
    waiting = [*fields]
    while waiting:
        one = waiting.pop()
        yield from library_options(one) if type_of(one) == "library" else ()
        item = item_field(one)
        waiting += [*fields_of(one), *([item] if item is not None else [])]


def branching_content(story: Story, kinds: Kinds | None = None) -> Branching:
    """Raises Refused where the story cannot be played: nothing to begin with, a scene without a
    choice, a choice that leads nowhere."""
    faults = _faults(story)
    if faults:
        raise Refused(faults)
    scenes = _reached(story)
    params = _Writer(story, scenes, kinds or Kinds()).params()
    return Branching(params, tuple(_left_out(story, scenes)))


def branching_manifest(story: Story, kinds: Kinds | None = None) -> Manifest:
    """h5p.json as it is without the libraries themselves: what plays it must be there already."""
    kinds = kinds or Kinds()
    title = plain_text(story.title, MOST_TITLE) or THE_END
    metadata = {
        "title": title,
        "language": "en",
        "mainLibrary": MACHINE_NAME,
        "embedTypes": ["iframe"],
        "license": "U",
        "defaultLanguage": "en",
        "preloadedDependencies": [
            {"machineName": one.machine_name, "majorVersion": one.major, "minorVersion": one.minor}
            for one in kinds.names
        ],
    }
    return Manifest(title, "en", MACHINE_NAME, kinds.names, metadata)


def _faults(story: Story) -> list[Problem]:
    keys = [scene.key for scene in story.scenes] + [ending.key for ending in story.endings]
    faults = [] if story.scenes else [Problem("no-scene", "A story needs a scene to begin with.")]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        faults.append(Problem("key-twice", "Two places in the story have the same key.", key))
    for scene in story.scenes:
        if not scene.choices:
            faults.append(Problem("no-choice", "There is nothing to choose in it.", scene.key))
        for choice in scene.choices:
            if choice.next not in keys:
                text = f"“{choice.text}” leads to “{choice.next}”, which is not there."
                faults.append(Problem("no-target", text, scene.key))
    return faults


def _reached(story: Story) -> tuple[Scene, ...]:
    """In the order of the story, without those that no choice leads to."""
    by_key = {scene.key: scene for scene in story.scenes}
    seen: set[str] = set()
    waiting = [story.scenes[0].key]
    while waiting:
        key = waiting.pop()
        if key in by_key and key not in seen:
            seen.add(key)
            waiting += [choice.next for choice in by_key[key].choices]
    return tuple(scene for scene in story.scenes if scene.key in seen)


def _left_out(story: Story, scenes: tuple[Scene, ...]) -> Iterable[Problem]:
    for lost in Lost:
        where = [scene.key for scene in scenes if lost in scene.lost]
        if where or lost in story.lost:
            yield Problem(f"left-out-{lost.value}", SAID[lost], ", ".join(where))
    left = [scene.key for scene in story.scenes if scene not in scenes]
    if left:
        text = "Scenes that are reached only by a condition."
        yield Problem("left-out-scenes", text, ", ".join(left))


@dataclass
class _Writer:
    """Writes the list of steps: a scene is one, and so is what happens before an end."""

    story: Story
    scenes: tuple[Scene, ...]
    kinds: Kinds
    steps: list[dict[str, Any]] = field(default_factory=list)

    def params(self) -> dict[str, Any]:
        self.steps = [{} for _ in self.scenes]
        for at, scene in enumerate(self.scenes):
            self.steps[at] = self._scene(scene)
        title = plain_text(self.story.title, MOST_TITLE)
        return {
            "branchingScenario": {
                "title": as_text(title),
                "startScreen": {
                    "startScreenTitle": as_paragraph(title),
                    "startScreenSubtitle": simple_markup(self.story.intro),
                },
                "endScreens": [{"endScreenTitle": as_paragraph(THE_END), "contentId": END}],
                "content": self.steps,
                "scoringOptionGroup": {"scoringOption": self._scoring()},
                "behaviour": {
                    "enableBackwardsNavigation": False,
                    "forceContentFinished": False,
                    "randomizeBranchingQuestions": self.story.is_mixed,
                },
                "l10n": dict(WORDS),
            }
        }

    def _scoring(self) -> str:
        if self._scores_choices:
            return "dynamic-score"
        has_points = any(ending.points is not None for ending in self.story.endings)
        return "static-end-score" if has_points else "no-score"

    @property
    def _scores_choices(self) -> bool:
        return any(choice.points is not None for scene in self.scenes for choice in scene.choices)

    def _scene(self, scene: Scene) -> dict[str, Any]:
        alternatives = [
            self._alternative(choice, f"{scene.key}/{at}")
            for at, choice in enumerate(scene.choices)
        ]
        question = {"question": simple_markup(scene.text), "alternatives": alternatives}
        title = plain_text(scene.title, MOST_TITLE) or plain_text(scene.text, MOST_WORDS)
        step = self._step(self.kinds.question, {"branchingQuestion": question}, scene.key, title)
        return step | {"showContentTitle": bool(scene.title)}

    def _alternative(self, choice: Choice, place: str) -> dict[str, Any]:
        target = next((at for at, one in enumerate(self.scenes) if one.key == choice.next), END)
        feedback: dict[str, Any] = {}
        if target == END:
            ending = next(one for one in self.story.endings if one.key == choice.next)
            if _told(choice) or self._scores_choices:
                target = self._before_the_end(choice, ending, place)
            else:
                feedback = self._end_screen(ending)
        elif _told(choice):
            feedback = {"title": HAPPENS, "subtitle": _told(choice)}
        if choice.points is not None:
            feedback["endScreenScore"] = _points(choice.points)
        return {
            "text": as_text(plain_text(choice.text, MOST_CHOICE)),
            "nextContentId": target,
            "feedback": feedback,
        }

    def _before_the_end(self, choice: Choice, ending: Ending, place: str) -> int:
        text = _told(choice) or as_paragraph(plain_text(choice.text, MOST_CHOICE))
        step = self._step(self.kinds.text, {"text": text}, place, HAPPENS)
        self.steps.append(step | {"feedback": self._end_screen(ending)})
        return len(self.steps) - 1

    def _end_screen(self, ending: Ending) -> dict[str, Any]:
        screen: dict[str, Any] = {
            "title": as_text(plain_text(ending.title, MOST_TITLE) or THE_END),
            "subtitle": simple_markup(ending.text),
        }
        if ending.points is not None and not self._scores_choices:
            screen["endScreenScore"] = _points(ending.points)
        return screen

    def _step(
        self, library: LibraryName, params: dict[str, Any], place: str, title: str
    ) -> dict[str, Any]:
        """The same story always has the same ids, and so the same file."""
        return {
            "type": {
                "library": str(library),
                "params": params,
                "subContentId": str(uuid5(NAMESPACE_URL, f"{self.story.title}#{place}")),
                "metadata": {
                    "title": title,
                    "license": "U",
                    "contentType": CONTENT_TYPES[library.machine_name],
                },
            },
            "showContentTitle": False,
            "forceContentFinished": "useBehavioural",
            "contentBehaviour": "useBehavioural",
            "nextContentId": END,  # of a question its alternatives say where it goes
            "feedback": {},
        }


def _told(choice: Choice) -> str:
    comment = simple_markup(choice.comment)
    heading = f"<p><strong>{COACH}</strong></p>" if comment else ""
    return f"{simple_markup(choice.happens)}{heading}{comment}"


def _points(points: float) -> int | float:
    return int(points) if points == int(points) else round(points, 2)
