"""The way somebody took through a Branching Scenario.

Its decisions send no statement; they are in the saved state (`userPath`, points by visit) and in
what `getXAPIData()` gives (h5p.md 4.3). Facts from h5p-branching-scenario and
h5p-branching-question.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from .checking import SUB_CONTENT
from .scores import entries, mapping
from .subjects import plain_id
from .texts import plain_text

NOT_BY_STEP = ("no-score", "static-end-score")  # of the ways to score
MOST_STEPS = 500
MOST_TITLE, MOST_CHOICE = 255, 1_000
DEFAULT_END = -1
THE_END = "The end"
UNNAMED = ("untitled", "branching question")  # what the editor calls a node nobody has named


def read_path(params: Any, state: Any, data: Any = None) -> list[dict[str, Any]]:
    """`[{"node", "title", "choice", "score"}]` in the order taken.

    `node` counts from nought; an end screen is negative. `choice` is what was chosen there, empty
    where there was nothing to choose or nobody can tell. `score` is a number or None.

    `state` is the saved state, as JSON text or decoded; `data` what getXAPIData() returned. What
    makes no sense in them is passed over: both come from a browser.
    """
    scenario = _Scenario(params)
    saved = mapping(_decoded(state))
    answers = _answers(scenario, _decoded(data), saved)
    nodes = scenario.known(saved.get("userPath"))
    if not nodes:
        nodes = scenario.way_of(answers)
    chosen = _choices(scenario, nodes, answers)
    points = {} if scenario.scoring in NOT_BY_STEP else _points(nodes, saved)
    return [
        {
            "node": node,
            "title": _title(scenario, nodes, at, chosen, saved),
            "choice": scenario.choice(node, chosen[at]),
            "score": points.get(at),
        }
        for at, node in enumerate(nodes)
    ]


class _Scenario:
    """Content of whatever shape, asked by the number of a node."""

    def __init__(self, params: Any) -> None:
        whole = mapping(params)
        self.content = mapping(whole.get("branchingScenario")) or whole
        self.nodes = [mapping(node) for node in entries(self.content.get("content"))]

        self.scoring = mapping(self.content.get("scoringOptionGroup")).get("scoringOption")

    def known(self, path: Any) -> list[int]:
        steps = [_whole(step) for step in entries(path)[:MOST_STEPS]]
        return [step for step in steps if step is not None and step < len(self.nodes)]

    def type_of(self, node: int) -> dict[str, Any]:
        return mapping(self.nodes[node].get("type")) if node >= 0 else {}

    def alternatives(self, node: int) -> list[dict[str, Any]]:
        """Of a branching question, which its shape shows; others have none."""
        question = mapping(mapping(self.type_of(node).get("params")).get("branchingQuestion"))
        return [mapping(one) for one in entries(question.get("alternatives"))]

    def target(self, node: int, alternative: int) -> int | None:
        """Where an alternative leads; the player ends where it leads nowhere."""
        found = self.alternatives(node)
        if not 0 <= alternative < len(found):
            return None
        step = found[alternative].get("nextContentId", DEFAULT_END)
        return DEFAULT_END if step is None else _whole(step)

    def choice(self, node: int, alternative: int | None) -> str:
        if alternative is None:
            return ""
        text = self.alternatives(node)[alternative].get("text")
        return plain_text(text, MOST_CHOICE)

    def title(self, node: int) -> str:
        named = plain_text(mapping(self.type_of(node).get("metadata")).get("title"), MOST_TITLE)
        if named and not named.lower().startswith(UNNAMED):
            return named
        params = mapping(self.type_of(node).get("params"))
        question = mapping(params.get("branchingQuestion")).get("question")
        return plain_text(question, MOST_TITLE) or named or f"Step {node + 1}"

    def end_title(self, node: int) -> str:
        screens = [mapping(one) for one in entries(self.content.get("endScreens"))]
        found = [
            one.get("endScreenTitle") for one in screens if _whole(one.get("contentId")) == node
        ]
        return plain_text(next(iter(found), ""), MOST_TITLE) or THE_END

    def node_with(self, sub_content_id: str) -> int | None:
        for node in range(len(self.nodes)):
            key = self.type_of(node).get("subContentId")
            if isinstance(key, str) and plain_id(key) == sub_content_id:
                return node
        return None

    def way_of(self, answers: list[tuple[int, int]]) -> list[int]:
        """Of what was answered alone: the questions, and the end if the last one leads there."""
        way = [node for node, _ in answers][: MOST_STEPS - 1]
        last = self.target(*answers[-1]) if answers else None
        return [*way, last] if last is not None and last < 0 else way


def _answers(scenario: _Scenario, data: Any, saved: Mapping[str, Any]) -> list[tuple[int, int]]:
    """(node, alternative) of each question that was answered, in order."""
    children = entries(mapping(data).get("children")) or entries(saved.get("xAPIData"))
    found: list[tuple[int, int]] = []
    for child in children[:MOST_STEPS]:
        statement = mapping(mapping(child).get("statement"))
        definition = mapping(mapping(statement.get("object")).get("definition"))
        key = mapping(definition.get("extensions")).get(SUB_CONTENT)
        node = scenario.node_with(plain_id(key)) if isinstance(key, str) and key else None
        alternative = _whole(mapping(statement.get("result")).get("response"))
        if node is None or alternative is None:
            continue
        if scenario.target(node, alternative) is not None:
            found.append((node, alternative))
    return found


def _choices(
    scenario: _Scenario, nodes: list[int], answers: list[tuple[int, int]]
) -> list[int | None]:
    """What was chosen at each step: as was answered, if it leads to the next step; else the only
    alternative that does.

    From the end, for going back takes steps out of the path and leaves their answers where they
    are.
    """
    left: dict[int, list[int]] = defaultdict(list)
    for node, alternative in answers:
        left[node].append(alternative)
    chosen: list[int | None] = [None] * len(nodes)
    for at in reversed(range(len(nodes))):
        node, following = nodes[at], nodes[at + 1] if at + 1 < len(nodes) else None
        leading = [
            one
            for one in range(len(scenario.alternatives(node)))
            if following is not None and scenario.target(node, one) == following
        ]
        answered = left[node].pop() if left[node] and following is not None else None
        if answered in leading:
            chosen[at] = answered
        elif len(leading) == 1:
            chosen[at] = leading[0]
    return chosen


def _points(nodes: list[int], saved: Mapping[str, Any]) -> dict[int, int | float]:
    """By step: the player keeps the points of the last visit to each node."""
    scoring = saved.get("scoring")
    rows = entries(mapping(scoring).get("scores") or scoring)
    by_node = {
        _whole(mapping(row).get("id")): mapping(row).get("score") for row in rows[:MOST_STEPS]
    }
    last = {node: at for at, node in enumerate(nodes) if node >= 0}
    return {
        at: number
        for node, at in last.items()
        if (number := _number(by_node.get(node))) is not None
    }


def _title(
    scenario: _Scenario,
    nodes: list[int],
    at: int,
    chosen: list[int | None],
    saved: Mapping[str, Any],
) -> str:
    node = nodes[at]
    if node >= 0:
        return scenario.title(node)
    if node == DEFAULT_END and at:
        own = _own_end(scenario, nodes[at - 1], chosen[at - 1])
        if own:
            return own
    if at == len(nodes) - 1:
        shown = plain_text(mapping(saved.get("endScreen")).get("endScreenTitle"), MOST_TITLE)
        return shown or scenario.end_title(node)
    return scenario.end_title(node)


def _own_end(scenario: _Scenario, before: int, alternative: int | None) -> str:
    """The feedback of the last step is its end screen, where it has one."""
    if before < 0:
        return ""
    alternatives = scenario.alternatives(before)
    step = alternatives[alternative] if alternative is not None else scenario.nodes[before]
    return plain_text(mapping(step.get("feedback")).get("title"), MOST_TITLE)


def _decoded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _whole(value: Any) -> int | None:
    """A number of a node or an alternative, however it is written."""
    number = _number(value)
    return int(number) if number is not None and number == int(number) else None


def _number(value: Any) -> int | float | None:
    if isinstance(value, str) and len(value) <= 12:
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not abs(value) <= 10**6:  # neither may it be infinite, nor no number at all
        return None
    return int(value) if value == int(value) else round(value, 2)
