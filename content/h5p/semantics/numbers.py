"""Numbers by the bounds, the step and the decimals of their field, reckoned in decimal."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Any

LARGEST = Decimal(10) ** 15
SMALLEST_STEP = 1e-9
MOST_DECIMALS = 9
_NEARLY = Decimal(10) ** -12  # 0.1 + 0.2 is 0.3


def number_of(value: Any) -> int | float | None:
    """A finite number no larger than JavaScript can count, also from a text of digits."""
    if isinstance(value, str) and len(value) <= 30 and value.strip():
        try:
            value = float(value) if any(sign in value for sign in ".eE") else int(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if abs(value) <= LARGEST else None


def nearest(value: int | float, field: Mapping[str, Any]) -> int | float:
    """The value itself where the field allows it, else the nearest that it does."""
    grid = _grid_of(field)
    if grid is None:
        return value
    wanted = grid.nearest(_exact(value))
    if abs(wanted - _exact(value)) <= _NEARLY:
        return value
    return int(wanted) if wanted == wanted.to_integral_value() else float(wanted)


def bounds_of(field: Mapping[str, Any]) -> tuple[int | float | None, int | float | None]:
    """The least and the most a field allows, None where it does not say."""
    least, most = number_of(field.get("min")), number_of(field.get("max"))
    return (
        (None, None) if least is not None and most is not None and least > most else (least, most)
    )


@dataclass(frozen=True)
class _Grid:
    """The values a field allows: from `start` in steps, between two of them."""

    step: Decimal | None
    start: Decimal
    least: Decimal | None = None
    most: Decimal | None = None

    def nearest(self, value: Decimal) -> Decimal:
        value = self.snapped(value)
        if self.least is not None:
            value = max(value, self.least)
        return value if self.most is None else min(value, self.most)

    def snapped(self, value: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
        if self.step is None:
            return value
        with localcontext() as context:
            context.prec = 60
            steps = (value - self.start) / self.step
            whole = steps.to_integral_value(ROUND_HALF_UP)
            if abs(steps - whole) > _NEARLY:
                whole = steps.to_integral_value(rounding)
            return self.start + whole * self.step


def _grid_of(field: Mapping[str, Any]) -> _Grid | None:
    """None where the field allows every number."""
    step, decimals = number_of(field.get("step")), number_of(field.get("decimals"))
    least, most = bounds_of(field)
    if step is None and decimals is None and least is None and most is None:
        return None
    return _grid(least, most, step, decimals)


@lru_cache(maxsize=512)
def _grid(
    least: float | None, most: float | None, step: float | None, decimals: float | None
) -> _Grid:
    low, high = (None if one is None else _exact(one) for one in (least, most))
    start = low if low is not None and step is not None else Decimal(0)
    grid = _Grid(_step(step, decimals), start)
    first = None if low is None else grid.snapped(low, ROUND_CEILING)
    last = None if high is None else grid.snapped(high, ROUND_FLOOR)
    if first is not None and last is not None and first > last:
        return _Grid(None, start, low, high)
    return _Grid(grid.step, start, first, last)


def _step(step: float | None, decimals: float | None) -> Decimal | None:
    """The step; else, where the field counts decimals, the smallest that has so many."""
    if step is not None:
        return _exact(step) if step >= SMALLEST_STEP else None
    if decimals is None or not 0 <= decimals <= MOST_DECIMALS:
        return None
    return Decimal(1).scaleb(-int(decimals))


def _exact(value: int | float) -> Decimal:
    return Decimal(str(value))
