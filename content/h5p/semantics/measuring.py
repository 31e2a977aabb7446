"""How large and how deep content may be, seen before anything else is done with it.

What passed here can be walked with functions that call themselves.
"""

from typing import Any

from ..limits import Limits
from ..problems import Problem, Refused

MOST_VALUES = 250_000


def taken(params: Any, limits: Limits = Limits()) -> dict[str, Any]:  # noqa: B008 - frozen
    """A copy of its own. Refused as `check_size` refuses."""
    check_size(params, limits)
    copy: dict[str, Any] = copied(params)
    return copy


def check_size(params: Any, limits: Limits) -> None:
    """Refused: no object, too deep, too many values."""
    if not isinstance(params, dict):
        text = "The content must be an object with the fields of its type."
        raise Refused([Problem("content-not-an-object", text)])
    waiting: list[tuple[Any, int]] = [(params, 1)]
    seen = 1
    while waiting:
        holder, depth = waiting.pop()
        if depth > limits.json_depth:
            text = f"The content is more than {limits.json_depth} levels deep."
            raise Refused([Problem("content-too-deep", text)])
        inner = holder.values() if isinstance(holder, dict) else holder
        seen += len(holder)
        if seen > MOST_VALUES:
            text = f"The content has more than {MOST_VALUES} values."
            raise Refused([Problem("content-too-large", text)])
        waiting += [(one, depth + 1) for one in inner if isinstance(one, dict | list)]


def copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: copied(one) for key, one in value.items()}
    if isinstance(value, list):
        return [copied(one) for one in value]
    return value
