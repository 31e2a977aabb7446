"""The texts of a page, each with the block or field it stands in. Raw values only."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from content.checks.rules.findings import Block
from content.language.rules import plain_blocks
from content.material.measuring import WORD, texts_of

RICH = "text"  # the type of block whose value is markup
NOT_TEXT = {"id", "type", "kind", "key", "band", "next", "points", "code", "url"}
ENDS_A_PARAGRAPH = re.compile(r"</(?:p|li|h[1-6]|ul|ol|blockquote)>|<br\s*/?>", re.IGNORECASE)
HEADING_TAG = re.compile(r"<h[1-6][^>]*>", re.IGNORECASE)
ITEM_TAG = re.compile(r"<li[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
HEADING_LINE = re.compile(r"^\s{0,3}#{1,6}\s+\S", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    where: str
    text: str
    kind: str = ""  # of the block


def as_text(markup: str) -> str:
    """What an editor with buttons wrote, as the Markdown that says the same."""
    marked = HEADING_TAG.sub("\n\n### ", ITEM_TAG.sub("\n\n- ", markup))
    return unescape(TAG.sub("", ENDS_A_PARAGRAPH.sub("\n\n", marked))).strip()


def in_words(body: Iterable[Block]) -> list[dict[str, Any]]:
    """The same stream with every markup turned into text, so that tags are not read as words."""
    return [
        {**block, "value": as_text(str(block["value"] or ""))}
        if block["type"] == RICH
        else {**block}
        for block in body
    ]


def read_passages(body: Iterable[Block]) -> list[Passage]:
    """What a reader meets."""
    return [
        Passage(str(block.get("id") or ""), text, str(block["type"]))
        for block in in_words(body)
        for text in texts_of(block["value"])
    ]


def all_passages(body: Iterable[Block]) -> list[Passage]:
    """What anybody wrote, for readers or for whoever edits it next."""
    return [
        Passage(str(block.get("id") or ""), text, str(block["type"]))
        for block in in_words(body)
        for text in written_in(block["value"])
    ]


def written_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in NOT_TEXT:
                yield from written_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from written_in(part)


def field_passages(fields: Mapping[str, Any]) -> list[Passage]:
    """Of texts outside the stream, by the name of their field."""
    return [
        Passage(name, text) for name, value in fields.items() for text in written_in(value) if text
    ]


def paragraphs(passages: Iterable[Passage]) -> list[Passage]:
    return [
        Passage(passage.where, block, passage.kind)
        for passage in passages
        for block in plain_blocks(passage.text)
    ]


def words_in(text: str) -> int:
    return len(WORD.findall(text))


def has_heading(text: str) -> bool:
    return bool(HEADING_LINE.search(text))


def shortened(text: str, most: int = 160) -> str:
    """The beginning of a long text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def before(text: str, place: int, length: int = 60) -> str:
    return text[max(0, place - length) : place]


def after(text: str, place: int, length: int = 60) -> str:
    return text[place : place + length]
