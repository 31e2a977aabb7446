"""Text in groups of items, the one grammar of exercises and diagrams. No Django here.

    What to do, in Markdown.

    ### A group
    What belongs to it, in Markdown.

    - An item.
      A note on it, on as many indented lines as it takes.
    - ! An item that must be right.

Where a line of text would be taken for structure, a backslash stands before it: `\\- no item`. A
lone backslash stands where a draft has no words yet.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from content.material.directives import one_line, outer_lines_off

GROUP = re.compile(r"###\s+(.*\S)\s*")
ITEM = re.compile(r"[-*]\s+(.*\S)\s*")
STRUCTURE = re.compile(r"\\*(?:###\s|[-*]\s)")
MUST = "! "
MARK, ESCAPED_MARK = re.compile(r"\\*(!|$)"), re.compile(r"\\+(!|$)")
NOTHING = re.compile(r"\\*")


@dataclass
class Item:
    text: str
    note: str = ""
    is_must: bool = False


@dataclass
class Group:
    name: str
    about: str = ""
    items: list[Item] = field(default_factory=list)


def read_groups(text: str) -> tuple[str, list[Group], list[str]]:
    """What stands above, the groups, and lines that belong to nothing. Items that stand before any
    group's name are in a first group without one."""
    intro: list[str] = []
    groups: list[Group] = []
    about: list[str] = intro
    strays: list[str] = []
    item: Item | None = None
    for line in text.split("\n"):
        if heading := GROUP.fullmatch(line):
            close_about(groups, about, intro)
            name = heading[1]
            groups.append(Group(name[1:] if NOTHING.fullmatch(name) else name))
            about, item = [], None
        elif bullet := ITEM.fullmatch(line):
            if not groups:
                groups.append(Group(""))
                about = []
            item = read_item(bullet[1])
            groups[-1].items.append(item)
        elif item is None:
            about.append(unescaped(line))
        elif line.startswith((" ", "\t")):
            item.note = f"{item.note} {line.strip()}".strip()
        elif line.strip():
            strays.append(line.strip())
    close_about(groups, about, intro)
    return "\n".join(intro).strip("\n"), groups, strays


def close_about(groups: list[Group], about: list[str], intro: list[str]) -> None:
    if groups and about is not intro and about:
        groups[-1].about = "\n".join(about).strip("\n")


def read_item(text: str) -> Item:
    is_must = text.startswith(MUST)
    words = text.removeprefix(MUST).strip() if is_must else text
    return Item(words[1:] if ESCAPED_MARK.match(words) else words, is_must=is_must)


def unescaped(line: str) -> str:
    return line[1:] if line.startswith("\\") and STRUCTURE.match(line) else line


def escaped(text: str) -> str:
    lines = outer_lines_off(text).split("\n")
    return "\n".join(f"\\{line}" if STRUCTURE.match(line) else line for line in lines)


def write_groups(intro: str, groups: Iterable[Group]) -> str:
    """The text that reads back as these."""
    parts = [escaped(intro)] if intro.strip() else []
    for place, group in enumerate(groups):
        name = one_line(group.name)
        is_plain = place == 0 and not name and group.items and not group.about.strip()
        lines = [] if is_plain else [f"### \\{name}" if NOTHING.fullmatch(name) else f"### {name}"]
        if group.about.strip():
            lines += [escaped(group.about), ""]
        lines += [line for item in group.items for line in item_lines(item)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def item_lines(item: Item) -> list[str]:
    words = one_line(item.text)
    words = f"\\{words}" if MARK.match(words) else words
    lines = [f"- {MUST if item.is_must else ''}{words}"]
    return lines + ([f"  {one_line(item.note)}"] if item.note.strip() else [])
