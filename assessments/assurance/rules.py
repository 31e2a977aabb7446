"""Whether supervision happens and helps, in counts; small numbers are hidden (domain.md 4.8)."""

from datetime import date

from django.core.exceptions import ValidationError

PULSE_QUESTIONS = (
    "My supervision happens when it should.",
    "I can say what I really think.",
    "I leave knowing what to do next.",
    "It helps me with the load of the work.",
    "It helps my learners.",
)
MARKS = {
    1: "Not at all",
    2: "Rarely",
    3: "Sometimes",
    4: "Mostly",
    5: "Yes",
}
FEWEST_ANSWERS = 5


def half_year(day: date) -> str:
    """“2026-H2”: the half of a calendar year in which a pulse is taken."""
    return f"{day.year}-H{1 if day.month < 7 else 2}"


def half_year_words(key: str) -> str:
    year, _, half = key.partition("-H")
    return f"{'First' if half == '1' else 'Second'} half of {year}"


def check_marks(marks: list[int]) -> None:
    if len(marks) != len(PULSE_QUESTIONS) or any(mark not in MARKS for mark in marks):
        raise ValidationError("Choose an answer for each of the five sentences.")


def percent(part: int, whole: int) -> int | None:
    return round(part * 100 / whole) if whole else None
