"""How lists of phrases are written so that they can be read: one alternative after another."""

import re

LINE_END = re.compile(r"\s*\n\s*")
BAR = re.compile(r"\s*\|\s*")


def either(phrases: str) -> str:
    """The alternatives as one group. Ends of lines say nothing, nor does space beside a “|”:
    where a phrase begins or ends with one it is written “[ ]”."""
    return f"(?:{BAR.sub('|', LINE_END.sub('', phrases.strip()))})"
