"""Links that lead nowhere. Nothing is fetched: other people's sites are taken as they are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from content.checks.rules.findings import Around, Block, Check, Kind, Level
from content.checks.rules.passages import RICH, written_in

MARKDOWN_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\(\s*<?([^()\s<>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
HTML_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
SCHEMES = {"http", "https", "mailto", "tel"}
SAYS_NOTHING = {"here", "click here", "this link", "link", "read more", "more", "this page", "this"}
PLACEHOLDER = re.compile(r"\A(?:#|/?(?:todo|tbc|xxx+|link|url)|https?://)?\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    where: str
    words: str
    address: str = ""
    page: int = 0
    file: int = 0


def links_in(body: Iterable[Block]) -> Iterator[Link]:
    for block in body:
        where = str(block.get("id") or "")
        if block["type"] == RICH:
            yield from markup_links(where, str(block["value"] or ""))
            continue
        for text in written_in(block["value"]):
            for link in MARKDOWN_LINK.finditer(text):
                yield Link(where, link[1].strip(), link[2])


def markup_links(where: str, markup: str) -> Iterator[Link]:
    for link in HTML_LINK.finditer(markup):
        named = {name: unescape(value) for name, value in ATTRIBUTE.findall(link[1])}
        words = unescape(TAG.sub("", link[2])).strip()
        number = int(named["id"]) if named.get("id", "").isdigit() else 0
        if named.get("linktype") == "page":
            yield Link(where, words, page=number)
        elif named.get("linktype") == "document":
            yield Link(where, words, file=number)
        else:
            yield Link(where, words, named.get("href", ""))


def own_paths(body: Iterable[Block]) -> set[str]:
    """The addresses on this site to which the links of a body lead."""
    return {urlsplit(link.address).path for link in links_in(body) if link.address.startswith("/")}


def link_checks(body: Sequence[Block], around: Around) -> Iterator[Check]:
    blocks = {str(block.get("id") or "") for block in body}
    live = {page.path: page.is_live for page in around.pages.values()}
    for link in links_in(body):
        quote = link.words or link.address
        fault = fault_of(link, around, live, blocks)
        if fault:
            yield Check(Kind.LINKS, fault[0], fault[1], link.where, quote)
        elif not link.words:
            message = "This link has no words, so nobody can follow it."
            yield Check(Kind.LINKS, Level.MUST, message, link.where, link.address)
        elif link.words.casefold().strip(" .") in SAYS_NOTHING:
            message = (
                "Let the words say where the link leads. With a screen reader people hear the "
                "links alone, one after the other."
            )
            yield Check(Kind.LINKS, Level.SHOULD, message, link.where, quote)


def fault_of(
    link: Link, around: Around, live: dict[str, bool], blocks: set[str]
) -> tuple[str, str] | None:
    if link.page:
        page = around.pages.get(link.page)
        if page is None:
            return Level.MUST, "The page this link led to has been deleted."
        return None if page.is_live else not_published(page.title)
    if link.file:
        is_known = link.file in around.files
        return None if is_known else (Level.MUST, "The file this link led to has been deleted.")
    return address_fault(link.address, around, live, blocks)


def address_fault(
    address: str, around: Around, live: dict[str, bool], blocks: set[str]
) -> tuple[str, str] | None:
    if PLACEHOLDER.fullmatch(address):
        return Level.MUST, "This link leads nowhere yet. Give it an address."
    if address.startswith("#"):
        block = address.removeprefix("#block-")
        is_here = address.startswith("#block-") and block in blocks
        return None if is_here else (Level.SHOULD, f"No part of this page is called “{address}”.")
    parts = urlsplit(address)
    if parts.scheme and parts.scheme.lower() not in SCHEMES:
        return Level.MUST, f"Links with “{parts.scheme}:” are taken out. Use a web address."
    if parts.scheme or parts.netloc:
        return None
    if not address.startswith("/"):
        hint = f"https://{address}" if "." in address.split("/")[0] else f"/{address}"
        return Level.MUST, f"This address is not whole. Write it as {hint} or choose the page."
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    if path in live:
        return None if live[path] else not_published(path)
    if {path, parts.path} & around.other_paths:
        return None
    return Level.MUST, f"No page of this site stands at {address}."


def not_published(name: str) -> tuple[str, str]:
    return Level.SHOULD, f"“{name}” is not published: readers cannot follow this link."
