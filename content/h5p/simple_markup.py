"""Markup cut down to what every text field of H5P allows: paragraphs, strong, emphasis, breaks."""

from html import escape
from html.parser import HTMLParser

_INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "pre",
    "blockquote", "table", "tr", "hr",
})  # fmt: skip
_HIDDEN = frozenset({"script", "style"})
_BULLET = "• "


def simple_markup(markup: str) -> str:
    """Entries of lists become paragraphs with a bullet, and links say their address."""
    reader = _Reader()
    reader.feed(markup.replace("\x00", ""))
    reader.close()
    return reader.finished()


def as_text(text: str) -> str:
    """Plain text for a field without markup: content holds such texts escaped."""
    return escape(text, quote=False)


def as_paragraph(text: str) -> str:
    """Plain text as one paragraph; nothing for nothing."""
    return f"<p>{as_text(text)}</p>" if text else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[str] = []
        self._pieces: list[str] = []
        self._open: list[str] = []  # inline elements that are not closed yet
        self._addresses: list[str] = []
        self._has_text = self._is_hidden = False

    def finished(self) -> str:
        self._flush()
        return "".join(self._paragraphs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_hidden = tag in _HIDDEN
        if tag in _BLOCKS:
            self._flush()
            if tag == "li":
                self._pieces.append(_BULLET)
        elif tag == "br":
            self._pieces.append("<br>")
        elif tag == "td":
            self._pieces.append(" ")
        elif tag == "a":
            self._addresses.append(dict(attrs).get("href") or "")
        elif tag in _INLINE:
            self._open.append(_INLINE[tag])
            self._pieces.append(f"<{_INLINE[tag]}>")

    def handle_endtag(self, tag: str) -> None:
        self._is_hidden = False
        if tag in _BLOCKS:
            self._flush()
        elif tag == "a" and self._addresses:
            address = self._addresses.pop()
            if address.startswith(("http://", "https://")):
                self.handle_data(f" ({address})")
        elif _INLINE.get(tag) in self._open:
            self._close(_INLINE[tag])

    def handle_data(self, data: str) -> None:
        if self._is_hidden:
            return
        self._has_text = self._has_text or bool(data.strip())
        self._pieces.append(escape(data, quote=False))

    def _close(self, tag: str) -> None:
        """With everything that was opened after it: elements end in the order they lie in."""
        while self._open:
            last = self._open.pop()
            self._pieces.append(f"</{last}>")
            if last == tag:
                return

    def _flush(self) -> None:
        while self._open:
            self._pieces.append(f"</{self._open.pop()}>")
        text = "".join(self._pieces).strip()
        if self._has_text:
            self._paragraphs.append(f"<p>{text}</p>")
        self._pieces, self._has_text = [], False
