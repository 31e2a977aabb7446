"""The college year with its dips: one read from the cache for many pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page

from content.bodies import KEPT_SECONDS, bodies_version

from . import rules
from .models import CollegeYear, Dip
from .rules import Drawing, Moment, YearWeeks


@dataclass(frozen=True)
class YearDip:
    """A dip in one college year. Without a day to look from it has no moment."""

    number: int
    key: str
    title: str
    weeks: rules.Weeks
    week_words: str
    first_on: date
    last_on: date
    date_words: str
    moment: str
    why: str
    tactic: str
    lesson_title: str
    lesson_url: str


@dataclass(frozen=True)
class MomentumYear:
    calendar: YearWeeks
    dips: list[YearDip]
    today: date | None = None

    @property
    def week(self) -> int | None:
        return self.calendar.week_of(self.today) if self.today else None

    @property
    def now(self) -> YearDip | None:
        return next(iter(self._at(Moment.NOW)), None)

    @property
    def coming(self) -> list[YearDip]:
        return self._at(Moment.COMING)

    @property
    def past(self) -> list[YearDip]:
        return self._at(Moment.PAST)

    @property
    def wide(self) -> Drawing:
        return self._drawn(rules.WIDE)

    @property
    def narrow(self) -> Drawing:
        return self._drawn(rules.NARROW)

    @property
    def picture_words(self) -> str:
        """What the drawing shows, for those who cannot see it; a list beside it names the dips."""
        count = len(self.dips)
        places = f"{count} place{'' if count == 1 else 's'}"
        return (
            f"The weeks of the college year as a line that sinks at {places}, each with a number. "
            "The list names them."
            if count
            else "The weeks of the college year as a level line."
        )

    @property
    def mondays(self) -> list[tuple[int, date]]:
        """Every week with the Monday it starts on."""
        return [(week, self.calendar.monday(week)) for week in range(1, rules.WEEKS + 1)]

    def _at(self, moment: Moment) -> list[YearDip]:
        return [dip for dip in self.dips if dip.moment == moment]

    def _drawn(self, frame: rules.Frame) -> Drawing:
        weeks = [dip.weeks for dip in self.dips]
        return rules.draw_year(weeks, self.calendar, frame, today=self.today)


def year(today: date | None = None) -> MomentumYear:
    """The college year of today.

    Given a day, it says what is now, coming and past. Without one nothing in it changes from day to
    day, so that it may stand in a lesson's body, which is kept for a week.
    """
    starts_on, rows = _kept()
    calendar = rules.year_weeks(starts_on, today or timezone.localdate())
    dips = [_in_year(number, row, calendar, today) for number, row in enumerate(rows, start=1)]
    return MomentumYear(calendar, dips, today)


def dip_of_the_week(today: date) -> YearDip | None:
    return year(today).now


def dates_of(dip: Dip) -> str:
    """The days of a dip in the college year of today."""
    calendar = rules.year_weeks(_kept()[0], timezone.localdate())
    return rules.date_words(calendar.monday(dip.from_week), calendar.sunday(dip.until_week))


def college_year() -> CollegeYear:
    """The row, or an unsaved one while nobody has said when teaching starts."""
    return CollegeYear.objects.first() or CollegeYear(pk=1)


def is_lesson_of_a_dip(page_id: int) -> bool:
    return Dip.objects.filter(lesson=page_id).exists()


def _kept() -> tuple[date | None, list[dict[str, Any]]]:
    """The start of teaching and the dips shown, as plain values; under the version of all bodies,
    because bodies show them and both change with a page's address."""
    key = f"content:momentum:{bodies_version()}"
    kept: tuple[date | None, list[dict[str, Any]]] | None = cache.get(key)
    if kept is None:
        kept = (college_year().teaching_starts_on, _rows())
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _rows() -> list[dict[str, Any]]:
    dips = list(Dip.objects.shown())
    lessons: dict[int, Page] = Page.objects.live().in_bulk(
        [dip.lesson_id for dip in dips if dip.lesson_id]
    )
    rows = []
    for dip in dips:
        lesson = lessons.get(dip.lesson_id or 0)
        names = ("key", "title", "weeks", "why", "tactic")
        rows.append(
            {
                **{name: getattr(dip, name) for name in names},
                "lesson_title": lesson.title if lesson else "",
                "lesson_url": (lesson.get_url() if lesson else "") or "",
            }
        )
    return rows


def _in_year(number: int, row: dict[str, Any], calendar: YearWeeks, today: date | None) -> YearDip:
    weeks = row["weeks"]
    first_on, last_on = calendar.monday(weeks[0]), calendar.sunday(weeks[1])
    return YearDip(
        **row,
        number=number,
        week_words=rules.week_words(weeks),
        first_on=first_on,
        last_on=last_on,
        date_words=rules.date_words(first_on, last_on),
        moment=rules.moment_of(weeks, calendar.week_of(today)) if today else "",
    )
