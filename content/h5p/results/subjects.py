"""What a statement is about: the whole activity, an activity inside it, or a question of a set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..names import LibraryName, parse_library_name
from ..semantics.uses import Part, SubContent, Uses
from .scores import mapping

CHOICE_SET = "H5P.SingleChoiceSet"
MOST_VALUES = 100_000


@dataclass(frozen=True)
class Subject:
    """`params` are those that its score is worked out from; for a question of a single choice set,
    a set with that question alone."""

    machine_name: str
    params: Mapping[str, Any]


def find_subject(
    sub_content_id: str, *, library: LibraryName, params: Mapping[str, Any], uses: Uses | None
) -> Subject | None:
    """None for an id that the content does not know: some types make up ids while they play."""
    if not sub_content_id:
        return Subject(library.machine_name, params)
    uses = uses or inner_contents(params)
    for content in uses.sub_contents:
        if same_id(content.sub_content_id, sub_content_id):
            return Subject(content.library.machine_name, content.params)
    for part in uses.parts:
        if same_id(part.sub_content_id, sub_content_id):
            return question_of(part, library=library, params=params, uses=uses)
    return None


def inner_contents(params: Mapping[str, Any]) -> Uses:
    """The activities and parts in content whose semantics nobody has at hand: by their own keys.

    Content that has been cleaned by its semantics says the same either way.
    """
    contents: list[SubContent] = []
    parts: list[Part] = []
    waiting: list[tuple[str, Any]] = [("", params)]
    for _ in range(MOST_VALUES):
        if not waiting:
            break
        place, value = waiting.pop()
        sub_content_id = mapping(value).get("subContentId")
        library = parse_library_name(mapping(value).get("library"))
        if library is not None and isinstance(value.get("params"), dict):
            key = sub_content_id if isinstance(sub_content_id, str) else ""
            contents.append(SubContent(place, library, key, "", value["params"]))
        elif isinstance(sub_content_id, str):
            parts.append(Part(place, sub_content_id))
        waiting += [(f"{place}/{step}" if place else step, one) for step, one in _inner(value)]
    return Uses(sub_contents=tuple(contents), parts=tuple(parts))


def _inner(value: Any) -> list[tuple[str, Any]]:
    """Last first, so that what is taken from the end comes in the order of the content."""
    if isinstance(value, dict):
        return [(str(key), one) for key, one in reversed(value.items())]
    if isinstance(value, list):
        return [(str(at), one) for at, one in reversed([*enumerate(value)])]
    return []


def same_id(one: str, other: str) -> bool:
    return bool(one) and plain_id(one) == plain_id(other)


def plain_id(sub_content_id: str) -> str:
    return sub_content_id.strip("{}").lower()


def question_of(
    part: Part, *, library: LibraryName, params: Mapping[str, Any], uses: Uses
) -> Subject | None:
    if owner_of(part, library=library, uses=uses) != CHOICE_SET:
        return None
    question = mapping(value_at(params, part.place))
    return Subject(CHOICE_SET, {"choices": [question]}) if question else None


def owner_of(part: Part, *, library: LibraryName, uses: Uses) -> str:
    """The machine name of the innermost activity that the part lies in."""
    inside = [one for one in uses.sub_contents if is_inside(part.place, one)]
    innermost = max(inside, key=lambda content: len(content.place), default=None)
    return innermost.library.machine_name if innermost else library.machine_name


def is_inside(place: str, content: SubContent) -> bool:
    return place.startswith(f"{content.place}/")


def value_at(params: Any, place: str) -> Any:
    """The value that “questions/2/params/text” names, None where there is none."""
    value = params
    for step in place.split("/"):
        if isinstance(value, list) and step.isascii() and step.isdigit():
            value = value[int(step)] if len(step) < 6 and int(step) < len(value) else None
        else:
            value = mapping(value).get(step)
    return value
