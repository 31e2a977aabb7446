"""How the work feels over time: for herself, and as a trend for whom she lets see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import QuerySet
from django.utils import timezone

from cms.people.accounts.models import User

from .. import rules
from ..access import marks_readable_by, trends_shown_to
from ..models import WellbeingMark

WIDTH, HEIGHT, EDGE = 320, 120, 12


@dataclass(frozen=True)
class Point:
    on: date
    level: int
    x: float = 0
    y: float = 0

    @property
    def words(self) -> str:
        return rules.LEVELS[self.level]


@dataclass(frozen=True)
class Trend:
    """Marks by day, the earliest first, with where each stands in a small drawing."""

    points: list[Point] = field(default_factory=list)
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def levels(self) -> list[int]:
        return [point.level for point in self.points]

    @property
    def is_falling(self) -> bool:
        return rules.is_falling(self.levels)

    @property
    def line(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def steps(self) -> list[tuple[Point, Point]]:
        return list(pairwise(self.points))


def own_trend(mentor: User, on: date | None = None) -> Trend:
    return _drawn(_marks(on).filter(marks_readable_by(mentor)))


def today_s_mark(mentor: User, on: date | None = None) -> int | None:
    marks = WellbeingMark.objects.filter(marks_readable_by(mentor), on=on or timezone.localdate())
    mark = marks.first()
    return int(mark.level) if mark else None


def shares_trend(mentor: User) -> bool:
    mark = WellbeingMark.objects.filter(marks_readable_by(mentor)).first()
    return bool(mark and mark.is_shared)


def shown_trend(person: User, reader: User, on: date | None = None) -> Trend | None:
    """For her supervisor, when she has ticked it and there are enough marks to be a trend. Who may
    not see it and who has nothing to see get the same answer."""
    marks = list(_marks(on).filter(trends_shown_to(reader), mentor=person.pk))
    return _drawn(marks) if rules.is_trend(marks) else None  # type: ignore[arg-type]


def _marks(on: date | None) -> QuerySet[WellbeingMark]:
    today = on or timezone.localdate()
    since = today - timedelta(weeks=rules.TREND_WEEKS)
    return WellbeingMark.objects.filter(on__range=(since, today)).order_by("on", "pk")


def _drawn(marks: QuerySet[WellbeingMark] | Sequence[WellbeingMark]) -> Trend:
    rows = [(mark.on, int(mark.level)) for mark in marks]
    if not rows:
        return Trend()
    first, last = rows[0][0], rows[-1][0]
    days = max((last - first).days, 1)
    wide, high = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
    return Trend(
        [
            Point(
                on,
                level,
                x=round(EDGE + wide * (on - first).days / days, 1),
                y=round(EDGE + high * (5 - level) / 4, 1),
            )
            for on, level in rows
        ]
    )
