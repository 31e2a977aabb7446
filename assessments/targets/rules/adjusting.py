"""What an adjustment of a target may be."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from assessments.cpd.rules import CPDYear

MOST_HOURS = Decimal("200")
SHORTEST_REASON = 10


def check_adjustment(*, hours: Decimal, reason: str, year: CPDYear, now: CPDYear) -> None:
    problems: dict[str, str] = {}
    if not hours:
        problems["hours"] = "Say how many hours more or fewer, such as −6 or 4.5."
    elif abs(hours) > MOST_HOURS:
        problems["hours"] = f"Check the number: at most {MOST_HOURS} hours more or fewer."
    if len(reason.strip()) < SHORTEST_REASON:
        problems["reason"] = "Give the reason in a few words. She and those after you will read it."
    if problems:
        raise ValidationError({field: [text] for field, text in problems.items()})
    check_year(year, now)


def check_year(year: CPDYear, now: CPDYear) -> None:
    if year.start < now.start:
        raise ValidationError(
            f"The CPD year {year.label} is over, and its targets stay as they were.", code="over"
        )
    if year.start > now.start + 1:
        raise ValidationError("Targets are adjusted for this year or the next.", code="far")
