"""What is true of teams, posts and reporting lines."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

Period = tuple[date, date | None]


class CoverKind(TextChoices):
    """Whose place is taken."""

    MANAGER = "manager", "Line manager"
    SUPERVISOR = "supervisor", "Supervisor"


def check_employment(started_on: date | None, left_on: date | None) -> None:
    if started_on and left_on and left_on < started_on:
        raise ValidationError({"left_on": "The last day cannot be before the first day."})


def check_line(person_id: int, manager_id: int, starts_on: date, ends_on: date | None) -> None:
    if person_id == manager_id:
        raise ValidationError(
            "Nobody can be their own line manager. Choose another person.", code="self_line"
        )
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError("The last day cannot be before the first day.", code="dates")


def check_lines_apart(line: Period, others: Iterable[Period]) -> None:
    """One line manager on any day, so that it is always clear who is answerable."""
    if (other := _first_overlap(line, others)) is not None:
        raise ValidationError(
            "There is already a line manager for some of these days. "
            f"The other line starts on {other[0]:%-d %B %Y}.",
            code="overlap",
        )


def check_absence(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": "The last day cannot be before the first day."})


def check_absences_apart(absence: Period, others: Iterable[Period]) -> None:
    if (other := _first_overlap(absence, others)) is not None:
        raise ValidationError(
            "Some of these days are already written down as an absence, "
            f"the one from {other[0]:%-d %B %Y}. Change its last day instead.",
            code="overlap",
        )


def _first_overlap(period: Period, others: Iterable[Period]) -> Period | None:
    starts_on, ends_on = period
    for other_starts_on, other_ends_on in others:
        begins_before_the_end = ends_on is None or other_starts_on <= ends_on
        if begins_before_the_end and (other_ends_on is None or starts_on <= other_ends_on):
            return other_starts_on, other_ends_on
    return None


def check_no_circle(person_id: int, manager_id: int, managers: Mapping[int, int]) -> None:
    """Refuse a line that would make somebody their own manager's manager.

    `managers` says who manages whom on the day the new line starts.
    """
    seen: set[int] = set()
    above: int | None = manager_id
    while above is not None and above not in seen:
        if above == person_id:
            raise ValidationError(
                "This would make a circle: the person chosen already reports, directly or "
                "through others, to the one they would manage.",
                code="circle",
            )
        seen.add(above)
        above = managers.get(above)


# Covers -----------------------------------------------------------------------------

LONGEST_COVER = 183  # days


def check_cover_days(starts_on: date, ends_on: date, today: date) -> None:
    """Time-boxed, and never for days that are over: nobody gets a right afterwards."""
    if ends_on < starts_on:
        raise ValidationError({"ends_on": "The last day cannot be before the first day."})
    if starts_on < today:
        raise ValidationError({"starts_on": "Choose today or a day to come."})
    if (ends_on - starts_on).days >= LONGEST_COVER:
        raise ValidationError(
            {"ends_on": "A cover lasts at most half a year. For longer, set another line manager "
             "or make a new supervision agreement."}
        )  # fmt: skip


def check_cover_people(stands_in: int, absent: int, set_by: int | None) -> None:
    if stands_in == absent:
        raise ValidationError({"stands_in": "Nobody stands in for themselves."})
    if stands_in == set_by:
        raise ValidationError({"stands_in": "Nobody gives a cover to themselves. Ask HR."})


def check_cover_role(kind: str, *, holds: bool, is_for_absent: bool) -> None:
    """On its first day and its last, the one who is absent and the one who stands in hold it."""
    if holds:
        return
    role = CoverKind(kind).label.lower()
    if is_for_absent:
        raise ValidationError({"absent": f"This person is no {role} on these days."})
    raise ValidationError(
        {"stands_in": f"Only somebody who is a {role} throughout these days can stand in for one."}
    )


def check_cover_not_over_oneself(is_over_herself: bool) -> None:
    if is_over_herself:
        raise ValidationError(
            {"stands_in": "This person is supervised by the one who is absent, and nobody "
             "supervises themselves. Choose somebody else."}
        )  # fmt: skip


def check_covers_apart(cover: Period, others: Iterable[Period]) -> None:
    if (other := _first_overlap(cover, others)) is not None:
        raise ValidationError(
            "Somebody stands in on some of these days already, from "
            f"{other[0]:%-d %B %Y} on. End that cover first.",
            code="overlap",
        )


# Conflicts of interest --------------------------------------------------------------


def check_conflict_pair(person: int, other: int) -> None:
    if person == other:
        raise ValidationError({"other": "Choose two different people."})


def check_no_conflict(has_conflict: bool) -> None:
    """Said so that it gives nothing away: whoever tries learns of no conflict."""
    if has_conflict:
        raise ValidationError(
            "These two cannot be put together in this way. Choose somebody else; HR can help.",
            code="not_these_two",
        )
