"""Where the marks of a small chart stand: values over time, each with its interval. Whole numbers
on a fixed plane, so that the page draws it without a script or a style of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

WIDTH, HEIGHT = 360, 200
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 14, 30
MOST_LABELS = 6
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200)
MOST_STEPS = 5


@dataclass(frozen=True)
class PlotPoint:
    """A value, what to call it, and where it may lie in truth; `other` is what it is compared
    with."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    other: float | None = None


@dataclass(frozen=True)
class Mark:
    x: int
    y: int
    label: str  # empty where there is no room for one
    low_y: int | None
    high_y: int | None
    other_y: int | None

    @property
    def cap_from(self) -> int:
        return self.x - 5

    @property
    def cap_to(self) -> int:
        return self.x + 5

    @property
    def diamond(self) -> str:
        """The path of the mark for what it is compared with."""
        return f"M{self.x} {(self.other_y or 0) - 5}l5 5-5 5-5-5z"


@dataclass(frozen=True)
class Tick:
    y: int
    label: str


@dataclass(frozen=True)
class Band:
    y: int
    height: int


@dataclass(frozen=True)
class Plot:
    marks: list[Mark]
    ticks: list[Tick]
    band: Band | None
    unit: str = ""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def across(self) -> int:
        return self.right - self.left

    @property
    def ticks_x(self) -> int:
        return self.left - 6

    @property
    def label_y(self) -> int:
        return self.height - 10

    @property
    def line(self) -> str:
        return " ".join(f"{mark.x},{mark.y}" for mark in self.marks)


def plot(
    points: Sequence[PlotPoint],
    *,
    unit: str = "",
    band: tuple[float, float] | None = None,
    least: float | None = None,
    most: float | None = None,
) -> Plot:
    """The points from left to right as they come; `least` and `most` are bounds of the unit that
    the scale does not pass."""
    low, high, step = _scale(points, band, least, most)

    def y_of(value: float) -> int:
        return round(TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM))

    count = len(points)
    marks = [
        Mark(
            x=_x_of(place, count),
            y=y_of(point.value),
            label=point.label if _has_label(place, count) else "",
            low_y=None if point.low is None else y_of(point.low),
            high_y=None if point.high is None else y_of(point.high),
            other_y=None if point.other is None else y_of(point.other),
        )
        for place, point in enumerate(points)
    ]
    ticks = [
        Tick(y_of(value), f"{value:g}{unit}")
        for value in (low + step * n for n in range(round((high - low) / step) + 1))
    ]
    shaded = Band(y_of(band[1]), y_of(band[0]) - y_of(band[1])) if band else None
    return Plot(marks, ticks, shaded, unit)


def _x_of(place: int, count: int) -> int:
    return round(LEFT + (place + 0.5) * (WIDTH - LEFT - RIGHT) / count)


def _has_label(place: int, count: int) -> bool:
    """The last always has one, and then every so many back from it."""
    return (count - 1 - place) % ceil(count / MOST_LABELS) == 0


def _scale(
    points: Sequence[PlotPoint],
    band: tuple[float, float] | None,
    least: float | None,
    most: float | None,
) -> tuple[float, float, int]:
    seen = [
        value
        for point in points
        for value in (point.value, point.low, point.high, point.other)
        if value is not None
    ]
    seen += band or ()
    down, up = min(seen), max(seen)
    step = next((each for each in STEPS if (up - down) / each <= MOST_STEPS), STEPS[-1])
    low, high = floor(down / step) * step, ceil(up / step) * step
    if low == high:
        low, high = low - step, high + step
    if least is not None and low < least:
        low = floor(least)
    if most is not None and high > most:
        high = ceil(most)
    return low, high, step
