"""Reads the jargon that comes with the site, and its plain versions. Plain Python: no Django here.

words:
  - jargon: formative assessment
    plain: a check while you learn
    note: Say what is checked and when.    # may be left out
"""

from dataclasses import dataclass, field
from pathlib import Path

from content.material.shapes import LineOf, MaterialErrors, first_line
from content.material.yaml_files import TOKENS, Problems, Sheet, read_sheet

KEYS = frozenset({"jargon", "plain", "note"})


@dataclass
class PlainWordMaterial:
    jargon: str
    plain: str
    note: str
    path: Path
    line_of: LineOf = field(default=first_line, repr=False, compare=False)


def read_plain_words(path: Path, *, tokens: frozenset[str] = TOKENS) -> list[PlainWordMaterial]:
    """The words in order; raises MaterialErrors with everything that is wrong."""
    problems = Problems(tokens)
    text = problems.read_text(path)
    sheet = read_sheet(path, text, problems) if text is not None else None
    words: list[PlainWordMaterial] = []
    seen: dict[str, int] = {}
    for item in sheet.sheets("words") if sheet else []:
        word = take_word(item)
        line = item.lines("jargon")
        earlier = seen.setdefault(word.jargon.casefold(), line)
        if word.jargon and earlier != line:
            item.wrong(f"“{word.jargon}” stands in line {earlier} already.", "jargon")
        words.append(word)
    if problems.errors:
        raise MaterialErrors(problems.errors)
    return words


def take_word(sheet: Sheet) -> PlainWordMaterial:
    for name in sorted(set(sheet.data) - KEYS, key=str):
        sheet.wrong(f"A word has no “{name}”.", name)
    return PlainWordMaterial(
        jargon=sheet.text("jargon"),
        plain=sheet.text("plain"),
        note=sheet.text("note", required=False),
        path=sheet.path,
        line_of=sheet.lines,
    )
