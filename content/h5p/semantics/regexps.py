"""The `regexp` of a text field. Patterns come with uploaded libraries, so they run in linear time
or not at all; where one cannot run, its texts are left as they are."""

from ..patterns import holds
from .fields import Field


def fits(text: str, field: Field) -> bool:
    """Whether a text is as the field's `regexp` wants it; true where that cannot be told."""
    rule = field.get("regexp")
    if not isinstance(rule, dict) or not isinstance(rule.get("pattern"), str):
        return True
    flags = str(rule.get("modifiers") or "")
    return holds(rule["pattern"], text, any_case="i" in flags, by_lines="m" in flags) is not False
