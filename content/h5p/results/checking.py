"""What makes something a statement about an activity of ours at all."""

import json
import re
from typing import Any

from ..problems import Problem, Refused
from .scores import mapping

MOST_BYTES = 64 * 1024  # as JSON
DEEPEST = 20
MOST_ADDRESS = 500
SUB_CONTENT = "http://h5p.org/x-api/h5p-subContentId"
_ID = re.compile(r"\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?", re.I | re.A)
_VERB = re.compile(r"[A-Za-z-]{1,40}")
_INTERACTION = re.compile(r"[a-z-]{1,30}")


def refused(code: str, message: str, where: str = "") -> Refused:
    return Refused([Problem(code, message, where)])


def check_raw(raw: Any) -> None:
    """A JSON object that a database can keep: not too large or deep, no NaN, no NUL character."""
    if not isinstance(raw, dict):
        raise refused("statement", "A statement must be a JSON object.")
    if _depth(raw) > DEEPEST:
        raise refused("statement-depth", f"A statement is at most {DEEPEST} levels deep.")
    try:
        text = json.dumps(raw, allow_nan=False, ensure_ascii=False)
        size = len(text.encode())  # a lone surrogate has no encoding
    except (TypeError, ValueError, RecursionError) as problem:
        raise refused("statement", "A statement must be sound JSON.") from problem
    if size > MOST_BYTES:
        raise refused("statement-size", f"A statement has at most {MOST_BYTES // 1024} KB.")
    if r"\u0000" in text and _has_nul(raw):
        raise refused("statement-nul", "A statement must not hold NUL characters.")


def _depth(raw: Any) -> int:
    """At most one more than is allowed: nothing is walked further."""
    level, depth = [raw], 0
    while level and depth <= DEEPEST:
        depth += 1
        level = [inner for one in level for inner in _inner(one)]
    return depth


def _inner(value: Any) -> list[Any]:
    found = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in found if isinstance(one, dict | list)]


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_has_nul(key) or _has_nul(one) for key, one in value.items())
    return isinstance(value, list) and any(map(_has_nul, value))


def check_verb(verb: Any) -> str:
    """The last word of its address: “answered”. Verbs nobody knows are taken like the others."""
    address = mapping(verb).get("id")
    if isinstance(address, str) and len(address) <= MOST_ADDRESS:
        word = re.split(r"[/#]", address)[-1]
        if "://" in address and _VERB.fullmatch(word):
            return word
    raise refused("verb", "A statement must name its verb by an address.", "verb")


def check_object(subject: Any, activity_id: str) -> str:
    """The id of the sub-content, nothing for the whole activity. The address and the extension
    that H5P writes must say the same: one of them alone would let a part pass for the whole."""
    address = mapping(subject).get("id")
    if address == activity_id:
        named = ""
    elif isinstance(address, str) and address.startswith(f"{activity_id}?subContentId="):
        named = address.removeprefix(f"{activity_id}?subContentId=")
    else:
        raise refused("object", "The statement is about another activity.", "object")
    if named and not _ID.fullmatch(named):
        raise refused("sub-content", "This is no id of a part of the activity.", "object")
    extensions = mapping(mapping(mapping(subject).get("definition")).get("extensions"))
    if (extensions.get(SUB_CONTENT) or "") != named:
        raise refused("sub-content", "The two ids of the part do not agree.", "object")
    return named


def interaction_in(definition: dict[str, Any]) -> str:
    kind = definition.get("interactionType")
    return kind if isinstance(kind, str) and _INTERACTION.fullmatch(kind) else ""
