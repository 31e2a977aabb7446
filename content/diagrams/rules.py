"""Where lines, dots and words of a diagram stand, worked out from its parts.

Every diagram is drawn twice: narrow, to be read on a phone at its own size, and wide. Lengths are
pixels of the picture's own grid; words are broken by an estimate of their width, on the safe side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap

NARROW, WIDE = 340.0, 680.0
COLUMNS = 5  # more than this do not fit side by side
DOT = 9.0
LABEL, NOTE = "label", "note"
LINE_HEIGHT = {LABEL: 21.0, NOTE: 19.0}
LETTER = {LABEL: 8.9, NOTE: 7.5}
GAP = 20.0
INK = 15.0  # from the top of a line of words to its base


@dataclass(frozen=True)
class Part:
    label: str
    text: str = ""
    branch: str = ""


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    is_last: bool = False


@dataclass(frozen=True)
class Words:
    x: float
    y: float
    text: str
    style: str
    anchor: str = "start"


@dataclass
class Picture:
    width: float
    height: float = 0
    lines: list[str] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def write(self, x: float, top: float, width: float, part: Part, anchor: str = "start") -> float:
        """A label with its note below it, from `top` down; answers where they end."""
        for style, text in ((LABEL, part.label), (NOTE, part.text)):
            for line in broken(text, width, style):
                self.words.append(Words(x, top + INK, line, style, anchor))
                top += LINE_HEIGHT[style]
        return top


@dataclass(frozen=True)
class Drawing:
    narrow: Picture
    wide: Picture


def broken(text: str, width: float, style: str) -> list[str]:
    return wrap(text, max(8, int(width / LETTER[style])))


def height_of(part: Part, width: float) -> float:
    styles = ((LABEL, part.label), (NOTE, part.text))
    return sum(len(broken(text, width, style)) * LINE_HEIGHT[style] for style, text in styles)


def draw(kind: str, parts: Sequence[Part]) -> Drawing:
    """A path, a ladder or branches; an unknown kind is drawn as a path."""
    if kind == "ladder":
        return Drawing(ladder(parts, NARROW, stride=16), ladder(parts, WIDE, stride=56))
    groups = branches_of(parts)
    if kind == "branches" and len(groups) > 1:
        narrow = tree(groups, NARROW)
        return Drawing(narrow, columns_of_branches(groups) if len(groups) < COLUMNS else narrow)
    narrow = path_down(parts, NARROW)
    return Drawing(narrow, path_across(parts) if 1 < len(parts) <= COLUMNS else narrow)


def branches_of(parts: Sequence[Part]) -> list[tuple[str, list[Part]]]:
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(part.branch, []).append(part)
    return list(groups.items())


def path_down(parts: Sequence[Part], width: float) -> Picture:
    picture = Picture(width)
    top, left = 2.0, 2 * DOT + 18
    ends: list[float] = []
    for place, part in enumerate(parts):
        ends.append(top + INK - 4)
        picture.dots.append(Dot(DOT + 3, ends[-1], is_last=place == len(parts) - 1))
        top = picture.write(left, top, width - left, part) + GAP
    if len(ends) > 1:
        picture.lines.append(f"M{DOT + 3:g} {ends[0]:g}V{ends[-1]:g}")
    picture.height = top - GAP + 6
    return picture


def path_across(parts: Sequence[Part]) -> Picture:
    picture = Picture(WIDE)
    column = WIDE / len(parts)
    centres = [column * (place + 0.5) for place in range(len(parts))]
    y = DOT + 3
    picture.lines.append(f"M{centres[0]:g} {y:g}H{centres[-1]:g}")
    for place, (centre, part) in enumerate(zip(centres, parts, strict=True)):
        picture.dots.append(Dot(centre, y, is_last=place == len(parts) - 1))
        end = picture.write(centre, y + DOT + 10, column - 18, part, "middle")
        picture.height = max(picture.height, end + 6)
    return picture


def ladder(parts: Sequence[Part], width: float, *, stride: float) -> Picture:
    """Stairs that climb to the right; the first part is the lowest."""
    picture = Picture(width)
    lefts = [stride * place + 2 for place in range(len(parts))]
    rooms = [width - left - 16 for left in lefts]
    heights = [height_of(part, room) + GAP for part, room in zip(parts, rooms, strict=True)]
    bottom = sum(heights) + 2
    picture.height = bottom + 4
    line = f"M2 {bottom:g}"
    for place, part in enumerate(parts):
        top = bottom - heights[place]
        picture.write(lefts[place] + 14, top + GAP / 2, rooms[place], part)
        following = lefts[place] + stride
        line += f"V{top:g}H{following:g}"
        bottom = top
    picture.lines.append(line)
    return picture


def tree(groups: Sequence[tuple[str, list[Part]]], width: float) -> Picture:
    """One trunk down the left, a branch for each group, its parts on twigs."""
    picture = Picture(width)
    top, trunk, twig = 2.0, 10.0, 46.0
    last = top
    for name, parts in groups:
        last = top + INK - 5
        picture.lines.append(f"M{trunk:g} {last:g}H{twig - 10:g}")
        picture.dots.append(Dot(twig - 10, last))
        top = picture.write(twig + 6, top, width - twig - 6, Part(name)) + 6
        for part in parts:
            top = picture.write(twig + 6, top, width - twig - 6, Part("", as_twig(part))) + 5
        top += GAP - 5
    picture.lines.append(f"M{trunk:g} 2V{last:g}")
    picture.height = top - GAP + 8
    return picture


def as_twig(part: Part) -> str:
    sign = "" if part.label.endswith(("?", "!", ".", "…", "?”", "?’")) else ":"
    return f"{part.label}{sign} {part.text}" if part.text else part.label


def columns_of_branches(groups: Sequence[tuple[str, list[Part]]]) -> Picture:
    picture = Picture(WIDE)
    column = WIDE / len(groups)
    y = DOT + 3
    centres = [column * (place + 0.5) for place in range(len(groups))]
    picture.lines.append(f"M{centres[0]:g} {y:g}H{centres[-1]:g}")
    for centre, (name, parts) in zip(centres, groups, strict=True):
        picture.dots.append(Dot(centre, y))
        top = picture.write(centre, y + DOT + 8, column - 20, Part(name), "middle") + 6
        for part in parts:
            twig = Part("", as_twig(part))
            top = picture.write(centre, top, column - 20, twig, "middle") + 8
        picture.height = max(picture.height, top)
    return picture
