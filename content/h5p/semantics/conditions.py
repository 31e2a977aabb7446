"""showWhen: a field is there only while other fields have certain values (h5p.md 10)."""

from collections.abc import Mapping
from typing import Any

from .fields import select_options
from .walk import MISSING, Visit

DEEPEST_RULE = 10


def is_hidden(visit: Visit) -> bool:
    """Whether the field, or anything it lies in, is hidden from its author by the values there
    are. A condition that names no field hides nothing."""
    step: Visit | None = visit
    while step is not None:
        condition = step.field.get("showWhen")
        if isinstance(condition, dict) and not _holds(condition, step, DEEPEST_RULE):
            return True
        step = step.parent
    return False


def _holds(rule: Mapping[str, Any], visit: Visit, depth: int) -> bool:
    rules = rule.get("rules")
    if not isinstance(rules, list):
        return _is_met(rule, visit)
    if depth == 0:
        return True
    answers = [_holds(one, visit, depth - 1) for one in rules if isinstance(one, dict)]
    if not answers:
        return True
    return all(answers) if rule.get("type") == "and" else any(answers)


def _is_met(rule: Mapping[str, Any], visit: Visit) -> bool:
    target = _field_at(str(rule.get("field", "")), visit.parent)
    if target is None:
        return True
    wanted = rule.get("equals")
    value = _current(target)
    if target.type == "boolean":
        return value is wanted if isinstance(wanted, bool) else value in _listed(wanted)
    return value in _listed(wanted)


def _listed(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def _current(target: Visit) -> Any:
    """What the author's form shows there."""
    value = target.value if target.is_there else MISSING
    if target.type == "library":
        library = value.get("library") if isinstance(value, dict) else None
        return library.rpartition(" ")[0] if isinstance(library, str) else None
    if value is not MISSING:
        return value
    if "default" in target.field:
        return target.field["default"]
    if target.type == "boolean":
        return False
    options = select_options(target.field) if target.type == "select" else []
    return options[0][0] if options and not target.field.get("optional") else None


def _field_at(path: str, start: Visit | None) -> Visit | None:
    """“../behaviour/type”, counted from the group or activity in which the asking field lies."""
    step = start
    for part in path.split("/"):
        if step is None:
            return None
        step = step.parent if part == ".." else step.child(part)
    return None if step is start else step
