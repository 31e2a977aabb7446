"""The weeks of a college year, and the year as a line that sinks where energy does.

Week 1 is the calendar week, Monday to Sunday, in which teaching starts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

WEEKS = 52
YEAR = timedelta(weeks=WEEKS)
SEPTEMBER, NEW_YEAR_FROM = 9, 8  # before August people still speak of the old year
Weeks = tuple[int, int]  # the first and the last week of a dip


class Moment(TextChoices):
    NOW = "now", "Now"
    COMING = "coming", "Coming"
    PAST = "past", "Past"


# Weeks and days ------------------------------------------------------------------


@dataclass(frozen=True)
class YearWeeks:
    """One college year. It is assumed while nobody has said when its teaching starts."""

    first_on: date  # a Monday
    is_assumed: bool

    def week_of(self, day: date) -> int:
        """Week 1 is the first; before it there is no week 0 to speak of, only numbers below 1."""
        return (day - self.first_on).days // 7 + 1

    def monday(self, week: int) -> date:
        return self.first_on + timedelta(weeks=week - 1)

    def sunday(self, week: int) -> date:
        return self.monday(week) + timedelta(days=6)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def usual_start(today: date) -> date:
    """The first Monday of September of the academic year that a day is in."""
    year = today.year if today.month >= NEW_YEAR_FROM else today.year - 1
    first = date(year, SEPTEMBER, 1)
    return first + timedelta(days=-first.weekday() % 7)


def year_weeks(teaching_starts_on: date | None, today: date) -> YearWeeks:
    """The college year of a day. A start of more than 52 weeks ago stands for the same weekday
    364 days later: close enough to go on with, and marked as assumed."""
    if teaching_starts_on is None:
        return YearWeeks(monday_of(usual_start(today)), is_assumed=True)
    first_on = monday_of(teaching_starts_on)
    years = max((today - first_on) // YEAR, 0)
    return YearWeeks(first_on + years * YEAR, is_assumed=years > 0)


def moment_of(weeks: Weeks, week: int) -> Moment:
    if weeks[1] < week:
        return Moment.PAST
    return Moment.NOW if weeks[0] <= week else Moment.COMING


def week_words(weeks: Weeks) -> str:
    return f"week {weeks[0]}" if weeks[0] == weeks[1] else f"weeks {weeks[0]} to {weeks[1]}"


def date_words(first: date, last: date) -> str:
    """As people say it: “22 to 28 September”, “29 September to 5 October”."""
    end = f"{last.day} {last:%B}"
    if first.year != last.year:
        return f"{first.day} {first:%B %Y} to {end} {last.year}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {end}"
    return f"{first.day} to {end}"


# What may be written -------------------------------------------------------------


def check_weeks(weeks: Weeks) -> None:
    if weeks[0] > weeks[1]:
        raise ValidationError({"until_week": "The last week cannot be before the first."})


def check_apart(weeks: Weeks, others: Iterable[tuple[str, int, int]]) -> None:
    """Refuse weeks that another dip has; `others` are titles with their weeks."""
    taken = taken_by(weeks, others)
    if taken:
        title, first, last = taken
        raise ValidationError(
            {
                "from_week": f"“{title}” has {week_words((first, last))} already, and a week shows "
                "one dip. Choose other weeks, or change that dip first."
            }
        )


def taken_by(weeks: Weeks, others: Iterable[tuple[str, int, int]]) -> tuple[str, int, int] | None:
    """The dip among the others that shares a week with these."""
    shared = (other for other in others if weeks[0] <= other[2] and other[1] <= weeks[1])
    return next(shared, None)


def check_start(teaching_starts_on: date, today: date) -> None:
    if teaching_starts_on - today > YEAR:
        raise ValidationError(
            {"teaching_starts_on": "That is more than a year ahead. Is the year right?"}
        )


# The year as a line --------------------------------------------------------------


@dataclass(frozen=True)
class Frame:
    """How large a drawing is, in its own units, which are pixels at its natural size."""

    width: int
    edge: int  # free space left and right
    top: int  # the line on an ordinary week
    depth: int  # how far it sinks
    below: int  # from there down to the middle of the numbers
    radius: int  # of a number's circle
    label: int  # room that the name of a month needs

    @property
    def bottom(self) -> int:
        return self.top + self.depth

    @property
    def height(self) -> int:
        return self.number_y + self.radius + 2

    @property
    def number_y(self) -> int:
        return self.bottom + self.below

    @property
    def today_y(self) -> int:
        return self.top - 15

    @property
    def month_y(self) -> int:
        return self.today_y - 22

    @property
    def tick_y(self) -> int:
        return self.month_y + 6

    def x(self, weeks_gone: float) -> float:
        return round(self.edge + weeks_gone * (self.width - 2 * self.edge) / WEEKS, 1)

    def y(self, level: float) -> float:
        return round(self.top + level * self.depth, 1)


WIDE = Frame(width=1100, edge=16, top=58, depth=72, below=30, radius=13, label=36)
NARROW = Frame(width=340, edge=12, top=48, depth=50, below=26, radius=10, label=20)


@dataclass(frozen=True)
class Mark:
    """One dip in the drawing: the weeks it takes, and its number below them."""

    number: int
    moment: str
    left: float
    width: float
    middle: float
    x: float  # of the number, which moves aside where dips stand close together


@dataclass(frozen=True)
class MonthLabel:
    x: float
    name: str


@dataclass(frozen=True)
class Today:
    x: float
    y: float
    anchor: str  # which side of its word stands at x


@dataclass(frozen=True)
class Drawing:
    frame: Frame
    line: str  # the `d` of an SVG path
    marks: list[Mark]
    months: list[MonthLabel]
    today: Today | None


def draw_year(
    dips: Sequence[Weeks], calendar: YearWeeks, frame: Frame, *, today: date | None = None
) -> Drawing:
    """The whole year from left to right. Without `today` nothing says what is past."""
    ordered = sorted(dips)
    nodes = line_nodes(ordered)
    week = calendar.week_of(today) if today else None
    middles = [frame.x((first - 1 + last) / 2) for first, last in ordered]
    low, high = frame.edge, frame.width - frame.edge
    numbers = spread(middles, gap=2 * frame.radius + 3, low=low, high=high)
    marks = [
        Mark(
            number=number,
            moment=moment_of(weeks, week) if week is not None else "",
            left=frame.x(weeks[0] - 1),
            width=round(frame.x(weeks[1]) - frame.x(weeks[0] - 1), 1),
            middle=middle,
            x=x,
        )
        for number, (weeks, middle, x) in enumerate(
            zip(ordered, middles, numbers, strict=True), start=1
        )
    ]
    return Drawing(
        frame=frame,
        line=line_path(nodes, frame),
        marks=marks,
        months=list(month_labels(calendar, frame)),
        today=today_on_line(nodes, calendar, frame, today) if today else None,
    )


def line_nodes(dips: Sequence[Weeks]) -> list[tuple[float, float]]:
    """Where the line turns: weeks gone, and how deep it is there from 0 to 1.

    It sinks and rises within a week on either side of a dip's ends, or half of what room there is;
    between two dips without a week between them it comes half way up.
    """
    nodes = [(0.0, 0.0)]
    end_before = 0
    for place, (first, last) in enumerate(dips):
        start, inside = first - 1, min(1.0, (last - first + 1) / 2)
        following = dips[place + 1][0] - 1 if place + 1 < len(dips) else WEEKS
        if start == end_before and place:
            nodes[-1] = (float(start), 0.5)
        else:
            nodes.append((start - shoulder(start - end_before), 0.0))
        nodes += [(start + inside, 1.0), (last - inside, 1.0)]
        nodes.append((last + shoulder(following - last), 0.0))
        end_before = last
    nodes.append((float(WEEKS), 0.0))
    return list(dict.fromkeys(nodes))


def shoulder(room: float) -> float:
    return min(1.0, room / 2)


def line_path(nodes: Sequence[tuple[float, float]], frame: Frame) -> str:
    """Level at every turn. Control points at a third make x go evenly: `level_at` knows y."""
    start = nodes[0]
    parts = [f"M{frame.x(start[0])} {frame.y(start[1])}"]
    for (x0, level0), (x1, level1) in pairwise(nodes):
        third = (x1 - x0) / 3
        y0, y1 = frame.y(level0), frame.y(level1)
        parts.append(f"C{frame.x(x0 + third)} {y0} {frame.x(x1 - third)} {y1} {frame.x(x1)} {y1}")
    return "".join(parts)


def level_at(nodes: Sequence[tuple[float, float]], weeks_gone: float) -> float:
    for (x0, level0), (x1, level1) in pairwise(nodes):
        if x0 <= weeks_gone <= x1 and x1 > x0:
            part = (weeks_gone - x0) / (x1 - x0)
            return level0 + (level1 - level0) * part * part * (3 - 2 * part)
    return 0.0


def spread(places: Sequence[float], *, gap: float, low: float, high: float) -> list[float]:
    """The same places, moved as little as is needed to stand `gap` apart and inside the edges."""
    if not places:
        return []
    gap = min(gap, (high - low) / len(places))
    moved = list(places)
    for at in range(1, len(moved)):
        moved[at] = max(moved[at], moved[at - 1] + gap)
    moved[-1] = min(moved[-1], high)
    for at in range(len(moved) - 1, 0, -1):
        moved[at - 1] = min(moved[at - 1], moved[at] - gap)
    moved[0] = max(moved[0], low)
    for at in range(1, len(moved)):
        moved[at] = max(moved[at], moved[at - 1] + gap)
    return [round(place, 1) for place in moved]


def month_labels(calendar: YearWeeks, frame: Frame) -> Iterator[MonthLabel]:
    """The months that begin in the year, and the one it begins in; each where there is room."""
    end_on = calendar.first_on + YEAR
    day, x = calendar.first_on, frame.x(0)
    while day < end_on:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        next_x = frame.x((min(following, end_on) - calendar.first_on).days / 7)
        is_whole = day.day == 1 and following <= end_on
        if is_whole or next_x - x >= frame.label:
            yield MonthLabel(x, f"{day:%b}")
        day, x = following, next_x


def today_on_line(
    nodes: Sequence[tuple[float, float]], calendar: YearWeeks, frame: Frame, today: date
) -> Today | None:
    """In the middle of the day; None before the first week."""
    weeks_gone = ((today - calendar.first_on).days + 0.5) / 7
    if not 0 <= weeks_gone <= WEEKS:
        return None
    x = frame.x(weeks_gone)
    near = 2 * frame.label
    anchor = "start" if x < near else "end" if x > frame.width - near else "middle"
    return Today(x, frame.y(level_at(nodes, weeks_gone)), anchor)
