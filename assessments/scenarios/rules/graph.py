"""A branching scenario as plain values: scenes, options, ends, and what a run remembers."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from django.db.models import TextChoices

MOST_POINTS = 2
LOWEST, HIGHEST = 0, 10  # the ends of a meter
MIDDLE = 5
MOST_EFFECT = 3
KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
KEY_HELP = "Use up to 40 letters, digits, - or _."
STOP = "!stop"  # where a choice leads that stops the story; no scene can have this name

Points = int | Fraction


class Mode(TextChoices):
    PRACTICE = "practice", "Practice: the coach comments on each choice at once"
    ASSESSED = "assessed", "Assessed: the coach's comments wait for the debrief"


class Counting(TextChoices):
    BEST = "best", "The best run"
    FIRST = "first", "The first run"
    LAST = "last", "The last run"


class Meter(TextChoices):
    TRUST = "trust", "Trust"
    OWNERSHIP = "ownership", "The learner's ownership"
    SAFETY = "safety", "Safety"
    TIME = "time", "Time"


def meter_label(meter: str) -> str:
    """A draft may name a meter that there is not."""
    return str(Meter(meter).label) if meter in Meter.values else meter


class ConditionKind(TextChoices):
    AT_LEAST = "at_least", "is at least"
    AT_MOST = "at_most", "is at most"
    HAPPENED = "happened", "has happened"
    NOT_HAPPENED = "not_happened", "has not happened"


class MustKind(TextChoices):
    DO = "do", "Must do"
    AVOID = "avoid", "Must avoid"


class Grade(TextChoices):
    BEST = "best", "Best"
    ACCEPTABLE = "acceptable", "Acceptable"
    WEAK = "weak", "Weak"
    UNSAFE = "unsafe", "Unsafe"


class Stance(TextChoices):
    ASKS = "asks", "Asks"
    TELLS = "tells", "Tells"


class EndBand(TextChoices):
    GOOD = "good", "Good: it went well"
    MIXED = "mixed", "Mixed: some of it will hold"
    POOR = "poor", "Poor: nothing has moved"
    UNSAFE = "unsafe", "Unsafe: somebody could come to harm"


@dataclass(frozen=True)
class Condition:
    """Of a meter (`AT_LEAST`, `AT_MOST`, with `value`) or of a fact (`HAPPENED`, …)."""

    kind: str
    meter: str = ""
    value: int = 0
    fact: str = ""


@dataclass(frozen=True)
class Way:
    """Where an option leads instead, when all of its conditions hold."""

    when: tuple[Condition, ...]
    target: str


@dataclass(frozen=True)
class Opening:
    """A text before that of the scene, for runs in which all of its conditions hold."""

    when: tuple[Condition, ...]
    text: str


@dataclass(frozen=True)
class Option:
    key: str
    text: str
    out: str  # what happens
    why: str  # the coach's comment
    scores: Mapping[str, Points]
    critical: bool
    target: str  # the key of the next scene or of an end
    stops: bool = False  # a critical choice after which the story goes no further
    votes: int = 0  # of the expert panel
    effects: Mapping[str, int] = field(default_factory=dict)  # by meter
    facts: tuple[str, ...] = ()  # what has happened once this is chosen
    when: tuple[Condition, ...] = ()  # it is on offer only when all of these hold
    ways: tuple[Way, ...] = ()
    stance: str = ""  # asks or tells, where the words do not say it themselves

    @property
    def points(self) -> Points:
        return sum(self.scores.values())

    @property
    def targets(self) -> tuple[str, ...]:
        """Everywhere it may lead."""
        if self.stops:
            return (STOP,)
        return tuple(dict.fromkeys([*(way.target for way in self.ways), self.target]))

    @property
    def asks(self) -> bool:
        return self.stance == Stance.ASKS if self.stance else "?" in self.text


@dataclass(frozen=True)
class Speaker:
    name: str = ""
    role: str = ""
    tone: str = ""
    portrait: int | None = None  # an image


@dataclass(frozen=True)
class Picture:
    image: int
    words: str = ""  # empty: only decoration


@dataclass(frozen=True)
class Clip:
    """A short film or sound: two documents, and everything that is said."""

    file: int
    captions: int | None
    transcript: str


@dataclass(frozen=True)
class Scene:
    key: str
    text: str
    options: tuple[Option, ...]
    title: str = ""
    week: int | None = None
    speaker: Speaker = Speaker()
    openings: tuple[Opening, ...] = ()
    picture: Picture | None = None
    clip: Clip | None = None
    own_words: bool = False  # the participant writes what she would say before she sees the options
    exemplars: tuple[str, ...] = ()  # what others said, shown beside her own words
    seconds: int = 0  # of the clock, where she plays with one; 0: there is none here
    late: str = ""  # the option that is taken for her when the time is up
    panel: bool = False  # the votes of experts give the points

    @cached_property
    def available(self) -> dict[str, Points]:
        """Per code, the most that any option here gives."""
        return most_points(self.options)

    def option(self, key: str) -> Option | None:
        return next((option for option in self.options if option.key == key), None)


def most_points(options: tuple[Option, ...]) -> dict[str, Points]:
    best: Counter[str] = Counter()
    for option in options:
        for code, points in option.scores.items():
            if points > best[code]:
                best[code] = points  # type: ignore[assignment]  # a fraction, where experts vote
    return dict(best)


def grade_of(scene: Scene, option: Option) -> Grade:
    """What an option is worth among its like. Nothing else says it: the points do."""
    if option.critical:
        return Grade.UNSAFE
    most = max((other.points for other in scene.options if not other.critical), default=0)
    if option.points <= 0:
        return Grade.WEAK
    return Grade.BEST if option.points == most else Grade.ACCEPTABLE


@dataclass(frozen=True)
class End:
    key: str
    band: str
    text: str


@dataclass(frozen=True)
class Gauge:
    """A meter as a scenario uses it."""

    meter: str
    start: int = MIDDLE
    floor: int = LOWEST  # a run that ends below it asks to be repeated


@dataclass(frozen=True)
class Fact:
    """Something that a run remembers once it has happened."""

    key: str
    text: str


@dataclass(frozen=True)
class Must:
    """A step that no run may miss (do), or take (avoid), whatever its score."""

    kind: str
    fact: str
    text: str


@dataclass(frozen=True)
class Graph:
    start: str
    scenes: tuple[Scene, ...]
    ends: tuple[End, ...]
    codes: tuple[str, ...] = ()
    unsafe_text: str = ""
    meters: tuple[Gauge, ...] = ()
    facts: tuple[Fact, ...] = ()
    musts: tuple[Must, ...] = ()

    @cached_property
    def scenes_by_key(self) -> dict[str, Scene]:
        return {scene.key: scene for scene in reversed(self.scenes)}  # the first of a name wins

    @cached_property
    def ends_by_key(self) -> dict[str, End]:
        return {end.key: end for end in reversed(self.ends)}

    def scene(self, key: str) -> Scene | None:
        return self.scenes_by_key.get(key)

    def end(self, key: str) -> End | None:
        return self.ends_by_key.get(key)

    def gauge(self, meter: str) -> Gauge | None:
        return next((gauge for gauge in self.meters if gauge.meter == meter), None)

    @property
    def scored(self) -> set[str]:
        return {code for scene in self.scenes for option in scene.options for code in option.scores}

    def reached_from(self, start: str) -> set[str]:
        """Every scene and end that some run through `start` may see, `start` included, were every
        condition to hold at some time."""
        seen: set[str] = set()
        todo = [start]
        while todo:
            key = todo.pop()
            if key not in seen:
                seen.add(key)
                scene = self.scene(key)
                todo += (
                    [target for option in scene.options for target in option.targets]
                    if scene
                    else []
                )
        return seen - {STOP}
