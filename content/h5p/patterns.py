"""Patterns that come with libraries, run in linear time or not at all.

A pattern of strangers may take years in an engine that goes back (h5p.md 6.4). Here it becomes a
set of states read once from left to right; look-around, references and word boundaries, which that
cannot do, make a pattern unreadable, and so does one that would need too many states.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

MOST_CHARS = 500
MOST_STATES = 600
MOST_WORK = 2_000_000  # states visited for one question: about a second

Test = Callable[[str], bool]
SETS: dict[str, Test] = {
    "d": lambda char: char.isascii() and char.isdigit(),
    "w": lambda char: char.isascii() and (char.isalnum() or char == "_"),
    "s": lambda char: char.isspace(),
}
CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}
HEX = {"x": 2, "u": 4}
COUNT = re.compile(r"\{([0-9]{1,4})(,?)([0-9]{0,4})\}")  # any other brace is itself


class UnreadableError(ValueError):
    """A pattern that is none, or that cannot run in linear time."""


def matches(pattern: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts holds the pattern, written as “/…/i” or bare; an unreadable pattern
    is in none of them, nor is one that takes too much work."""
    try:
        return _Machine(*_body_and_case(pattern)).is_in_one_of(texts)
    except UnreadableError:
        return False


def holds(body: str, text: str, *, any_case: bool = False, by_lines: bool = False) -> bool | None:
    """Whether the text holds the bare pattern; None where that cannot be told in linear time."""
    try:
        if by_lines:
            raise UnreadableError("“^” and “$” at every line")
        return _Machine(body, any_case).is_in_one_of([text])
    except UnreadableError:
        return None


def _body_and_case(pattern: str) -> tuple[str, bool]:
    end = pattern.rfind("/")
    if not pattern.startswith("/") or end < 1:
        return pattern, False
    flags = pattern[end + 1 :]
    if set(flags) - set("gimsu"):
        raise UnreadableError(f"flags {flags!r}")
    return pattern[1:end], "i" in flags


@dataclass
class _State:
    """`test` and one way on; or no test and ways that cost no character. `edge` is “^” or “$”."""

    test: Test | None = None
    edge: str = ""
    ways: list[int] = field(default_factory=list)


class _Machine:
    def __init__(self, body: str, any_case: bool) -> None:
        if len(body) > MOST_CHARS:
            raise UnreadableError("too long")
        self.states: list[_State] = []
        self.any_case = any_case
        self.first, ends = _Reader(body, self).everything()
        self.last = self.add()
        self.join(ends, self.last)
        self._work = 0

    def add(self, test: Test | None = None, *, edge: str = "", ways: Iterable[int] = ()) -> int:
        if len(self.states) >= MOST_STATES:
            raise UnreadableError("too many states")
        if test is not None and self.any_case:
            test = partial(_in_any_case, test)
        self.states.append(_State(test, edge, list(ways)))
        return len(self.states) - 1

    def join(self, ends: Iterable[int], state: int) -> None:
        for end in ends:
            self.states[end].ways.append(state)

    def is_in_one_of(self, texts: Iterable[str]) -> bool:
        steps: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        begin, anywhere = self._reach([self.first], "^"), self._reach([self.first], "")
        return any(self._is_in(text, begin, anywhere, steps) for text in texts)

    def _is_in(
        self,
        text: str,
        now: frozenset[int],
        anywhere: frozenset[int],
        steps: dict[tuple[frozenset[int], str], frozenset[int]],
    ) -> bool:
        for char in text:
            if self.last in now:
                return True
            key = (now, char)
            if key not in steps:
                steps[key] = self._step(now, char) | anywhere
            now = steps[key]
        return self.last in now or self.last in self._reach(now, "$" if text else "^$")

    def _step(self, now: frozenset[int], char: str) -> frozenset[int]:
        self._spend(len(now))
        passed = (self.states[one] for one in now)
        return self._reach([s.ways[0] for s in passed if s.test and s.test(char)], "")

    def _reach(self, waiting: Iterable[int], edges: str) -> frozenset[int]:
        """All states that can be stood in without reading on."""
        reached: set[int] = set()
        ahead = list(waiting)
        while ahead:
            one = ahead.pop()
            if one in reached:
                continue
            reached.add(one)
            state = self.states[one]
            if state.test is None and (not state.edge or state.edge in edges):
                ahead += state.ways
        self._spend(len(reached))
        return frozenset(reached)

    def _spend(self, count: int) -> None:
        self._work += count
        if self._work > MOST_WORK:
            raise UnreadableError("too much work")


def _in_any_case(test: Test, char: str) -> bool:
    return test(char) or test(char.lower()) or test(char.upper())


Part = tuple[int, list[int]]  # where it is entered, and which states wait for what comes next


class _Reader:
    """Alternatives of sequences of repeated atoms, read from left to right into a machine."""

    def __init__(self, text: str, machine: _Machine) -> None:
        self.text, self.at, self.machine = text, 0, machine

    def everything(self) -> Part:
        part = self._alternatives(depth=0)
        if self.at < len(self.text):
            raise UnreadableError("a bracket too many")
        return part

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _take(self) -> str:
        char = self._peek()
        if not char:
            raise UnreadableError("ends in the middle")
        self.at += 1
        return char

    def _alternatives(self, depth: int) -> Part:
        if depth > 20:
            raise UnreadableError("too deep")
        parts = [self._sequence(depth)]
        while self._peek() == "|":
            self.at += 1
            parts.append(self._sequence(depth))
        if len(parts) == 1:
            return parts[0]
        entry = self.machine.add(ways=[first for first, _ in parts])
        return entry, [end for _, ends in parts for end in ends]

    def _sequence(self, depth: int) -> Part:
        entry = self.machine.add()
        ends = [entry]
        while self._peek() not in ("", "|", ")"):
            first, after = self._repeated(depth)
            self.machine.join(ends, first)
            ends = after
        return entry, ends

    def _repeated(self, depth: int) -> Part:
        began = self.at
        part = self._atom(depth)
        after_atom = self.at
        least, most = self._counts()
        after_counts = self.at
        if (least, most) == (1, 1):
            return part

        def again() -> Part:
            self.at = began
            made = self._atom(depth)
            self.at = after_counts
            return made

        first, ends = part if least else self._optional(part, loops=most is None)
        made = 1
        while made < max(least, 1) or (most is not None and made < most):
            self.at = after_atom
            step = again() if made < least else self._optional(again(), loops=False)
            self.machine.join(ends, step[0])
            ends = step[1]
            made += 1
        if most is None and least:
            step = self._optional(again(), loops=True)
            self.machine.join(ends, step[0])
            ends = step[1]
        return first, ends

    def _optional(self, part: Part, *, loops: bool) -> Part:
        first, ends = part
        fork = self.machine.add(ways=[first])
        if loops:
            self.machine.join(ends, fork)
            return fork, [fork]
        return fork, [*ends, fork]

    def _counts(self) -> tuple[int, int | None]:
        simple: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        char = self._peek()
        if char in simple:
            self.at += 1
            counts = simple[char]
        elif char == "{" and (braces := COUNT.match(self.text, self.at)):
            low, comma, high = braces.groups()
            self.at = braces.end()
            counts = (int(low), int(high) if high else None if comma else int(low))
        else:
            return 1, 1
        if self._peek() == "?":
            self.at += 1  # lazy or greedy: it is there or it is not
        if counts[1] == 0 or (counts[1] is not None and counts[1] < counts[0]):
            raise UnreadableError("a count that cannot be")
        return counts

    def _atom(self, depth: int) -> Part:
        char = self._take()
        if char == "(":
            return self._group(depth)
        if char in "*+?":
            raise UnreadableError("repeats nothing")
        if char in "^$":
            made = self.machine.add(edge=char)
        elif char == ".":
            made = self.machine.add(lambda one: one not in "\n\r")
        elif char == "[":
            made = self.machine.add(self._set())
        else:
            made = self.machine.add(self._escape() if char == "\\" else partial(str.__eq__, char))
        return made, [made]

    def _group(self, depth: int) -> Part:
        if self._peek() == "?":
            if self.text[self.at : self.at + 2] != "?:":
                raise UnreadableError("looks around")
            self.at += 2
        part = self._alternatives(depth + 1)
        if self._take() != ")":
            raise UnreadableError("a bracket is open")
        return part

    def _set(self) -> Test:
        negated = self._peek() == "^"
        self.at += negated
        tests: list[Test] = []
        while self._peek() != "]":
            tests.append(self._member())
        self.at += 1
        return partial(_in_set, tests, negated)

    def _member(self) -> Test:
        char = self._take()
        if char == "\\":
            if self._peek().lower() in SETS:
                return self._escape()
            char = self._escaped_char(inside_set=True)
        if self._peek() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return partial(str.__eq__, char)
        self.at += 1
        high = self._take()
        if high == "\\":
            high = self._escaped_char(inside_set=True)
        return partial(_between, char, high)

    def _escape(self) -> Test:
        char = self._peek()
        if char.lower() in SETS:
            self.at += 1
            return partial(_not, SETS[char.lower()]) if char.isupper() else SETS[char]
        return partial(str.__eq__, self._escaped_char())

    def _escaped_char(self, inside_set: bool = False) -> str:
        char = self._take()
        if char in HEX:
            digits = self.text[self.at : self.at + HEX[char]]
            self.at += HEX[char]
            try:
                return chr(int(digits, 16))
            except ValueError:
                raise UnreadableError("no number") from None
        if char in CONTROLS:
            return CONTROLS[char]
        if char == "b" and inside_set:
            return "\b"
        if char.isalnum():
            raise UnreadableError(f"\\{char}")
        return char


def _in_set(tests: list[Test], negated: bool, char: str) -> bool:
    return any(test(char) for test in tests) is not negated


def _between(low: str, high: str, char: str) -> bool:
    return low <= char <= high


def _not(test: Test, char: str) -> bool:
    return not test(char)
