"""Authors' Markdown as clean markup.

What comes out has passed an allow-list whatever went in, headings start where the page says, and
words in braces are the college's own. The markup is kept in the process by its text; the college's
words are put in afterwards, so nothing has to be thrown away when they change.
"""

from functools import lru_cache
from xml.etree.ElementTree import Element

import markdown
import nh3
from django.utils.safestring import SafeString
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from content.terms import apply_terms_to_html

INLINE_TAGS = {"a", "abbr", "b", "br", "code", "del", "em", "i", "kbd", "q", "strong", "sub", "sup"}
BLOCK_TAGS = {
    *("blockquote", "dd", "div", "dl", "dt", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align", "scope"},
}
# A wide table scrolls by itself, by touch and by keyboard, and never pushes the page sideways.
SCROLLER = '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>'


class HeadingLevels(Treeprocessor):
    """The highest heading of a text gets the level the page has for it, the others follow."""

    def __init__(self, md: markdown.Markdown, top: int) -> None:
        super().__init__(md)
        self.top = top

    def run(self, root: Element) -> None:
        headings = [tag for tag in root.iter() if tag.tag in {f"h{level}" for level in range(1, 7)}]
        if not headings:
            return
        highest = min(int(heading.tag[1]) for heading in headings)
        for heading in headings:
            heading.tag = f"h{min(int(heading.tag[1]) - highest + self.top, 6)}"


class ColumnHeadings(Treeprocessor):
    def run(self, root: Element) -> None:
        for cell in root.iter("th"):
            if cell.text or len(cell):
                cell.set("scope", "col")
            else:
                cell.tag = "td"  # the corner of a table heads nothing


class PageExtension(Extension):
    def __init__(self, top: int) -> None:
        super().__init__()
        self.top = top

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - their name
        md.treeprocessors.register(HeadingLevels(md, self.top), "heading_levels", 1)
        md.treeprocessors.register(ColumnHeadings(md), "column_headings", 0)


@lru_cache(maxsize=2048)
def markup(text: str, heading_level: int) -> str:
    """Clean markup with the tokens still in it: depends on nothing but the text."""
    converter = markdown.Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),  # a style attribute would break the CSP
            "sane_lists",
            "smarty",
            PageExtension(heading_level),
        ],
        output_format="html",
    )
    clean = nh3.clean(
        converter.convert(text),
        tags=INLINE_TAGS | BLOCK_TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )
    return clean.replace("<table>", SCROLLER).replace("</table>", "</table></div>")


@lru_cache(maxsize=2048)
def inline_markup(text: str) -> str:
    clean = nh3.clean(markup(text, 3), tags=INLINE_TAGS, attributes=ATTRIBUTES, link_rel="noopener")
    return clean.strip()


def render_markdown(text: str, heading_level: int = 3) -> SafeString:
    """Paragraphs, lists and tables. The text's highest heading becomes an `<h{heading_level}>`."""
    return apply_terms_to_html(markup(text or "", heading_level))


def render_inline(text: str) -> SafeString:
    """One line: emphasis and links only, no paragraph around it."""
    return apply_terms_to_html(inline_markup(text or ""))
