"""What an attempt is, when the next begins, and how much a person may leave behind."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from .states import Status

MOST_STATEMENTS = 2_000  # an attempt
MOST_ATTEMPTS = 500  # a seat
STATE_BYTES = 256 * 1024
SEAT_BYTES = 1024 * 1024
STATE_DEPTH = 60
MOST_SECONDS = 7 * 24 * 3600  # longer is a clock gone wrong
WHOLE = "0"  # how the player calls the content itself among its parts

# Answering again after the result begins the next attempt; looking at it again does not.
BEGINNING = frozenset({"attempted", "interacted", "answered", "completed"})
SHOWING = frozenset({"attempted", "consume", "consumed", "experienced"})

States = dict[str, dict[str, str]]
_NAME = re.compile(r"[A-Za-z0-9_.:\-]{1,64}", re.ASCII)


def begins_attempt(verb: str, last_state: str | None) -> bool:
    """Whether a statement with this verb belongs to a new attempt. `last_state`: None where there
    is no attempt yet, which any statement begins."""
    if last_state is None:
        return True
    return last_state == Status.FINISHED and verb in BEGINNING


def says_opened(verb: str, *, is_top: bool, is_new: bool) -> bool:
    """Also when it is shown again: whoever enrols after playing it is credited then."""
    return is_new or (is_top and verb in SHOWING)


def check_statements(kept: int, *, finishes: bool) -> None:
    """The last place is for the statement that finishes it: nobody is shut out of her result."""
    if kept >= MOST_STATEMENTS - (0 if finishes else 1):
        raise ValidationError(
            f"An attempt holds at most {MOST_STATEMENTS:,} steps, so this one is not kept. Finish "
            "the activity; then you can begin again.",
            code="statements",
        )


def check_attempts(kept: int) -> None:
    if kept >= MOST_ATTEMPTS:
        raise ValidationError(
            f"You have made {MOST_ATTEMPTS} attempts here, which are kept. Further ones are not: "
            "go on to the next step.",
            code="attempts",
        )


def check_block(block_id: str) -> None:
    if block_id and not _NAME.fullmatch(block_id):
        raise ValidationError("There is no such part of a page.", code="block")


def check_state_name(sub_content_id: str, data_type: str) -> None:
    if not (_NAME.fullmatch(sub_content_id) and _NAME.fullmatch(data_type)):
        raise ValidationError("This is no name of a saved state.", code="state_name")


def check_state_size(data: str) -> None:
    # Half a character is refused with the JSON; here it only has a size.
    if len(data.encode(errors="surrogatepass")) > STATE_BYTES:
        raise ValidationError(
            f"Your place is too large to keep: at most {STATE_BYTES // 1024} KB.", code="state_size"
        )


def check_states_size(states: States) -> None:
    """All that is kept for one seat, names included."""
    size = sum(
        len(sub.encode()) + len(kind.encode()) + len(text.encode())
        for sub, kinds in states.items()
        for kind, text in kinds.items()
    )
    if size > SEAT_BYTES:
        raise ValidationError(
            f"Your place is too large to keep: at most {SEAT_BYTES // 1024} KB in all.",
            code="states_size",
        )


def with_state(states: States, sub_content_id: str, data_type: str, data: str | None) -> States:
    """A copy in which this state is `data`, or in which it is gone."""
    kinds = dict(states.get(sub_content_id, {}))
    if data is None:
        kinds.pop(data_type, None)
    else:
        kinds[data_type] = data
    rest = {sub: kept for sub, kept in states.items() if sub != sub_content_id}
    return {**rest, sub_content_id: kinds} if kinds else rest


@dataclass(frozen=True)
class Sent:
    """What the player sends with a statement that finishes: what the content says of itself."""

    statement: Any
    data: Any = None  # getXAPIData()
    state: Any = None  # getCurrentState()


def read_sent(raw: Any) -> Sent:
    """The statement alone is taken, too. What is too large beside it is left out: the statement
    counts without."""
    if not isinstance(raw, dict) or "statement" not in raw:
        return Sent(raw)
    return Sent(raw["statement"], _bounded(raw.get("data")), _bounded(raw.get("state")))


def _bounded(value: Any) -> Any:
    is_small = isinstance(value, dict | list) and len(json.dumps(value)) <= STATE_BYTES
    return value if is_small else None


def seconds_taken(reported: int | None) -> int | None:
    """As the browser measured it; None where it says nothing or nothing that can be."""
    if reported is None or not 0 <= reported <= MOST_SECONDS:
        return None
    return reported


def standing(
    results: Sequence[tuple[datetime | None, Decimal | None]],
) -> tuple[int | None, int | None, int | None]:
    """Which are the first, the best and the last, by their place in `results`.

    A result is when it was finished and its score in per cent. Of equals the earlier is the best;
    there is none where the activity gives no score.
    """
    finished = [(at, place) for place, (at, _) in enumerate(results) if at is not None]
    places = [place for _, place in sorted(finished)]
    scored = [
        (percent, -rank, place)
        for rank, place in enumerate(places)
        if (percent := results[place][1]) is not None
    ]
    best = max(scored)[-1] if scored else None
    return (places[0], best, places[-1]) if places else (None, None, None)


def is_right(score: Decimal | None, max_score: Decimal | None, told: bool | None) -> bool | None:
    """By the score where there is one, for it may have been worked out again; else as was told."""
    return score >= max_score if score is not None and max_score else told


def shown_number(value: Decimal) -> str:
    """“2”, “2.5”: points as people write them."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_seconds(seconds: int) -> str:
    """“50 seconds”, “3 minutes 5 seconds”, “1 hour 20 minutes”."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = [(hours, "hour"), (minutes, "minute"), (0 if hours else left, "second")]
    said = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts if count]
    return " ".join(said) or "less than a second"
