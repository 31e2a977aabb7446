"""The ids by which the activities inside an activity keep their results and states apart."""

import uuid
from collections.abc import Callable
from typing import Any

from ..names import LibraryName
from ..ports import Libraries
from .clean import SUB_CONTENT_ID
from .measuring import taken
from .walk import Sources, walk

_SPACE = uuid.UUID("1c8ac0a2-5c7e-4e3c-9d2a-6f1f3a6c7b10")


def with_sub_content_ids(
    params: Any, *, library: LibraryName, libraries: Libraries, new_id: Callable[[str], str]
) -> dict[str, Any]:
    """A copy in which each inner activity has an id, and no two the same: where one was copied,
    the second gets a new one, or it would resume with the answers of the first. `new_id` is given
    the place: `ids_from` for the same ids each time, `lambda place: str(uuid4())` for others."""
    whole = taken(params)
    used: set[str] = set()
    for visit in walk(whole, library=library, sources=Sources(libraries)):
        is_part = visit.type == "group" and visit.field.get("isSubContent") is True
        if not (is_part or visit.type == "library") or not isinstance(visit.value, dict):
            continue
        if visit.type == "library" and not visit.value.get("library"):
            continue
        known_as = visit.value.get("subContentId")
        if not isinstance(known_as, str) or not SUB_CONTENT_ID.fullmatch(known_as):
            known_as = ""
        if not known_as or known_as.strip("{}").lower() in used:
            known_as = visit.value["subContentId"] = new_id(visit.place)
        used.add(known_as.strip("{}").lower())
    return whole


def ids_from(seed: str) -> Callable[[str], str]:
    """Ids that are the same whenever the seed and the place are."""
    return lambda place: str(uuid.uuid5(_SPACE, f"{seed}\n{place}"))
