"""Editions: which one holds on a day, and what that means for a fact that leans on one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from content.material.guidance import first_day

DATE_MESSAGE = "Write a year, a month or a day: 2025, 2025-09 or 2025-09-01."


class Kind(TextChoices):
    LAW = "law", "Law"
    GUIDANCE = "guidance", "Guidance"
    RESEARCH = "research", "Research"
    FIGURES = "figures", "Figures"
    STANDARD = "standard", "Standard"


@dataclass(frozen=True)
class Dated:
    """An edition, as far as rules need it."""

    pk: int
    name: str
    date: str


def day_of(text: str) -> date:
    """The first day of a year or a month, or the day itself."""
    day = first_day(text)
    if day is None:
        raise ValidationError(DATE_MESSAGE)
    return day


def check_date(text: str) -> None:
    day_of(text)


def check_starts_alone(edition: Dated, others: Iterable[Dated]) -> None:
    """Of two editions from one day nobody could say which holds, and no fact would be read anew."""
    day = first_day(edition.date)
    same = next((other for other in others if day and day_of(other.date) == day), None)
    if same is not None:
        words = f"“{same.name}” holds from {in_words(same.date)} too. Give the month or the day."
        raise ValidationError({"date": words})


def check_checked_on(day: date, *, today: date) -> None:
    if day > today:
        raise ValidationError({"checked_on": "Nobody has checked it on a day to come."})


def check_key_stays(key: str, *, before: str) -> None:
    if key != before:
        raise ValidationError({"key": f"Lessons may name it “{before}”: the short name stays."})


def check_edition_stays(edition: Dated, *, before: Dated, facts: int) -> None:
    """What facts were read in is what it was; another name or day is another edition."""
    if facts and (edition.name, edition.date) != (before.name, before.date):
        raise ValidationError(
            "Facts have been read in this edition, so its name and date stay. "
            "If one is wrong, add the right edition and move the facts there."
        )


def in_words(text: str) -> str:
    """No more exact than it is known: 2025, September 2025 or 1 September 2025."""
    day = day_of(text)
    month = f"{day:%B %Y}"
    return {4: text, 7: month, 10: f"{day.day} {month}"}[len(text)]


def current(editions: Iterable[Dated], *, today: date) -> Dated | None:
    """The newest edition that holds on the day; none while all of them are still to come."""
    held = [edition for edition in editions if day_of(edition.date) <= today]
    return max(held, key=lambda edition: (day_of(edition.date), edition.pk), default=None)


def upcoming(editions: Iterable[Dated], *, today: date) -> Dated | None:
    """The next edition that has a date and does not hold yet."""
    coming = [edition for edition in editions if day_of(edition.date) > today]
    return min(coming, key=lambda edition: (day_of(edition.date), edition.pk), default=None)


def needs_check(*, checked_against: Dated, holds: Dated | None) -> bool:
    """A fact is stale as soon as a newer edition holds than the one it was checked against."""
    return holds is not None and day_of(holds.date) > day_of(checked_against.date)
