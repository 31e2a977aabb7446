"""What is said of a session that took place."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError

from assessments.supervision.rules.kinds import KINDS, Function, SessionType

from .states import Attendance

LEAST_HELD, MOST_HELD = 5, 240
QUARTER = 15


def check_held(*, held_at: datetime, minutes: int, functions: Iterable[str], now: datetime) -> None:
    if held_at > now:
        raise ValidationError(
            {"held_at": "This moment is still to come. Say when the session took place."}
        )
    if not LEAST_HELD <= minutes <= MOST_HELD:
        raise ValidationError({"minutes": f"Between {LEAST_HELD} and {MOST_HELD} minutes, please."})
    if set(functions) - set(Function.values):
        raise ValidationError({"functions": "Choose from the three in the list."})


def check_came(came: Collection[int], expected: Collection[int]) -> None:
    if set(came) - set(expected):
        raise ValidationError({"came": "Choose from those this session was for."})
    if not came:
        raise ValidationError({"came": "If nobody came, say that the session was missed."})


def attendance_after(before: str, *, has_come: bool) -> Attendance:
    """Apologies stay apologies: who has sent them did not simply stay away."""
    if has_come:
        return Attendance.CAME
    is_excused = before == Attendance.APOLOGIES
    return Attendance.APOLOGIES if is_excused else Attendance.ABSENT


def usual_functions(kind: str) -> list[str]:
    return [str(function) for function in KINDS[SessionType(kind)].functions]


def in_order(functions: Iterable[str]) -> list[str]:
    """Each once, as the list of functions has them."""
    chosen = set(functions)
    return [value for value in Function.values if value in chosen]


def cpd_minutes(held_minutes: int, came: int) -> int:
    """Each mentor's share of a group's time, in quarters of an hour (features.md V13: credited
    pro rata; domain.md 5.1: quarter-hours). Her own log may say otherwise: it is a draft."""
    share = held_minutes / max(came, 1)
    return max(QUARTER, round(share / QUARTER) * QUARTER)
