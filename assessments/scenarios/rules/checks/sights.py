"""What runs can come to: exactly, or where there are too many moments, never less than that."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from assessments.scenarios.rules.graph import Condition, Graph, Option, Scene
from assessments.scenarios.rules.moments import Choice, Moment, Moments
from assessments.scenarios.rules.ranges import Range, Ranges


class Outlook(NamedTuple):
    """Of conditions at one place. Of neither, when nobody comes there."""

    can_hold: bool = False
    can_fail: bool = False


class Sights(Protocol):
    @property
    def reached(self) -> set[str]:
        """The scenes and ends that some run comes to."""
        ...

    def outlook(self, conditions: Iterable[Condition], scene: Scene) -> Outlook: ...

    def outlook_after(
        self, conditions: Iterable[Condition], scene: Scene, option: Option
    ) -> Outlook: ...

    def can_take(self, scene: Scene, option: Option, way: int) -> bool:
        """Whether some run goes that way: those before it come first."""
        ...

    def can_end_with(self, fact: str, happened: bool) -> bool: ...


class Seen:
    """All moments there are."""

    def __init__(self, moments: Moments) -> None:
        self.moments = moments
        self.at: dict[str, list[int]] = {}
        for key, memory in moments.explored:
            self.at.setdefault(key, []).append(memory)

    @property
    def reached(self) -> set[str]:
        return set(self.at)

    def outlook(self, conditions: Iterable[Condition], scene: Scene) -> Outlook:
        return self._outlook(conditions, self.at.get(scene.key, ()))

    def outlook_after(
        self, conditions: Iterable[Condition], scene: Scene, option: Option
    ) -> Outlook:
        choice = self._choice(scene, option)
        return self._outlook(conditions, self._after(scene, choice))

    def can_take(self, scene: Scene, option: Option, way: int) -> bool:
        choice = self._choice(scene, option)
        *earlier, (when, _) = choice.ways[: way + 1]
        return any(
            when.holds(after) and not any(other.holds(after) for other, _ in earlier)
            for after in self._after(scene, choice)
        )

    def can_end_with(self, fact: str, happened: bool) -> bool:
        bit = self.moments.memory.bits[fact]
        return any(
            bool(memory & bit) == happened
            for end in self.moments.graph.ends_by_key
            for memory in self.at.get(end, ())
        )

    def _choice(self, scene: Scene, option: Option) -> Choice:
        return self.moments.choices[scene.key][scene.options.index(option)]

    def _after(self, scene: Scene, choice: Choice) -> Iterable[int]:
        for memory in self.at.get(scene.key, ()):
            if any(one is choice for one in self.moments.offered((scene.key, memory))):
                yield choice.change.of(memory)

    def _outlook(self, conditions: Iterable[Condition], memories: Iterable[int]) -> Outlook:
        when = self.moments.memory.when(conditions)
        can_hold = can_fail = False
        for memory in memories:
            if when.holds(memory):
                can_hold = True
            else:
                can_fail = True
            if can_hold and can_fail:
                break
        return Outlook(can_hold, can_fail)


class Guessed:
    """The ranges in which meters and facts can be. What is said to be possible may not be; what is
    said to be impossible is."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.ranges = graph, Ranges(graph)

    @property
    def reached(self) -> set[str]:
        return set(self.ranges.at)

    def outlook(self, conditions: Iterable[Condition], scene: Scene) -> Outlook:
        return self._outlook(conditions, self.ranges.at.get(scene.key))

    def outlook_after(
        self, conditions: Iterable[Condition], scene: Scene, option: Option
    ) -> Outlook:
        return self._outlook(conditions, self.ranges.after(scene, option))

    def can_take(self, scene: Scene, option: Option, way: int) -> bool:
        here = self.ranges.after(scene, option)
        *earlier, last = option.ways[: way + 1]
        return (
            here is not None
            and here.can_hold(last.when)
            and all(here.can_fail(other.when) for other in earlier)
        )

    def can_end_with(self, fact: str, happened: bool) -> bool:
        ends = [self.ranges.at.get(end) for end in self.graph.ends_by_key]
        return any(fact in end.may if happened else fact not in end.must for end in ends if end)

    def _outlook(self, conditions: Iterable[Condition], here: Range | None) -> Outlook:
        if here is None:
            return Outlook()
        conditions = tuple(conditions)
        return Outlook(here.can_hold(conditions), here.can_fail(conditions))


def sights_of(moments: Moments, *, is_complete: bool) -> Sights:
    return Seen(moments) if is_complete else Guessed(moments.graph)


def with_no_offer(moments: Moments) -> Iterable[Moment]:
    """One moment of each scene at which no option's condition holds, among those come to."""
    seen = set()
    for moment in moments.explored:
        choices = moments.choices.get(moment[0], ())
        if moment[0] not in seen and choices and not any(
            choice.when.holds(moment[1]) for choice in choices
        ):  # fmt: skip
            seen.add(moment[0])
            yield moment
