"""YAML as people write it: keys in our order, short codes in one line, long texts as they read."""

import sys
from typing import Any

import yaml

SHORT = 12  # a code, not a sentence
IN_QUOTES = frozenset("\x85\u2028\u2029\ufeff")  # where YAML would see the end of a line


class InLine(list[str]):
    """A list written as [S1, K6]."""


class InLineMap(dict[str, Any]):
    """A mapping written as {S1: 2}."""


class TextDumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Items stand further in than the name of their list."""
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> str:
        """Where a text needs quotes, those that are not in it: no '' for every apostrophe."""
        style: str = super().choose_scalar_style()
        value = self.event.value  # type: ignore[union-attr]  # asked of texts only
        return '"' if style == "'" and "'" in value and '"' not in value else style

    def ignore_aliases(self, data: Any) -> bool:
        return True


def represent_text(dumper: TextDumper, value: str) -> yaml.ScalarNode:
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    style = None
    if not IN_QUOTES.isdisjoint(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


TextDumper.add_representer(str, represent_text)
TextDumper.add_representer(
    InLine, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, True)
)
TextDumper.add_representer(
    InLineMap, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, True)
)


def write_yaml(value: Any) -> str:
    text: str = yaml.dump(
        value,
        Dumper=TextDumper,
        sort_keys=False,
        allow_unicode=True,
        width=sys.maxsize,
        default_flow_style=False,
    )
    return text


def in_line(codes: list[str]) -> list[str]:
    return InLine(codes) if all(len(code) <= SHORT for code in codes) else codes
