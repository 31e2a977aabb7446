"""The score a browser reports, as far as it can be one, and the score as we write it."""

from decimal import Decimal
from typing import Any

from .checking import refused
from .scores import Score, mapping, score_of

MOST_POINTS = 100_000


def reported_score(score: Any) -> Score | None:
    """None where no score is reported or nothing is to be had. Raises Refused for what no content
    type reports: a text, or points without measure."""
    numbers = {key: _points(mapping(score).get(key), key) for key in ("raw", "max")}
    raw, most = numbers["raw"], numbers["max"]
    return score_of(raw, most) if raw is not None and most is not None else None


def _points(value: Any, key: str) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refused("score", "Points must be a number.", f"result/score/{key}")
    if not abs(value) <= MOST_POINTS:
        raise refused(
            "score", f"At most {MOST_POINTS:,} points are believed.", f"result/score/{key}"
        )
    return Decimal(str(value))


def written_score(
    score: Score | None, judged: Score | None, reported: Score | None
) -> dict[str, Any]:
    """For `result`. Where we judge otherwise than was reported, its `success` is ours, too."""
    if score is None:
        return {}
    written: dict[str, Any] = {
        "score": {
            "min": 0,
            "max": plain_number(score.max),
            "raw": plain_number(score.raw),
            "scaled": round(float(score.raw / score.max), 4),
        }
    }
    if judged is not None and judged != reported:
        written["success"] = judged.is_full
    return written


def plain_number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)
