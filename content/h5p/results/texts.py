"""Plain text out of markup and language maps."""

from html.parser import HTMLParser
from typing import Any

LANGUAGE = "en-US"  # under which H5P files every name, whatever language it is in
# What stands in angle brackets and is no element is text: somebody wrote “a <x> b”.
_HIDDEN = frozenset({"script", "style"})
_INLINE = frozenset({
    "a", "abbr", "b", "code", "del", "em", "font", "i", "ins", "s", "small", "span", "strike",
    "strong", "sub", "sup", "u",
})  # fmt: skip
_BLOCKS = frozenset({
    "blockquote", "br", "button", "caption", "col", "colgroup", "dd", "div", "dl", "dt", "embed",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "iframe", "img", "input",
    "label", "li", "object", "ol", "p", "pre", "svg", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
})  # fmt: skip


def plain_text(markup: Any, most: int) -> str:
    """On one line, at most `most` characters; nothing for what is no text."""
    if not isinstance(markup, str):
        return ""
    text = markup if len(markup) <= 8 * most else markup[: 8 * most]
    if "<" in text or "&" in text:
        reader = _Reader()
        reader.feed(text)
        reader.close()
        text = "".join(reader.pieces)
    # Neither NUL characters nor halves of a pair: no database takes them.
    text = text.replace("\x00", "").encode("utf-8", "ignore").decode()
    return shortened(" ".join(text.split()), most)


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def said(language_map: Any) -> Any:
    """What a language map says, in whatever language; not yet plain text."""
    if not isinstance(language_map, dict):
        return language_map
    return language_map.get(LANGUAGE) or next(iter(language_map.values()), "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._is_hidden = False

    def handle_data(self, data: str) -> None:
        if not self._is_hidden:
            self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_hidden = tag in _HIDDEN
        self._mark(tag, self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mark(tag, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._is_hidden = False
        self._mark(tag, f"</{tag}>")

    def _mark(self, tag: str, written: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append(" ")
        elif tag not in _INLINE | _HIDDEN:
            self.pieces.append(written)
