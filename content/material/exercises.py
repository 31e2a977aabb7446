"""Directives whose text stands in groups of items: exercises and diagrams. No Django here."""

import uuid
from collections.abc import Iterable
from typing import Any

from content.material.directives import Directive, Fault, Kind, Value, one_line
from content.material.groups import Group, Item, read_groups, write_groups

ITEMS = uuid.UUID("0d7b7f0e-5a3c-5f43-9c55-5f2f0f6f2b11")  # never change it: ids follow


def as_items(values: Iterable[Any], seed: str) -> list[Value]:
    """A raw list whose items keep their ids from one reading to the next."""
    return [
        {"type": "item", "value": value, "id": str(uuid.uuid5(ITEMS, f"{seed}/{place}"))}
        for place, value in enumerate(values)
    ]


def values_of(items: Any) -> list[Any]:
    """The values of a raw list, with the ids that a stored one has or without."""
    return [
        item["value"] if isinstance(item, dict) and "value" in item else item
        for item in items or []
    ]


class Exercise(Kind):
    """Key, title, minutes, an introduction, and groups with items.

    `names` are the block's own words: of the list of groups, of a group's name and its text (empty
    where it has none), of the list of items, of an item's note, and of the mark that an item must
    be right (empty where there is none).
    """

    def __init__(self, block: str, names: tuple[str, str, str, str, str, str], least: int) -> None:
        super().__init__(block, must=("key", "title"), may=("minutes",), text="intro")
        self.groups, self.name, self.about, self.items, self.note, self.mark = names
        self.least = least

    def read_text(self, directive: Directive) -> Value:
        intro, groups, _ = read_groups(directive.words)
        seed = f"{self.block}/{directive.attributes.get('key')}"
        values = [self.group_value(group, f"{seed}/{at}") for at, group in enumerate(groups)]
        return {"intro": intro, self.groups: as_items(values, seed)}

    def group_value(self, group: Group, seed: str) -> Value:
        value: Value = {self.name: group.name}
        if self.about:
            value[self.about] = group.about
        return {**value, self.items: as_items(map(self.item_value, group.items), seed)}

    def item_value(self, item: Item) -> Value:
        value: Value = {"text": item.text, self.note: item.note}
        return {**value, self.mark: item.is_must} if self.mark else value

    def write_text(self, value: Value) -> str:
        groups = [
            Group(
                group.get(self.name) or "",
                group.get(self.about) or "",
                [self.item(item) for item in values_of(group.get(self.items))],
            )
            for group in values_of(value.get(self.groups))
        ]
        return write_groups(value.get("intro") or "", groups)

    def item(self, value: Value) -> Item:
        text, note = value.get("text") or "", value.get(self.note) or ""
        return Item(text, note, bool(value.get(self.mark)))

    def faults(self, directive: Directive) -> Iterable[Fault]:
        _, groups, strays = read_groups(directive.words)
        for stray in strays:
            words = f"“{stray[:40]}” belongs to nothing: a note is indented by two spaces."
            yield Fault(words, "wrong")
        if any(not group.name for group in groups):
            yield Fault("Every item stands under a line that starts with “### ”.")
        if len(groups) < self.least:
            yield Fault(f"There are at least {self.least} “### ” lines, each with items.")
        for group in groups:
            if not group.items:
                yield Fault(f"“{group.name}” has no item: write “- ” and the item.")
            if not all(item.text for item in group.items):
                yield Fault(f"An item under “{group.name}” has no words.")
            if group.about and not self.about:
                yield Fault(f"Under “{group.name}” stand items only, no other text.", "wrong")
            if not self.mark and any(item.is_must for item in group.items):
                yield Fault(f"“- ! ” has no meaning under “{group.name}”.", "wrong")


class Sort(Exercise):
    def faults(self, directive: Directive) -> Iterable[Fault]:
        yield from super().faults(directive)
        _, places, _ = read_groups(directive.words)
        texts = [item.text for place in places for item in place.items if item.text]
        for text in sorted({text for text in texts if texts.count(text) > 1}):
            yield Fault(f"“{text[:40]}” stands twice.")


class Diagram(Kind):
    KINDS = ("branches", "ladder", "path")

    def read_text(self, directive: Directive) -> Value:
        text, groups, _ = read_groups(directive.words)
        parts = [
            {"branch": group.name, "label": item.text, "text": item.note}
            for group in groups
            for item in group.items
        ]
        seed = f"diagram/{directive.attributes.get('title')}"
        return {"text": text, "parts": as_items(parts, seed)}

    def write_text(self, value: Value) -> str:
        groups: list[Group] = []
        for part in values_of(value.get("parts")):
            branch = one_line(part.get("branch") or "")
            if not groups or groups[-1].name != branch:
                groups.append(Group(branch))
            groups[-1].items.append(Item(part.get("label") or "", part.get("text") or ""))
        return write_groups(value.get("text") or "", groups)

    def faults(self, directive: Directive) -> Iterable[Fault]:
        kind = directive.attributes.get("kind", "")
        if kind not in self.KINDS:
            yield Fault(f"A diagram's kind is {', '.join(self.KINDS)}; not “{kind}”.", "wrong")
        text, groups, strays = read_groups(directive.words)
        for stray in strays:
            words = f"“{stray[:40]}” belongs to nothing: a line of explanation is indented."
            yield Fault(words, "wrong")
        for group in groups:
            if group.about:
                yield Fault(f"Under “{group.name}” stand items only, no other text.", "wrong")
            if any(item.is_must for item in group.items):
                yield Fault("“- ! ” has no meaning in a diagram.", "wrong")
            if not group.items:
                yield Fault(f"“{group.name}” has no item: write “- ” and the item.", "wrong")
            if not all(item.text for item in group.items):
                yield Fault(f"An item under “{group.name}” has no words.")
        if not text.strip():
            yield Fault("Say in a sentence what the picture shows, for those who cannot see it.")
        branches = [group.name for group in groups if group.name]
        if kind == "branches" and len(branches) < 2:
            yield Fault("A diagram with branches has at least two “### ” lines.")
        if kind in {"path", "ladder"} and branches:
            yield Fault(f"A {kind} has no “### ” lines: only items.", "style")
        if sum(len(group.items) for group in groups) < 2:
            yield Fault("A diagram has at least two items.")


class Activity(Kind):
    """An activity of the site's own library, by its number there; its text is what to do."""

    COMPLETING = ("optional", "opened", "completed", "scored")

    def __init__(self, block: str) -> None:
        super().__init__(
            block,
            must=("title", "activity"),
            may=("minutes", "completing", "pass_percent"),
            text="intro",
            is_text_optional=True,
            completing="optional",
        )

    def read_attributes(self, directive: Directive) -> Value:
        found = super().read_attributes(directive)
        enough = str(found["pass_percent"])
        is_percent = enough.isascii() and enough.isdigit() and len(enough) < 4
        return {
            **found,
            "activity": found["activity"] or None,
            "pass_percent": int(enough) if is_percent else None,
        }

    def faults(self, directive: Directive) -> Iterable[Fault]:
        completing = directive.attributes.get("completing", "optional")
        if completing not in self.COMPLETING:
            words = f"“completing” is {', '.join(self.COMPLETING)}; not “{completing[:20]}”."
            yield Fault(words, "wrong")
        enough = directive.attributes.get("pass_percent", "")
        if enough and not (enough.isascii() and enough.isdigit() and 0 < int(enough) <= 100):
            yield Fault(f"“pass_percent” is from 1 to 100; not “{enough[:20]}”.", "wrong")
        elif completing == "scored" and not enough:
            yield Fault('Say which score is enough: pass_percent="80".')
