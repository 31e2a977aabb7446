"""A story that was made elsewhere, as the draft of a scenario: its prose, its links and its ends,
and a report of everything that is not carried over. No Django here.
"""

import re
from itertools import accumulate
from typing import Any

from content.twine.links import Link, Piece, Span, links_in, pieces_in, without
from content.twine.notation import BANDS, END, SCENE, Taken, key_for, option_key
from content.twine.passages import MOST_TOLD, Notice, Passage, Story, short

SIGN = re.compile(r"[^\n]")
WORDLESS = re.compile(r"[\W\d_]*")  # bullets and numbers: what is left of a list of links
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:/?/?\S", re.IGNORECASE)
# Passages that a story format or a compiler reads for itself.
OF_FORMATS = frozenset({
    "StoryAuthor", "StoryBanner", "StoryCaption", "StoryDisplayTitle", "StoryIncludes", "StoryInit",
    "StoryInterface", "StoryMenu", "StorySettings", "StoryShare", "StorySubtitle", "StoryStyle",
    "PassageDone", "PassageFooter", "PassageHeader", "PassageReady", "ClickThruData", "MenuOptions",
    "MenuShare", "MenuStory", "StoryScript",
})  # fmt: skip
OF_FORMATS_TAGS = frozenset({
    "header", "footer", "startup", "debug-header", "debug-footer", "debug-startup", "widget",
    "init", "annotation", "Twine.private", "Twine.image", "Twine.audio", "Twine.video",
    "Twine.vtt", "Twine.font", "haml", "twee2",
})  # fmt: skip
SAID = {
    "macro": "The macro {} is left out.",
    "setter": "What a link sets is left out: {}",
    "variable": "The variable {} is not carried over.",
    "image": "A picture is left out: {}",
    "markup": "The HTML tag {} is left out.",
    "code": "Code of the story format is left out: {}",
    "insert": "What stands in braces is not carried over: {}",
}


class Report:
    def __init__(self, story: Story) -> None:
        self.notices = list(story.notices)
        self.seen: set[tuple[str, str]] = set()

    def note(self, passage: Passage, message: str, line: int = 0) -> None:
        """Once a passage."""
        if (passage.name, message) not in self.seen and len(self.notices) < MOST_TOLD:
            self.seen.add((passage.name, message))
            self.notices.append(Notice(passage.name, passage.line + line, message))


def draft_of(story: Story) -> tuple[dict[str, Any], list[Notice]]:
    report = Report(story)
    told = [passage for passage in story.passages if is_told(passage, report)]
    taken = Taken()
    keys = {passage.name: taken.claim(key_for(passage.name)) for passage in told}
    first = next((passage for passage in (story.first, *told) if passage in told), None)
    nodes: dict[str, Any] = {}
    ends: dict[str, Any] = {}
    for passage in told:
        all_links = links_in(passage.text)
        links = [link for link in all_links if is_kept(link, passage, report)]
        pieces = pieces_in(passage.text, story.format)
        tell_pieces(pieces, passage, report)
        text = prose(passage.text, all_links, pieces)
        if links or passage is first:
            options = options_of(links, passage, keys, report)
            nodes[keys[passage.name]] = {**titled(passage), "text": text, "options": options}
            tell_tags(passage, {SCENE}, report)
        else:
            ends[keys[passage.name]] = {"band": band_of(passage, report), "text": text}
            tell_tags(passage, {END, *BANDS}, report)
    material = {
        "title": story.title,
        "draft": True,
        "situation": "",
        "codes": [],
        "start": keys[first.name] if first else "",
        "nodes": nodes,
        "ends": ends,
    }
    return material, report.notices


def is_told(passage: Passage, report: Report) -> bool:
    """Whether it is part of the story, and not of the machine that plays it."""
    if passage.is_code:
        report.note(passage, "Scripts and style sheets are left out.")
    elif passage.name in OF_FORMATS or OF_FORMATS_TAGS & set(passage.tags):
        report.note(passage, "This passage belongs to the story format; it is left out.")
    else:
        return True
    return False


def is_kept(link: Link, passage: Passage, report: Report) -> bool:
    is_address = bool(ADDRESS.match(link.target))
    if is_address:
        report.note(passage, f"A link to another site is left out: {link.target[:80]}", link.line)
    return not is_address


def tell_pieces(pieces: list[Piece], passage: Passage, report: Report) -> None:
    for piece in pieces:
        name = piece.name if len(piece.name) <= 60 else f"{piece.name[:59]}…"
        report.note(passage, SAID[piece.kind].format(name), piece.line)


def tell_tags(passage: Passage, known: set[str], report: Report) -> None:
    if unknown := [tag[:40] for tag in passage.tags if tag.lower() not in known]:
        report.note(passage, f"Tags are left out: {', '.join(unknown[:10])}.")


def titled(passage: Passage) -> dict[str, str]:
    """The name is kept where the key does not say it."""
    name = passage.name.strip()
    return {"title": short(name)} if key_for(name) != name else {}


def band_of(passage: Passage, report: Report) -> str:
    tags = {tag.lower() for tag in passage.tags}
    band = next((band for band in BANDS if band in tags), "")
    if not band:
        report.note(passage, "Nothing leads on from here, so it is an end. Say how good it is.")
    return band


def options_of(
    links: list[Link], passage: Passage, keys: dict[str, str], report: Report
) -> list[dict[str, Any]]:
    options = []
    if not links:
        report.note(passage, "The story begins here, and nothing leads on.")
    for number, link in enumerate(links, start=1):
        if link.target not in keys:
            words = f"The link to “{link.target[:80]}” leads to no passage of the story."
            report.note(passage, words, link.line)
        options.append({
            "id": option_key(number),
            "text": link.text,
            "out": "",
            "why": "",
            "score": {},
            "next": keys.get(link.target, ""),
        })  # fmt: skip
    return options


def prose(text: str, links: list[Link], pieces: list[Piece]) -> str:
    """Without the code; a link in a sentence leaves its words, one in a list goes with its line."""
    spans = [span for piece in pieces for span in piece.spans]
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    around = blanked(text, [*spans, *(link.span for link in links)]).split("\n")
    lists = {line for line, words in enumerate(around) if WORDLESS.fullmatch(words)}
    for link in links:
        start, end = link.span
        if link.line in lists:
            spans.append((starts[link.line], starts[link.line + 1] - 1))
        else:
            at = text.find(link.text, start, end)
            spans += [(start, at), (at + len(link.text), end)]
    return without(text, spans)


def blanked(text: str, spans: list[Span]) -> str:
    """Blanks in the place of the spans, line by line."""
    parts, last = [], 0
    for start, end in sorted(spans):
        if end > last:
            parts += [text[last : max(start, last)], SIGN.sub(" ", text[max(start, last) : end])]
            last = end
    return "".join([*parts, text[last:]])
