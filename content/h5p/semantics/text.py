"""Text as it may stand in a page: plain text escaped once, rich text by the tags of its field.

The rules are the official ones (h5p.md 6.2) without their holes: an HTML parser decides what is a
tag and what an address, letter case and entities do not matter, and no field can allow a script.
"""

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import nh3

from .fields import Field, widget_of
from .styles import STYLED_TAGS, allowed_styles, clean_style

_ALWAYS = frozenset({"div", "span", "p", "br"})
_WITH = {
    "table": {"tr", "td", "th", "colgroup", "col", "thead", "tbody", "tfoot", "figure",
              "figcaption"},
    "b": {"strong"}, "i": {"em"}, "ul": {"li"}, "ol": {"li"}, "del": {"s"}, "strike": {"s"},
}  # fmt: skip
# All that a field may ask for. A tag outside this list is dropped, whatever semantics.json says.
_KNOWN = _ALWAYS | {
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "caption",
    "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "dl", "dt", "em",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i",
    "img", "ins", "kbd", "li", "mark", "ol", "pre", "q", "rp", "rt", "ruby", "s", "samp",
    "section", "small", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"style", "class", "title", "lang", "dir", "role"},
    "a": {"href", "target", "name"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type", "reversed"},
    "ul": {"type"}, "li": {"value", "type"},
    "td": {"colspan", "rowspan", "headers", "align", "valign"},
    "th": {"colspan", "rowspan", "headers", "scope", "align", "valign"},
    "tr": {"align", "valign"},
    "col": {"span", "width"}, "colgroup": {"span", "width"},
    "table": {"border", "cellpadding", "cellspacing", "summary", "width", "align"},
    "details": {"open"}, "time": {"datetime"},
}  # fmt: skip
_PREFIXES = {"aria-", "data-"}
_SCHEMES = {"ftp", "http", "https", "mailto"}
_READ_ALOUD = frozenset({"title", "alt", "summary", "aria-label", "aria-description"})

_ENTITY = r"(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_LONE_AMPERSAND = re.compile(f"&(?!{_ENTITY})", re.ASCII)
# NUL and lone surrogates can be kept neither by a database nor by a parser.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_NEEDS_PARSER = re.compile("[<>&\r\xa0]")
_SCRIPT_ADDRESS = re.compile(r"(?:javascript|vbscript|livescript|data):", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\ufeff]+")
_PRE = re.compile(r"(<pre(?: [^>]*)?>)\n+")
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,40})", re.ASCII)
_ATTRIBUTE_NAME = re.compile(r"[\s/\"']([A-Za-z][A-Za-z0-9:-]{0,40})\s*=", re.ASCII)
_MARKUP = re.compile(r"(<[^<>]{0,100000}>)")
_MOST_PASSES = 4
_VOID = frozenset({"br", "hr", "img", "col", "wbr"})


def is_rich(field: Field) -> bool:
    """Whether a text may have markup. The html widget without `tags` gets the tags all texts have:
    the official host would show its markup as text."""
    return isinstance(field.get("tags"), list) or widget_of(field) == "html"


def clean_text(text: str, field: Field) -> str:
    """Safe to be put into a page as HTML. Cleaning it again changes nothing."""
    if not is_rich(field):
        return plain_text(text)
    tags = field.get("tags")
    named = frozenset(tag.lower() for tag in tags or [] if isinstance(tag, str))
    font = field.get("font")
    keys = frozenset(key for key, value in font.items() if value) if isinstance(font, dict) else ()
    return rich_text(text, named, frozenset(keys))


def keepable(text: str) -> str:
    return _UNKEEPABLE.sub("", text)


def plain_text(text: str) -> str:
    """Escaped, but never twice: an entity that is there stays the entity it is."""
    text = _LONE_AMPERSAND.sub("&amp;", keepable(text))
    text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#039;")


def readable(text: str) -> str:
    """What a reader sees of plain text that was escaped."""
    return html.unescape(text)


def rich_text(text: str, tags: frozenset[str], font: frozenset[str] = frozenset()) -> str:
    """`tags` as a field names them, in lower case; `font` the keys it sets."""
    text = keepable(text)
    if not _NEEDS_PARSER.search(text):
        return text
    cleaner = _cleaner(tags, font)
    for _ in range(_MOST_PASSES):
        cleaned = _PRE.sub(r"\1", cleaner.clean(text))
        if cleaned == text:
            return cleaned
        text = cleaned
    # Markup so broken that each reading gives another tree: its words are kept, its tags are not.
    return nh3.clean(text, tags=set())


def scrubbed(text: str) -> str:
    """Text nobody described: whatever no rich text could have is taken out, the rest stays."""
    text = keepable(text)
    return rich_text(text, _KNOWN, frozenset()) if "<" in text else text


def lost_markup(before: str, after: str) -> list[str]:
    """Tags and attributes that were written before and are gone now, for people to read."""
    tags = _tag_names(before) - _tag_names(after)
    attributes = set(_ATTRIBUTE_NAME.findall(before)) - set(_ATTRIBUTE_NAME.findall(after))
    return sorted({f"<{tag}>" for tag in tags} | {name.lower() for name in attributes})[:10]


def visible_length(text: str, field: Field) -> int:
    """What `maxLength` counts: characters a reader sees, not those of tags and entities."""
    return len(readable(_MARKUP.sub("", text) if is_rich(field) else text))


def is_blank(text: str, field: Field) -> bool:
    """Nothing to see or hear: no character but spaces, and no picture or line."""
    if not is_rich(field):
        return not readable(text).strip()
    return not _tag_names(text) & {"img", "hr"} and not readable(_MARKUP.sub("", text)).strip()


def shortened(text: str, field: Field, most: int) -> str:
    """At most that many visible characters. `text` was cleaned before."""
    if not is_rich(field):
        return plain_text(readable(text)[:most])
    kept: list[str] = []
    left, open_after = most, 0
    for at, piece in enumerate(_MARKUP.split(text)):
        if at % 2 == 0:
            seen = readable(piece)[:left]
            left -= len(seen)
            kept.append(html.escape(seen, quote=False))
        elif left > 0 or (piece.startswith("</") and not open_after):
            kept.append(piece)
        elif piece.startswith("</"):
            open_after -= 1
        elif _tag_names(piece) - _VOID:
            open_after += 1
    return clean_text("".join(kept), field)


def _tag_names(text: str) -> set[str]:
    return {name.lower() for name in _TAG_NAME.findall(text)}


@lru_cache(maxsize=512)
def _cleaner(tags: frozenset[str], font: frozenset[str]) -> nh3.Cleaner:
    wanted = set(tags | _ALWAYS)
    for tag, companions in _WITH.items():
        if tag in tags:
            wanted |= companions
    allowed = wanted & _KNOWN
    styles = allowed_styles(dict.fromkeys(font, True), with_table="table" in allowed)
    return nh3.Cleaner(
        tags=allowed,
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        generic_attribute_prefixes=_PREFIXES,
        url_schemes=_SCHEMES,
        attribute_filter=_attribute_filter(styles),
    )


def _attribute_filter(
    styles: Mapping[str, re.Pattern[str]],
) -> Callable[[str, str, str], str | None]:
    def kept(tag: str, name: str, value: str) -> str | None:
        if name == "style":
            return (clean_style(value, styles) or None) if tag in STYLED_TAGS else None
        if name == "target":
            return value if value in ("_blank", "_self", "_top", "_parent") else None
        if name not in _READ_ALOUD and _SCRIPT_ADDRESS.match(_INVISIBLE.sub("", value)):
            return None
        return value

    return kept
