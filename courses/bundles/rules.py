"""Which page a file is about, what differs, and what may go out. Plain values only."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal

KEPT_HOURS = 24  # an upload that nobody confirmed is thrown away after that
AROUND = 2  # unchanged lines shown on either side of a change
SHORT = 24  # lines that are shown at once; more are folded away
MOST_LINES = 6_000  # above it lines are no longer compared one by one
MOST_WORDS = 1_500
ALIKE = 0.45  # below it two lines are two lines, not one that was changed

Sign = Literal[" ", "-", "+"]


class Changed(Exception):  # noqa: N818 - no failure: somebody was quicker
    """What was shown is no longer how things stand."""


class TooLarge(Exception):  # noqa: N818 - what the reader is told
    """An upload beyond what is taken."""


def derived_id(code: str, slug: str) -> str:
    """The id of a page that has none of its own: made by a trainer, never imported."""
    return f"{code}-{slug}"


@dataclass(frozen=True)
class Known:
    """A page of the module, as files may name it."""

    pk: int
    own_id: str = ""
    derived: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()


def pair(wanted: Sequence[tuple[str, str]], known: Iterable[Known]) -> list[int | None]:
    """Of each (id, slug) the page it is about; no page is found twice.

    By its own id first. A page without one is found by the id that an export gives it, then by its
    slug. A page with an id of its own is never found by its slug: that would be another page's.
    """
    free = {page.pk: page for page in known}
    found: dict[int, int] = {}

    def claim(place: int, fits: Iterable[Known]) -> None:
        page = next((page for page in fits if page.pk in free), None)
        if page and place not in found:
            found[place] = page.pk
            del free[page.pk]

    for place, (name, _) in enumerate(wanted):
        claim(place, [page for page in free.values() if page.own_id == name])
    for place, (name, _) in enumerate(wanted):
        claim(place, [page for page in free.values() if not page.own_id and name in page.derived])
    for place, (_, slug) in enumerate(wanted):
        claim(place, [page for page in free.values() if not page.own_id and slug in page.slugs])
    return [found.get(place) for place in range(len(wanted))]


def order_kept(current: Sequence[int], bundle: Sequence[int]) -> list[int]:
    """The order in which no page changes its place among the others.

    What is new stands behind the step it stands behind in the bundle.
    """
    ordered = list(current)
    for place, pk in enumerate(bundle):
        if pk in current:
            continue
        before = next((other for other in reversed(bundle[:place]) if other in ordered), None)
        ordered.insert(ordered.index(before) + 1 if before is not None else 0, pk)
    return ordered


def to_move(stands: Sequence[int], wanted: Sequence[int]) -> Sequence[int]:
    """Those that go to the end, one after the other, so that all stand as wanted."""
    both = zip(stands, wanted, strict=False)
    right = next((place for place, (is_, should) in enumerate(both) if is_ != should), len(wanted))
    return wanted[right:]


def goes_out(
    *, is_draft: bool, is_module_new: bool, is_live: bool = False, has_changes: bool = False
) -> bool:
    """Whether “publish what was published before” is about this page.

    A module that comes as a whole was published where it comes from. In one that is here, what is
    new stays a draft; so does a page whose live words are not its latest: publishing it would take
    a colleague's unfinished words out as well.
    """
    return not is_draft and (is_module_new or (is_live and not has_changes))


# Ids inside a block ------------------------------------------------------------

Raw = dict[str, Any]


def with_ids_kept(new: Sequence[Raw], old: Sequence[Raw]) -> list[Raw]:
    """The new stream, with the ids that the items inside its blocks have had so far.

    A text says the id of a block, not of the items in it. Nobody's records hang on those, but an
    author who compares two versions should not find every item changed.
    """
    before = {block.get("id"): block.get("value") for block in old}
    return [
        {**block, "value": items_kept(block["value"], before.get(block["id"]))} for block in new
    ]


def items_kept(new: Any, old: Any) -> Any:
    if isinstance(new, dict) and isinstance(old, dict):
        return {name: items_kept(part, old.get(name)) for name, part in new.items()}
    if isinstance(new, list) and isinstance(old, list) and all(map(is_item, new)):
        return items_paired(new, [item for item in old if is_item(item)])
    return new


def items_paired(new: list[Raw], old: list[Raw]) -> list[Raw]:
    """Each with the one that says the same, else with the one in its place."""
    free = dict(enumerate(old))
    pairs: dict[int, Raw] = {}
    for place, item in enumerate(new):
        same = next((at for at, was in free.items() if says(was) == says(item)), None)
        if same is not None:
            pairs[place] = free.pop(same)
    for place in range(len(new)):
        if place not in pairs and place in free:
            pairs[place] = free.pop(place)
    taken = {pair["id"]: new[place]["id"] for place, pair in pairs.items() if pair.get("id")}
    return [
        {
            **item,
            "id": pairs[place].get("id") or item["id"],
            "value": items_kept(item["value"], pairs[place]["value"]),
        }
        if place in pairs
        else {**item, "id": free_id(item["id"], taken)}
        for place, item in enumerate(new)
    ]


def free_id(own: str, taken: dict[str, str]) -> str:
    """Its own id or, where another item was given that, the one which this other item leaves."""
    seen: set[str] = set()
    while own in taken and own not in seen:  # a file may give one id twice
        seen.add(own)
        own = taken[own]
    return own


def is_item(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "item" and "value" in part


def says(part: Any) -> Any:
    """A raw value without the ids in it, and without the blanks that a file does not keep."""
    if is_item(part):
        return says(part["value"])
    if isinstance(part, dict):
        return {name: says(value) for name, value in part.items()}
    if isinstance(part, str):
        return part.strip()
    return [says(value) for value in part] if isinstance(part, list) else part


def sources_kept(new: Sequence[Raw], old: Sequence[Raw]) -> list[Raw]:
    """Sources that say the same as before are the same."""
    free = list(old)
    found = []
    for block in new:
        same = next((was for was in free if was.get("value") == block["value"]), None)
        if same is not None:
            free.remove(same)
        found.append({**block, "id": same["id"]} if same and same.get("id") else block)
    return found


# Differences, line by line -----------------------------------------------------


@dataclass(frozen=True)
class Piece:
    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Line:
    sign: Sign
    pieces: tuple[Piece, ...]

    @property
    def is_change(self) -> bool:
        return self.sign != " "

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Differences:
    """Runs of lines; between two runs there are lines that are the same."""

    runs: list[list[Line]] = field(default_factory=list)
    is_too_long: bool = False

    def count(self, sign: Sign) -> int:
        return sum(line.sign == sign for run in self.runs for line in run)

    @property
    def added(self) -> int:
        return self.count("+")

    @property
    def removed(self) -> int:
        return self.count("-")

    @property
    def is_long(self) -> bool:
        return sum(map(len, self.runs)) > SHORT


def differences(before: str, after: str) -> Differences:
    old, new = lines_of(before), lines_of(after)
    if len(old) + len(new) > MOST_LINES:
        return Differences(is_too_long=True)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    runs = []
    for group in matcher.get_grouped_opcodes(AROUND):
        run: list[Line] = []
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                run += [Line(" ", (Piece(text),)) for text in old[start:end]]
            else:
                run += changed_lines(old[start:end], new[new_start:new_end])
        runs.append(run)
    return Differences(runs)


def lines_of(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def changed_lines(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """The lines that go, then those that come, with the words marked where one became another."""
    pairs = [words_marked(*both) for both in zip(old, new, strict=False)]
    gone = [Line("-", was) for was, _ in pairs]
    come = [Line("+", now) for _, now in pairs]
    gone += [Line("-", (Piece(text),)) for text in old[len(pairs) :]]
    come += [Line("+", (Piece(text),)) for text in new[len(pairs) :]]
    return gone + come


def words_marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    one, two = (re.findall(r"\w+|\s+|[^\w\s]", text) for text in (old, new))
    if len(one) + len(two) <= MOST_WORDS:
        matcher = SequenceMatcher(None, one, two, autojunk=False)
        if matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
            codes = matcher.get_opcodes()
            was = [(one[code[1] : code[2]], code[0] != "equal") for code in codes]
            now = [(two[code[3] : code[4]], code[0] != "equal") for code in codes]
            return pieces(was), pieces(now)
    return (Piece(old),), (Piece(new),)


def pieces(parts: Iterable[tuple[Sequence[str], bool]]) -> tuple[Piece, ...]:
    return tuple(Piece("".join(words), is_marked) for words, is_marked in parts if words)
