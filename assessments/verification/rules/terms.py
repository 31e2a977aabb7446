"""The terms of a college year: a sample is drawn for one of them."""

from datetime import date, timedelta

STARTS_IN = (8, 1, 5)  # autumn from August, spring from January, summer from May
NAMES = {8: "Autumn", 1: "Spring", 5: "Summer"}


def term_of(day: date) -> tuple[str, date, date]:
    """Its name, first and last day, such as “Autumn 2026”."""
    begun = [
        date(year, month, 1) for year in (day.year - 1, day.year, day.year + 1)
        for month in sorted(STARTS_IN)
    ]  # fmt: skip
    first = max(start for start in begun if start <= day)
    last = min(start for start in begun if start > day) - timedelta(days=1)
    return f"{NAMES[first.month]} {first.year}", first, last
