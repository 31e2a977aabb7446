"""What makes a branching scenario sound, and what one run of it is worth. Plain values only."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

STRONG, SOUND = 80, 60  # per cent of the points that were to be had on the path taken
MOST_POINTS = 2
KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
KEY_HELP = "Use up to 40 letters, digits, - or _."
MIXED_TEXT = (
    "You reached a hopeful end, but too few of the choices on the way would hold up. "
    "Read the note beside each one, then take the path again."
)
NO_BEST_PATH = (
    "No safe path leads to a good end with a strong result. Check where the best option of each "
    "scene leads, what it is worth, and that it is not marked unsafe."
)
UNSAFE_TEXT = (
    "One of your choices would be unsafe in real life, so this run asks to be repeated whatever "
    "its score. Read the note beside that choice, then take the path again. "
    "If it came close to home, talk it through with your {supervisor} or the {DSL}."
)


class EndBand(TextChoices):
    GOOD = "good", "Good: it went well"
    MIXED = "mixed", "Mixed: some of it will hold"
    POOR = "poor", "Poor: nothing has moved"
    UNSAFE = "unsafe", "Unsafe: somebody could come to harm"


class RunBand(TextChoices):
    STRONG = "strong", "Strong"
    SOUND = "sound", "Sound"
    REPEAT = "repeat", "Repeat"


class Status(TextChoices):
    OPEN = "open", "Under way"
    ENDED = "ended", "Finished"
    ABANDONED = "abandoned", "Left before the end"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.ENDED, Status.ABANDONED}),
    Status.ENDED: frozenset(),
    Status.ABANDONED: frozenset(),
}


@dataclass(frozen=True)
class Option:
    key: str
    text: str
    out: str  # what happens
    why: str  # the coach's comment
    scores: Mapping[str, int]
    critical: bool
    target: str  # the key of the next scene or of an end

    @property
    def points(self) -> int:
        return sum(self.scores.values())


@dataclass(frozen=True)
class Scene:
    key: str
    text: str
    options: tuple[Option, ...]

    @cached_property
    def available(self) -> dict[str, int]:
        """Per code, the most that any option here gives."""
        best: Counter[str] = Counter()
        for option in self.options:
            best |= Counter({code: points for code, points in option.scores.items() if points > 0})
        return dict(best)

    def option(self, key: str) -> Option | None:
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True)
class End:
    key: str
    band: str
    text: str


@dataclass(frozen=True)
class Graph:
    start: str
    scenes: tuple[Scene, ...]
    ends: tuple[End, ...]
    codes: tuple[str, ...] = ()
    unsafe_text: str = ""

    def scene(self, key: str) -> Scene | None:
        return next((scene for scene in self.scenes if scene.key == key), None)

    def end(self, key: str) -> End | None:
        return next((end for end in self.ends if end.key == key), None)

    @property
    def scored(self) -> set[str]:
        return {code for scene in self.scenes for option in scene.options for code in option.scores}

    def reached_from(self, start: str) -> set[str]:
        """Every scene and end that some run through `start` can see, `start` included."""
        seen: set[str] = set()
        todo = [start]
        while todo:
            key = todo.pop()
            if key not in seen:
                seen.add(key)
                scene = self.scene(key)
                todo += [option.target for option in scene.options] if scene else []
        return seen


@dataclass(frozen=True)
class Fault:
    message: str
    scene: str = ""  # the key of the scene to mend, empty when it is the whole scenario


def check_graph(graph: Graph) -> None:
    """Refuse a scenario that cannot be played to a fair result, with every fault at once."""
    if faults := graph_faults(graph):
        raise ValidationError([fault.message for fault in faults])


def graph_faults(graph: Graph) -> list[Fault]:
    faults = [*_key_faults(graph), *_end_faults(graph)]
    for scene in graph.scenes:
        faults += _scene_faults(graph, scene)
    faults += _code_faults(graph)
    if graph.scene(graph.start) is None:
        named = f"The start scene “{graph.start}” does not exist." if graph.start else ""
        return [*faults, Fault(f"{named or 'No start.'} Name the scene to begin with.")]
    faults += _path_faults(graph)
    if not faults and not has_safe_best_path(graph):
        faults.append(Fault(NO_BEST_PATH))
    return faults


def _key_faults(graph: Graph) -> Iterable[Fault]:
    keys = Counter([scene.key for scene in graph.scenes] + [end.key for end in graph.ends])
    for key, times in keys.items():
        scene = key if graph.scene(key) else ""
        if times > 1:
            yield Fault(
                f"The name “{key}” is used {times} times. Scenes and ends need their own.", scene
            )
        if not KEY.fullmatch(key):
            yield Fault(f"The name “{key}” will not do. {KEY_HELP}", scene)


def _end_faults(graph: Graph) -> Iterable[Fault]:
    if not graph.ends:
        yield Fault("There is no end. Add at least one good end.")
    for end in graph.ends:
        if end.band not in EndBand.values:
            yield Fault(f"End “{end.key}”: “{end.band}” is not one of {', '.join(EndBand.values)}.")
        if not end.text.strip():
            yield Fault(f"End “{end.key}” has no text. Say what has come of it.")


def _scene_faults(graph: Graph, scene: Scene) -> Iterable[Fault]:
    def fault(text: str) -> Fault:
        return Fault(f"Scene “{scene.key}”{text}", scene.key)

    if not scene.text.strip():
        yield fault(" has no text. Say what is happening and ask what to do.")
    if not scene.options:
        yield fault(" has no options, so nobody can leave it. Add two or more.")
    elif not scene.available:
        yield fault(": no option is worth points. Give the best one 1 or 2 points for a code.")
    for key, times in Counter(option.key for option in scene.options).items():
        if times > 1:
            yield fault(f": the option “{key}” is there {times} times. Each needs its own name.")
    for option in scene.options:
        name = f", option “{option.key}”"
        if not KEY.fullmatch(option.key):
            yield fault(f"{name}: the name will not do. {KEY_HELP}")
        for value, what in [
            (option.text, "what you would say or do"),
            (option.out, "what happens"),
            (option.why, "the coach's comment"),
        ]:
            if not value.strip():
                yield fault(f"{name}: {what} is missing.")
        for code, points in option.scores.items():
            if isinstance(points, bool) or points not in range(MOST_POINTS + 1):
                yield fault(f"{name}: {points} points for {code}. Give 0, 1 or {MOST_POINTS}.")
        if not option.target:
            yield fault(f"{name} leads nowhere. Name the next scene or an end.")
        elif not (graph.scene(option.target) or graph.end(option.target)):
            yield fault(f"{name} leads to “{option.target}”, which does not exist.")


def _code_faults(graph: Graph) -> Iterable[Fault]:
    declared, scored = set(graph.codes), graph.scored
    if unused := sorted(declared - scored):
        yield Fault(f"Declared but never scored: {', '.join(unused)}.")
    if undeclared := sorted(scored - declared):
        yield Fault(f"Scored but not declared: {', '.join(undeclared)}. Add to the codes.")


def _path_faults(graph: Graph) -> Iterable[Fault]:
    seen = graph.reached_from(graph.start)
    ends = {end.key for end in graph.ends}
    for scene in graph.scenes:
        if scene.key not in seen:
            yield Fault(f"No path reaches scene “{scene.key}”. Lead to it or remove it.", scene.key)
        elif scene.options and not graph.reached_from(scene.key) & ends:
            yield Fault(f"From scene “{scene.key}” no path comes to an end.", scene.key)
    for end in graph.ends:
        # An unsafe end need not be led to: it is also what a critical choice shows.
        if end.key not in seen and end.band != EndBand.UNSAFE:
            yield Fault(f"No path reaches end “{end.key}”. Lead to it or remove it.")


def has_safe_best_path(graph: Graph) -> bool:
    """Whether somebody who chooses well and safely can reach a good end with a strong result."""
    # How far above 80 % the best safe path to a scene is; one round a scene is enough for them all.
    best: dict[str, int] = {graph.start: 0}
    for _ in graph.scenes:
        for scene in graph.scenes:
            if scene.key not in best:
                continue
            need = STRONG * sum(scene.available.values())
            for option in scene.options:
                if not option.critical:
                    value = best[scene.key] + 100 * option.points - need
                    best[option.target] = max(best.get(option.target, value), value)
    return any(best.get(end.key, -1) >= 0 for end in graph.ends if end.band == EndBand.GOOD)


def graph_warnings(graph: Graph) -> list[str]:
    """What a trainer may leave as it is, but should look at."""
    scenes = [scene for scene in graph.scenes if len(scene.options) > 1 and scene.available]
    longest = [
        scene for scene in scenes
        if len(best_option(scene).text) == max(len(option.text) for option in scene.options)
    ]  # fmt: skip
    notes = []
    if len(longest) * 10 > len(scenes) * 4:
        keys = ", ".join(scene.key for scene in longest)
        notes.append(f"The best option is the longest in {len(longest)} of {len(scenes)} ({keys}).")
    places = {scene.options.index(best_option(scene)) + 1 for scene in scenes}
    if len(scenes) > 1 and len(places) == 1:
        notes.append(f"The best option is always number {places.pop()}. The screen shuffles them.")
    worth = {code for scene in graph.scenes for code in scene.available}
    if idle := sorted(graph.scored - worth):
        notes.append(f"No option is worth points for {', '.join(idle)}.")
    for scene in graph.scenes:
        name = f"Scene “{scene.key}”"
        if len(scene.options) == 1:
            notes.append(f"{name} has one option, so there is nothing to decide.")
        if any(scene.key in graph.reached_from(option.target) for option in scene.options):
            notes.append(f"{name}: a path comes back to it.")
        for option in scene.options:
            if option.critical and option.points:
                notes.append(f"{name}, option “{option.key}” is unsafe but worth points.")
    return notes


def best_option(scene: Scene) -> Option:
    return max(scene.options, key=lambda option: (not option.critical, option.points))


@dataclass(frozen=True)
class CodeResult:
    code: str
    earned: int
    available: int

    @property
    def percent(self) -> int:
        return 100 * self.earned // self.available

    @property
    def is_sound(self) -> bool:
        return 100 * self.earned >= SOUND * self.available


@dataclass(frozen=True)
class Result:
    codes: tuple[CodeResult, ...]
    is_unsafe: bool

    @property
    def earned(self) -> int:
        return sum(code.earned for code in self.codes)

    @property
    def available(self) -> int:
        return sum(code.available for code in self.codes)

    @property
    def percent(self) -> int:
        """Rounded down, so that the number never promises more than the band."""
        return 100 * self.earned // self.available if self.available else 0

    @property
    def band(self) -> RunBand:
        if self.is_unsafe or self.percent < SOUND:
            return RunBand.REPEAT
        return RunBand.STRONG if self.percent >= STRONG else RunBand.SOUND


def run_label(band: str, is_unsafe: bool) -> str:
    return "Repeat: unsafe choice" if is_unsafe else str(RunBand(band).label)


def result_of(graph: Graph, choices: Iterable[tuple[str, str]]) -> Result:
    """Earned over available, on the scenes visited only; `choices` are (scene, option) keys."""
    earned: Counter[str] = Counter()
    available: Counter[str] = Counter()
    is_unsafe = False
    for scene_key, option_key in choices:
        scene = graph.scene(scene_key)
        option = scene.option(option_key) if scene else None
        if scene is None or option is None:
            raise ValidationError(f"“{option_key}” is not a choice in scene “{scene_key}”.")
        earned.update(option.scores)
        available.update(scene.available)
        is_unsafe = is_unsafe or option.critical
    order = [*graph.codes, *sorted(set(available) - set(graph.codes))]
    codes = tuple(CodeResult(code, earned[code], available[code]) for code in order)
    return Result(tuple(code for code in codes if code.available), is_unsafe)


@dataclass(frozen=True)
class Ending:
    band: str
    text: str
    unsafe_text: str = ""


def ending_of(graph: Graph, end_key: str, result: Result) -> Ending:
    """The end as it is shown: never better than the score, and with the unsafe text if need be."""
    end = graph.end(end_key)
    if end is None:
        raise ValidationError(f"“{end_key}” is not an end of this scenario.")
    band, text = end.band, end.text
    if band == EndBand.GOOD and result.percent < SOUND:
        mixed = next((other for other in graph.ends if other.band == EndBand.MIXED), None)
        band, text = EndBand.MIXED.value, mixed.text if mixed else MIXED_TEXT
    if not result.is_unsafe:
        return Ending(band, text)
    unsafe_text = unsafe_text_of(graph)
    return Ending(band, text, "" if unsafe_text == text else unsafe_text)


def unsafe_text_of(graph: Graph) -> str:
    own = next((end.text for end in graph.ends if end.band == EndBand.UNSAFE), "")
    return graph.unsafe_text or own or UNSAFE_TEXT


def check_transition(current: str, new: Status) -> None:
    if new not in TRANSITIONS[Status(current)]:
        raise ValidationError("This run is over. Start a new one to choose again.", code="over")
