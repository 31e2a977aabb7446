"""A story as Twine 2 publishes it: <tw-storydata> in a page of HTML. No Django here.

Nothing of the page is run or shown. The parser is fed once and never told that the page has ended:
what it does with an unfinished tag at the end costs, in some versions of Python, a scan of the rest
of the page for every sign of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from content.twine.passages import (
    MOST_PASSAGES,
    MOST_TAGS,
    SCRIPT,
    STYLESHEET,
    Notice,
    Passage,
    Report,
    Story,
    StoryErrors,
    check_size,
    name_fault,
    one_line,
)
from content.twine.twee import is_number

STORY, PASSAGE, COLOR = "tw-storydata", "tw-passagedata", "tw-tag"
CODE = {"script": ("Story JavaScript", SCRIPT), "style": ("Story Stylesheet", STYLESHEET)}
LAYOUT = ("position", "size")
KNOWN = {"pid", "name", "tags", *LAYOUT}


def read_twine_html(text: str) -> Story:
    """The story in a page of Twine 2; raises StoryErrors with everything that is wrong in it."""
    check_size(text)
    report = Report()
    report.check_signs(text)
    report.raise_problems()
    reader = Reader(report)
    try:
        reader.feed(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    except TooMany:
        report.raise_problems()
    except (AssertionError, ValueError, OverflowError, RecursionError) as problem:
        # A declaration that is none, or a number of a sign with thousands of digits.
        words = "From here on this is no HTML that can be read."
        raise StoryErrors([Notice("", reader.getpos()[0], words)]) from problem
    return story_of(reader, report)


class TooMany(Exception):  # noqa: N818 - the reader stops, and the report says why
    pass


@dataclass
class Part:
    """One element of the story while it is read."""

    element: str
    attributes: Mapping[str, str]
    line: int
    data: list[str] = field(default_factory=list)
    has_markup: bool = False

    @property
    def text(self) -> str:
        return "".join(self.data)

    @property
    def name(self) -> str:
        return one_line(self.attributes.get("name", "")) if self.element == PASSAGE else ""


class Reader(HTMLParser):
    def __init__(self, report: Report) -> None:
        super().__init__(convert_charrefs=True)
        self.report = report
        self.story: Mapping[str, str] | None = None
        self.colors: dict[str, str] = {}
        self.parts: list[Part] = []
        self.part: Part | None = None
        self.is_inside = self.is_closed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in reversed(attrs)}
        line = self.getpos()[0]
        if tag == STORY:
            self.begin_story(attributes, line)
        elif tag == PASSAGE and self.is_inside:
            self.begin(tag, attributes, line)
        elif self.part is not None:
            self.keep_markup(self.get_starttag_text() or "")
        elif self.is_inside and tag in CODE:
            self.begin(tag, attributes, line)
        elif self.is_inside and tag == COLOR:
            self.colors[attributes.get("name", "")] = attributes.get("color", "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """To HTML, a slash at the end of a tag of an element that has an end means nothing."""
        if self.part is not None and tag not in (STORY, PASSAGE):
            self.keep_markup(self.get_starttag_text() or "")
        else:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == STORY and self.is_inside:
            if self.part is not None:
                self.report.refuse(self.part.line, "This passage is not closed.", self.part.name)
            self.is_inside, self.part, self.is_closed = False, None, True
        elif self.part is not None and tag == self.part.element:
            self.part = None
        elif self.part is not None:
            self.keep_markup(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.part is not None:
            if not self.part.data:
                self.part.line = self.getpos()[0]
            self.part.data.append(data)

    def handle_comment(self, data: str) -> None:
        self.keep_markup(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.keep_markup(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.keep_markup(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.keep_markup(f"<?{data}>")

    def begin_story(self, attributes: Mapping[str, str], line: int) -> None:
        if self.story is not None:
            self.report.refuse(
                line, "There is a second story in this file. Export them one by one."
            )
            raise TooMany
        self.story, self.is_inside = attributes, True

    def begin(self, tag: str, attributes: Mapping[str, str], line: int) -> None:
        if self.part is not None:
            self.report.refuse(self.part.line, "This passage is not closed.", self.part.name)
        self.part = Part(tag, attributes, line)
        self.parts.append(self.part)
        if len(self.parts) > MOST_PASSAGES:
            self.report.refuse(line, f"There are more than {MOST_PASSAGES:,} passages.")
            raise TooMany

    def keep_markup(self, words: str) -> None:
        """A text in a passage is escaped; where somebody's was not, it is text all the same."""
        if self.part is not None:
            self.part.data.append(words)
            self.part.has_markup = True


def story_of(reader: Reader, report: Report) -> Story:
    if reader.story is None:
        report.refuse(1, "There is no Twine 2 story in this file: no <tw-storydata>.")
    elif not reader.is_closed:
        words = "The story is not closed with </tw-storydata>: a part of the file is missing."
        report.refuse(reader.getpos()[0], words)
    report.raise_problems()
    passages = [part for part in reader.parts if part.element == PASSAGE]
    for part in passages:
        if fault := name_fault(part.name):
            report.refuse(part.line, fault, part.name)
    report.check_passages((part.name, part.line) for part in passages)
    found = [passage_of(part, report) for part in passages if not name_fault(part.name)]
    report.raise_problems()
    found += code_passages(reader, {passage.name for passage in found})
    pids = {part.attributes.get("pid", ""): part.name for part in reversed(passages)}
    return Story(
        passages=tuple(found), **facts_of(reader, pids, report), notices=tuple(report.notices)
    )


def passage_of(part: Part, report: Report) -> Passage:
    tags = tuple(part.attributes.get("tags", "").split())
    if len(tags) > MOST_TAGS:
        report.refuse(part.line, f"There are more than {MOST_TAGS} tags.", part.name)
    if part.has_markup:
        report.note(part.line, "There is HTML in this text; it is kept as text.", part.name)
    if unknown := sorted(set(part.attributes) - KNOWN):
        words = f"Not known here and left out: {', '.join(unknown[:10])}."
        report.note(part.line, words, part.name)
    layout = {key: part.attributes[key] for key in LAYOUT if part.attributes.get(key)}
    return Passage(part.name, part.text, tags, layout, part.line)


def code_passages(reader: Reader, taken: set[str]) -> list[Passage]:
    """The script and the style sheet, as Twee has them: passages with a tag of that name."""
    found = []
    for element, (name, tag) in CODE.items():
        parts = [part for part in reader.parts if part.element == element and part.text.strip()]
        while name in taken:
            name += " of the story"
        if parts:
            text = "\n".join(part.text for part in parts)
            found.append(Passage(name, text, (tag,), line=parts[0].line))
    return found


def facts_of(reader: Reader, pids: Mapping[str, str], report: Report) -> dict[str, Any]:
    story = reader.story or {}
    startnode = story.get("startnode", "")
    if startnode and startnode not in pids:
        report.note(1, "The passage with which the story starts is not in this file.")
    if tags := story.get("tags", "").split():
        report.note(1, f"Tags of the whole story are left out: {', '.join(tags[:10])}.")
    return {
        "title": story.get("name", ""),
        "ifid": story.get("ifid", ""),
        "format": story.get("format", ""),
        "format_version": story.get("format-version", ""),
        "start": pids.get(startnode, "") if startnode else "",
        "zoom": zoom_of(story.get("zoom", "")),
        "tag_colors": {name: color for name, color in reader.colors.items() if name and color},
    }


def zoom_of(words: str) -> float | None:
    try:
        zoom = float(words)
    except ValueError:
        return None
    return zoom if is_number(zoom) else None
