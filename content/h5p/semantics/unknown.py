"""Values that no field describes and that are kept all the same: attributes of a type's own, and
the params of an activity whose library is not here yet."""

import math
from typing import Any

from .text import keepable, scrubbed


def scrubbed_value(value: Any) -> Any:
    """The same value without what could run in a page. `value` is no deeper than `check_size`
    allows."""
    if isinstance(value, dict):
        return {
            keepable(key): scrubbed_value(one)
            for key, one in value.items()
            if isinstance(key, str) and one is not None
        }
    if isinstance(value, list):
        return [scrubbed_value(one) for one in value if one is not None]
    if isinstance(value, str):
        return scrubbed(value)
    if isinstance(value, float) and not math.isfinite(value):
        return 0
    return value if isinstance(value, bool | int | float) else ""
