"""A figure over time as a small drawing, with the interval around each point, so that nobody reads
a change into what may be chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .periods import day_words
from .reading import Chart, Table

TEMPLATE = "readings/trend.svg.html"
LEFT, RIGHT, TOP, BOTTOM, WIDTH, HEIGHT = 44, 14, 12, 92, 230, 114


@dataclass(frozen=True)
class Point:
    """One figure: `low` and `high` are its interval, `other` what it is compared with."""

    on: date
    value: float
    low: float
    high: float
    words: str  # the figure as it is printed
    interval: str = ""
    n: int | None = None
    other: float | None = None
    other_words: str = ""


@dataclass(frozen=True)
class Series:
    label: str
    points: Sequence[Point]
    lowest: float = 0.0
    highest: float = 1.0
    lowest_words: str = "0 %"
    highest_words: str = "100 %"


@dataclass(frozen=True)
class PlacedPoint:
    point: Point
    x: int
    y: int
    top: int
    bottom: int
    other_y: int | None

    @property
    def short(self) -> str:
        return f"{self.point.on:%b} {self.point.on:%y}"


@dataclass(frozen=True)
class PlacedSeries:
    key: str
    series: Series
    points: Sequence[PlacedPoint]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = BOTTOM

    @property
    def line(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def words(self) -> str:
        return "; ".join(
            f"{day_words(each.point.on)}: {each.point.words}"
            + (f", {each.point.interval}" if each.point.interval else "")
            for each in self.points
        )


def trends(key: str, caption: str, series: Sequence[Series]) -> Chart | None:
    """Small drawings on one scale each; `key` keeps their ids apart on a page."""
    filled = [each for each in series if each.points]
    if not filled:
        return None
    drawn = [_placed(f"{key}-{number}", each) for number, each in enumerate(filled, start=1)]
    return Chart(TEMPLATE, drawn, _table(caption, filled))


def _placed(key: str, series: Series) -> PlacedSeries:
    points = sorted(series.points, key=lambda point: point.on)
    room = WIDTH - RIGHT - LEFT
    step = room / len(points)

    def height_of(value: float) -> int:
        share = (value - series.lowest) / (series.highest - series.lowest)
        return round(BOTTOM - min(max(share, 0.0), 1.0) * (BOTTOM - TOP))

    return PlacedSeries(
        key=key,
        series=series,
        points=[
            PlacedPoint(
                point=point,
                x=round(LEFT + step * (number + 0.5)),
                y=height_of(point.value),
                top=height_of(point.high),
                bottom=height_of(point.low),
                other_y=None if point.other is None else height_of(point.other),
            )
            for number, point in enumerate(points)
        ],
    )


def _table(caption: str, series: Sequence[Series]) -> Table:
    is_compared = any(point.other is not None for each in series for point in each.points)
    heads = ["What", "Day", "Figure", "Interval", "n"]
    rows = [
        [
            each.label,
            day_words(point.on),
            point.words,
            point.interval or "–",
            "–" if point.n is None else str(point.n),
            *([point.other_words or "–"] if is_compared else []),
        ]
        for each in series
        for point in sorted(each.points, key=lambda point: point.on)
    ]
    return Table(caption, [*heads, "Compared with"] if is_compared else heads, rows)
