"""Between what bounds each meter can stand at each scene, and which facts may or must have
happened: never less than what runs come to, however many moments there are."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assessments.scenarios.rules.graph import (
    HIGHEST,
    LOWEST,
    STOP,
    Condition,
    ConditionKind,
    Graph,
    Option,
    Scene,
)

Bounds = tuple[int, int]


@dataclass(frozen=True)
class Range:
    meters: Mapping[str, Bounds]
    may: frozenset[str]
    must: frozenset[str]

    def can_hold(self, conditions: Iterable[Condition]) -> bool:
        return self.where(conditions) is not None

    def can_fail(self, conditions: Iterable[Condition]) -> bool:
        for one in conditions:
            least, most = self.meters.get(one.meter, (LOWEST, LOWEST))
            if one.kind == ConditionKind.AT_LEAST:
                fails = least < one.value
            elif one.kind == ConditionKind.AT_MOST:
                fails = most > one.value
            elif one.kind == ConditionKind.HAPPENED:
                fails = one.fact not in self.must
            else:
                fails = one.fact in self.may
            if fails:
                return True
        return False

    def where(self, conditions: Iterable[Condition]) -> "Range | None":
        """The part of it in which they all hold; None when there is none."""
        here = self
        for one in conditions:
            if one.kind in (ConditionKind.AT_LEAST, ConditionKind.AT_MOST):
                least, most = here.meters.get(one.meter, (LOWEST, LOWEST))
                if one.kind == ConditionKind.AT_LEAST:
                    least = max(least, one.value)
                else:
                    most = min(most, one.value)
                if least > most:
                    return None
                here = replace(here, meters={**here.meters, one.meter: (least, most)})
            elif one.kind == ConditionKind.HAPPENED:
                if one.fact not in here.may:
                    return None
                here = replace(here, must=here.must | {one.fact})
            else:
                if one.fact in here.must:
                    return None
                here = replace(here, may=here.may - {one.fact})
        return here

    def after(self, option: Option) -> "Range":
        meters = {
            meter: (_moved(least, option.effects.get(meter, 0)),
                    _moved(most, option.effects.get(meter, 0)))
            for meter, (least, most) in self.meters.items()
        }  # fmt: skip
        return Range(meters, self.may.union(option.facts), self.must.union(option.facts))

    def with_(self, other: "Range | None") -> "Range":
        if other is None:
            return self
        meters = {
            meter: (min(least, other.meters[meter][0]), max(most, other.meters[meter][1]))
            for meter, (least, most) in self.meters.items()
        }
        return Range(meters, self.may | other.may, self.must & other.must)


def _moved(value: int, by: int) -> int:
    return min(HIGHEST, max(LOWEST, value + by))


class Ranges:
    """`at`: by scene and end, what runs that come there can remember. Where none can, nothing."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        began = {gauge.meter: (gauge.start, gauge.start) for gauge in graph.meters}
        self.at: dict[str, Range] = {graph.start: Range(began, frozenset(), frozenset())}
        todo = deque([graph.start])
        while todo:
            scene = graph.scene(todo.popleft())
            for option in scene.options if scene else ():
                for target, there in self._onward(scene, option):
                    wider = there.with_(self.at.get(target))
                    if wider != self.at.get(target):
                        self.at[target] = wider
                        todo.append(target)

    def before(self, scene: Scene, option: Option) -> Range | None:
        """When an option is chosen."""
        here = self.at.get(scene.key)
        if here is None:
            return None
        if all(here.can_fail(other.when) for other in scene.options):
            return here  # where none is on offer, all are
        return here.where(option.when)

    def after(self, scene: Scene, option: Option) -> Range | None:
        here = self.before(scene, option)
        return here.after(option) if here else None

    def _onward(self, scene: Scene | None, option: Option) -> Iterable[tuple[str, Range]]:
        here = self.after(scene, option) if scene else None
        if here is None:
            return
        if option.stops:
            yield STOP, here
            return
        for way in option.ways:
            there = here.where(way.when)
            if there:
                yield way.target, there
            if not here.can_fail(way.when):
                return
        yield option.target, here
