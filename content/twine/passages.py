"""What a Twine story is, whatever file it came in. Plain Python: no Django here.

A passage and a story are always such that Twee can hold them: a name is one line, a tag one word,
a text has plain line ends and no blank lines at its foot. They are made so when they are made, so
that what is written reads back as the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MB = 1024**2
MOST_BYTES = 2 * MB
MOST_PASSAGES = 5_000
MOST_IN_A_NAME = 500
MOST_TAGS = 100
MOST_TOLD = 500  # of problems and of notices: nobody reads on
SCRIPT, STYLESHEET = "script", "stylesheet"
RESERVED = frozenset({"StoryTitle", "StoryData"})
UNKEPT = re.compile("[\0\ud800-\udfff]")  # no database keeps these
UNKEPT_HELP = "A sign stands here that is none of a text; write it anew."
LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True)
class Notice:
    """One thing to know about a passage. Without a name it is about the whole file."""

    passage: str
    line: int  # of the file
    message: str

    def __str__(self) -> str:
        place = f"Line {self.line}, “{self.passage}”" if self.passage else f"Line {self.line}"
        return f"{place}: {self.message}"


def cut(notices: list[Notice]) -> list[Notice]:
    """As many as are told; where there are more, the last says so."""
    if len(notices) < MOST_TOLD:
        return notices
    more = Notice("", notices[MOST_TOLD - 1].line, f"There is more; {MOST_TOLD - 1} are told here.")
    return [*notices[: MOST_TOLD - 1], more]


class StoryErrors(Exception):  # noqa: N818 - it is all of them at once
    """Everything for which a file cannot be read; nothing of it may be used."""

    def __init__(self, problems: Iterable[Notice]) -> None:
        self.problems = cut(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Passage:
    name: str
    text: str = ""
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)  # position and size, as Twine has it
    line: int = field(default=1, compare=False)  # where in its file the text begins

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(self.name))
        object.__setattr__(self, "text", plain_text(self.text))
        object.__setattr__(self, "tags", tuple(" ".join(self.tags).split()))
        object.__setattr__(self, "metadata", dict(self.metadata))
        if fault := name_fault(self.name):
            raise ValueError(fault)

    @property
    def is_code(self) -> bool:
        return SCRIPT in self.tags or STYLESHEET in self.tags


@dataclass(frozen=True)
class Story:
    title: str = ""
    ifid: str = ""
    start: str = ""  # the name of a passage, or empty for the usual one
    format: str = ""
    format_version: str = ""
    zoom: float | None = None
    tag_colors: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    notices: tuple[Notice, ...] = field(default=(), compare=False)  # what was read otherwise

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title).strip())
        object.__setattr__(self, "passages", tuple(self.passages))
        object.__setattr__(self, "tag_colors", dict(self.tag_colors))
        object.__setattr__(self, "notices", tuple(self.notices)[:MOST_TOLD])
        if again := repeated(passage.name for passage in self.passages):
            raise ValueError(f"The passage “{again[0]}” stands twice.")

    @property
    def first(self) -> Passage | None:
        """Where the story begins: as it says, or at “Start”, or with the first that is read."""
        told = [passage for passage in self.passages if not passage.is_code]
        by_name = {passage.name: passage for passage in told}
        return by_name.get(self.start) or by_name.get("Start") or (told[0] if told else None)


def one_line(text: str) -> str:
    return LINE_ENDS.sub(" ", text)


def plain_text(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def name_fault(name: str) -> str:
    if not name.strip():
        return "A passage has no name."
    if len(name) > MOST_IN_A_NAME:
        return f"A name has more than {MOST_IN_A_NAME} letters."
    if name in RESERVED:
        return f"“{name}” is not a passage but what is said of the story."
    return ""


def repeated(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def check_size(text: str) -> None:
    """Too large is refused before it is looked at."""
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        words = f"This file is too large: {MOST_BYTES // MB} MB are the most."
        raise StoryErrors([Notice("", 1, words)])


class Report:
    """Collects, while a file is read, what is wrong with it and what is left out."""

    def __init__(self) -> None:
        self.problems: list[Notice] = []
        self.notices: list[Notice] = []

    def refuse(self, line: int, message: str, passage: str = "") -> None:
        if len(self.problems) < MOST_TOLD:
            self.problems.append(Notice(short(passage), line, message))

    def note(self, line: int, message: str, passage: str = "") -> None:
        if len(self.notices) < MOST_TOLD:
            self.notices.append(Notice(short(passage), line, message))

    def check_signs(self, text: str) -> None:
        if found := UNKEPT.search(text):
            self.refuse(text.count("\n", 0, found.start()) + 1, UNKEPT_HELP)

    def check_passages(self, passages: Iterable[tuple[str, int]]) -> None:
        """Names, each with its line: links could not tell two of one name apart."""
        seen: set[str] = set()
        for name, line in passages:
            if name in seen:
                self.refuse(line, "This name stands twice; every passage has its own.", name)
            seen.add(name)
        if not seen:
            self.refuse(1, "There is no passage in this file.")

    def raise_problems(self) -> None:
        if self.problems:
            raise StoryErrors(self.problems)


def short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
