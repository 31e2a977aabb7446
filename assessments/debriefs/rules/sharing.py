"""When a path may be shown to somebody."""

from django.core.exceptions import ValidationError

from assessments.scenarios.rules.scoring import Status


def check_is_over(state: str) -> None:
    if state == Status.OPEN:
        raise ValidationError(
            "This run is still under way. Its debrief, and sharing it, open when it is over.",
            code="open",
        )


def check_reader(reader: int, owner: int) -> None:
    if reader == owner:
        raise ValidationError("This is your own run: choose a colleague.", code="own")
