"""A condition in words, as text files have it: “trust at least 4”, “told-dsl”, “not told-dsl”."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from assessments.scenarios.rules.graph import Condition, ConditionKind, Meter

OF_METER = re.compile(r"([a-z]+) at (least|most) ([0-9]{1,2})")
OF_FACT = re.compile(r"(not )?([A-Za-z0-9_-]{1,40})")


def written(condition: Condition) -> str:
    if condition.kind in (ConditionKind.AT_LEAST, ConditionKind.AT_MOST):
        bound = "least" if condition.kind == ConditionKind.AT_LEAST else "most"
        return f"{condition.meter} at {bound} {condition.value}"
    return condition.fact if condition.kind == ConditionKind.HAPPENED else f"not {condition.fact}"


def all_written(conditions: Iterable[Condition]) -> str:
    return " and ".join(map(written, conditions))


def read_condition(text: str) -> Condition:
    """Raises ValidationError when it is none."""
    words = " ".join(text.split())
    if found := OF_METER.fullmatch(words):
        kind = ConditionKind.AT_LEAST if found[2] == "least" else ConditionKind.AT_MOST
        if found[1] in Meter.values:
            return Condition(kind.value, meter=found[1], value=int(found[3]))
    elif found := OF_FACT.fullmatch(words):
        kind = ConditionKind.NOT_HAPPENED if found[1] else ConditionKind.HAPPENED
        return Condition(kind.value, fact=found[2])
    raise ValidationError(
        f"“{text}” is not a condition. Write “trust at least 4”, a fact such as “told-dsl”, "
        "or “not told-dsl”."
    )
