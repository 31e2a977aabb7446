"""Links in the text of a passage, and what else of a story format stands there. No Django here.

A story format is a small programming language of its own. Nothing of it is run: its links are
read, what it writes around prose is named and can be cut out, and the prose stays. Every pattern
stops at the next sign that would begin it again, so that none reads a text twice.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["macro", "variable", "image", "markup", "code", "insert", "setter"]
Span = tuple[int, int]

LINK = re.compile(
    r"\[\[((?:[^\[\]\n]|\[(?!\[)|\](?![\]\[]))+)\](?:\[((?:[^\[\]\n]|\[(?!\[))*)\])?\]"
)
PIECES = re.compile(
    r"(?P<sugarcube><<(?P<macro>/?[\w=-]{1,60})(?:[^<>]|<(?!<)|>(?!>))*>>)"
    r"|(?P<template><%(?:[^%<]|%(?!>)|<(?!%))*%>)"
    r"|(?P<comment><!--(?:[^<-]|-(?!->)|<(?!!--))*-->|/\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/)"
    r"|(?P<image>\[[<>]?img\[[^\[\]]*\](?:\[[^\[\]]*\])?\]|!\[[^\[\]\n]*\]\([^()\n]*\)|<img\b[^<>]*>)"
    r"|(?P<html><(?P<tag>/?[A-Za-z][\w-]{0,30})(?:\s[^<>]*|/)?>)"
    r"|(?P<variable>\$[A-Za-z_]\w{0,60})"
    r"|(?P<insert>\{[^{}\n]+\})"
)
HARLOWE = re.compile(r"\(([A-Za-z][A-Za-z0-9]*(?:-[a-z0-9]+)*):")
BRACKETS = re.compile(r"[()\[\]]")
MODIFIER = re.compile(r"^\[([^\[\]\n]+)\][ \t]*$", re.MULTILINE)
# What an author without a format named means for certain: “(note: …)” is prose.
HARLOWE_NAMES = frozenset({
    "set", "put", "move", "print", "display", "if", "unless", "elseif", "else", "for", "loop",
    "either", "cond", "nth", "random", "round", "num", "number", "str", "string", "text", "a",
    "array", "dm", "datamap", "ds", "dataset", "macro", "output", "link", "linkgoto",
    "linkreveal", "linkreplace", "linkrepeat", "linkundo", "linkrerun", "linkshow",
    "linkrevealgoto", "linkfullscreen", "clicklink", "click", "clickgoto", "clickreplace",
    "clickappend", "clickprepend", "mouseover", "mouseout", "goto", "undo", "restart", "live",
    "stop", "event", "alert", "prompt", "confirm", "replace", "append", "prepend",
    "replacewith", "show", "hide", "hidden", "hook", "transition", "transitiontime",
    "transitiondepart", "transitionarrive", "textcolor", "textcolour", "textstyle",
    "textrotate", "background", "bg", "align", "box", "floatbox", "font", "css", "enchant",
    "change", "savegame", "loadgame", "savedgames", "visited", "history", "passage", "passages",
    "input", "inputbox", "forceinput", "dropdown", "cyclinglink", "checkbox", "meter", "dialog",
    "after", "t8n", "t8ndepart", "t8narrive", "sequence", "typewriter", "charstyle",
})  # fmt: skip


@dataclass(frozen=True)
class Link:
    text: str  # what is clicked
    target: str  # the name of a passage
    line: int  # of the passage, from 0
    span: Span
    setter: str = ""  # code of SugarCube that runs on the click


@dataclass(frozen=True)
class Piece:
    """Something of a story format that stands in the text and is not prose."""

    kind: Kind
    name: str
    line: int
    spans: tuple[Span, ...]  # what is cut out; none where it stays as words


def links_in(text: str) -> list[Link]:
    """[[target]], [[text->target]], [[target<-text]] and [[text|target]], in their order."""
    line_of = Lines(text)
    found = []
    for match in LINK.finditer(text):
        words, target = link_parts(match[1])
        if target:
            line = line_of(match.start())
            found.append(Link(words, target, line, match.span(), (match[2] or "").strip()))
    return found


def link_parts(inside: str) -> tuple[str, str]:
    """The last arrow to the right counts, or else the first to the left."""
    if "->" in inside:
        words, _, target = inside.rpartition("->")
    elif "<-" in inside:
        target, _, words = inside.partition("<-")
    elif "|" in inside:
        words, _, target = inside.rpartition("|")
    else:
        words = target = inside
    return words.strip() or target.strip(), target.strip()


def pieces_in(text: str, story_format: str = "") -> list[Piece]:
    """What is not prose. Of a format that is not named, only what no prose looks like is cut."""
    name = story_format.lower()
    found = [*marked_pieces(text, name)]
    if not name.startswith(("sugarcube", "chapbook", "snowman")):
        found += harlowe_pieces(text, any_name=name.startswith("harlowe"))
    if name.startswith("chapbook"):
        found += chapbook_pieces(text)
    found += [Piece("setter", link.setter, link.line, ()) for link in links_in(text) if link.setter]
    return sorted(found, key=lambda piece: piece.line)


def marked_pieces(text: str, story_format: str) -> Iterator[Piece]:
    line_of = Lines(text)
    for match in PIECES.finditer(text):
        line, spans = line_of(match.start()), (match.span(),)
        match match.lastgroup:
            case "template":
                yield Piece("code", "<% … %>", line, spans)
            case "comment":
                yield Piece("code", "a comment", line, spans)
            case "image":
                yield Piece("image", match[0], line, spans)
            case "variable":
                yield Piece("variable", match[0], line, ())
            case "insert" if not story_format.startswith("harlowe"):
                is_code = story_format.startswith("chapbook")
                yield Piece("insert", match[0], line, spans if is_code else ())
            case "sugarcube":
                yield Piece("macro", f"<<{match['macro']}>>", line, spans)
            case "html":
                yield Piece("markup", f"<{match['tag'].lower()}>", line, spans)


def harlowe_pieces(text: str, *, any_name: bool) -> Iterator[Piece]:
    """(name: …) up to its own bracket; of a [hook] that follows, the brackets."""
    line_of = Lines(text)
    closing = closing_brackets(text)
    for match in HARLOWE.finditer(text):
        end = closing.get(match.start())
        if end is None or not (any_name or is_harlowe(match[1])):
            continue
        spans = [(match.start(), end + 1)]
        hook = end + 1
        if text[hook : hook + 1] == "[" and text[hook : hook + 2] != "[[" and hook in closing:
            spans += [(hook, hook + 1), (closing[hook], closing[hook] + 1)]
        yield Piece("macro", f"({match[1]}:)", line_of(match.start()), tuple(spans))


def is_harlowe(name: str) -> bool:
    return name.lower().replace("-", "") in HARLOWE_NAMES


def closing_brackets(text: str) -> dict[int, int]:
    """Where each bracket is closed; those that cross or stay open are not in it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in BRACKETS.finditer(text):
        if match[0] in "([":
            opened.append(match.start())
        elif opened and text[opened[-1]] + match[0] in ("()", "[]"):
            found[opened.pop()] = match.start()
    return found


def chapbook_pieces(text: str) -> Iterator[Piece]:
    """[modifier] alone on its line, and the variables above a line of two hyphens."""
    line_of = Lines(text)
    body = 0
    above, mark, _ = text.partition("\n--\n")
    if mark:
        body = len(above) + len(mark)
        for line, words in enumerate(above.split("\n")):
            if name := words.partition(":")[0].strip():
                yield Piece("variable", name, line, ((0, body),))
    for match in MODIFIER.finditer(text, body):
        yield Piece("macro", f"[{match[1]}]", line_of(match.start()), (match.span(),))


def without(text: str, spans: Iterable[Span]) -> str:
    """What is left of the text when the spans are cut out; lines that were nothing else go too."""
    parts, last = [], 0
    for start, end in sorted(set(spans)):
        if end > last:
            parts.append(text[last : max(start, last)])
            last = end
    parts.append(text[last:])
    was_empty = False
    kept: list[str] = []
    for line in "".join(parts).split("\n"):
        is_empty = not line.strip()
        if not (is_empty and (was_empty or not kept)):
            kept.append("" if is_empty else line.rstrip())
        was_empty = is_empty
    return "\n".join(kept).strip()


class Lines:
    """The line of a place, for places that are asked for in their order."""

    def __init__(self, text: str) -> None:
        self.text, self.place, self.line = text, 0, 0

    def __call__(self, place: int) -> int:
        self.line += self.text.count("\n", self.place, place)
        self.place = place
        return self.line
