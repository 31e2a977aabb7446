"""What each `:::name` of a lesson's text stands for, there and back. No Django here.

A directive is a name, attributes and a text. `Kind.read` makes of it the raw value of a block of
the StreamField, `Kind.write` the directive that reads back as that value.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from content.material.shapes import Weight

FOR_TRAINERS = "**For your trainer:**"
IF_BLANK = "**If this is blank, ask "
ASK = "**Ask "  # what is shown: nothing else ever stands beside it

Value = dict[str, Any]


class Fault(NamedTuple):
    message: str
    weight: Weight = "unfinished"


@dataclass
class Directive:
    name: str
    attributes: dict[str, str]
    line: int = 0
    text: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "\n".join(self.text).strip("\n")

    @property
    def minutes(self) -> int | None:
        found = self.attributes.get("minutes", "")
        return int(found) if re.fullmatch(r"[1-9][0-9]{0,2}", found) else None


class Kind:
    """A directive whose text is one value of its block, and whose attributes are the others."""

    def __init__(
        self,
        block: str,
        *,
        may: Sequence[str] = (),
        must: Sequence[str] = (),
        rarely: Sequence[str] = (),
        text: str = "text",
        is_text_optional: bool = False,
        **fixed: str,
    ) -> None:
        self.block = block
        self.attributes = (*must, *may, *rarely)
        self.must = must
        self.rarely = rarely  # an editor here may have written them; our own texts do not
        self.text = text
        self.is_text_optional = is_text_optional
        self.fixed = fixed  # what the block always has, or has where nothing is written

    def read(self, directive: Directive) -> Any:
        return {**self.fixed, **self.read_attributes(directive), **self.read_text(directive)}

    def read_attributes(self, directive: Directive) -> Value:
        found: Value = {
            name: directive.attributes.get(name, self.fixed.get(name, ""))
            for name in self.attributes
        }
        if "minutes" in found:
            found["minutes"] = directive.minutes
        return found

    def read_text(self, directive: Directive) -> Value:
        return {self.text: directive.words} if self.text else {}

    def write(self, name: str, value: Any) -> Directive:
        return Directive(
            name, self.write_attributes(value), text=self.write_text(value).split("\n")
        )

    def write_attributes(self, value: Value) -> dict[str, str]:
        """What reads back as the value has it: nothing where that is what is meant by nothing."""
        wanted = {key: "" if value.get(key) is None else str(value[key]) for key in self.attributes}
        return {key: text for key, text in wanted.items() if text != self.fixed.get(key, "")}

    def write_text(self, value: Value) -> str:
        return str(value.get(self.text) or "") if self.text else ""

    def faults(self, directive: Directive) -> Iterable[Fault]:
        """What is wrong with the text, beyond its being there."""
        for name in self.rarely:
            if name in directive.attributes:
                yield Fault(f"“:::{directive.name}” has no “{name}”.", "optional")


class Source(Kind):
    """A block that is nothing but its text."""

    def read(self, directive: Directive) -> str:
        return directive.words

    def write(self, name: str, value: Any) -> Directive:
        return Directive(name, {}, text=str(value or "").split("\n"))


class Callout(Kind):
    KINDS = ("caution", "note")

    def faults(self, directive: Directive) -> Iterable[Fault]:
        kind = directive.attributes.get("kind", self.KINDS[-1])
        if kind not in self.KINDS:
            yield Fault(f"A callout's kind is {', '.join(self.KINDS)}; not “{kind}”.", "wrong")


class College(Kind):
    """A paragraph “**For your trainer:** …” is for those who fill the text in, not for readers.

    Where that would not read back as it was written, the words for trainers stand in `brief="…"`.
    """

    def read_text(self, directive: Directive) -> Value:
        if "brief" in directive.attributes:
            return {"brief": directive.attributes["brief"], "prompt": directive.words}
        paragraphs = re.split(r"\n{2,}", directive.words)
        briefs = [words for words in paragraphs if words.startswith(FOR_TRAINERS)]
        shown = [words for words in paragraphs if not words.startswith(FOR_TRAINERS)]
        brief = "\n\n".join(words.removeprefix(FOR_TRAINERS).strip() for words in briefs)
        return {"brief": brief, "prompt": "\n\n".join(shown).replace(IF_BLANK, ASK)}

    def write(self, name: str, value: Value) -> Directive:
        brief, prompt = (outer_lines_off(value.get(key)) for key in ("brief", "prompt"))
        attributes = self.write_attributes({**value, "brief": ""})
        briefs = [words for words in re.split(r"\n{2,}", brief) if words]
        text = "\n\n".join([*(f"{FOR_TRAINERS} {words}" for words in briefs), prompt])
        plain = Directive(name, attributes, text=text.split("\n"))
        if self.read_text(plain) == {"brief": brief, "prompt": prompt}:
            return plain
        return Directive(name, {**attributes, "brief": brief}, text=prompt.split("\n"))

    def faults(self, directive: Directive) -> Iterable[Fault]:
        if directive.words.strip() and not self.read(directive)["prompt"]:
            yield Fault("Say what to ask while the college has written nothing.")


def outer_lines_off(text: str | None) -> str:
    """As every text is kept in a file: lines end in one way, and none is empty at either end."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def one_line(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text).strip()
