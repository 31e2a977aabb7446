"""What a run remembers, packed into one number, so that many runs can be followed at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from assessments.scenarios.rules.graph import (
    HIGHEST,
    LOWEST,
    Condition,
    ConditionKind,
    Graph,
    Meter,
)
from assessments.scenarios.rules.play import State

BITS = 4  # of a meter, which goes up to ten
FULL = (1 << BITS) - 1


class When(NamedTuple):
    """Conditions that must all hold, ready to be asked of many memories."""

    mask: int = 0  # of the facts that are asked for
    wanted: int = 0  # how they should stand
    meters: tuple[tuple[int, int, int], ...] = ()  # (its place, at least, at most)
    is_possible: bool = True  # no fact is wanted and unwanted, no meter asked for that is not there

    def holds(self, memory: int) -> bool:
        if memory & self.mask != self.wanted or not self.is_possible:
            return False
        return all(least <= memory >> place & FULL <= most for place, least, most in self.meters)

    @property
    def reads(self) -> int:
        """The mask of all that it asks about."""
        return self.mask | sum({FULL << place for place, _, _ in self.meters})


class Change(NamedTuple):
    """What a choice does to a memory."""

    effects: tuple[tuple[int, int], ...] = ()  # (the meter's place, by how much)
    facts: int = 0

    def of(self, memory: int) -> int:
        for place, by in self.effects:
            value = memory >> place & FULL
            new = value + by
            if new > HIGHEST:
                new = HIGHEST
            elif new < LOWEST:
                new = LOWEST
            memory += new - value << place
        return memory | self.facts


@dataclass(frozen=True)
class Memory:
    """Where in the number each meter and each fact of a scenario stands."""

    places: Mapping[str, int]
    bits: Mapping[str, int]

    @classmethod
    def of(cls, graph: Graph) -> "Memory":
        meters = dict.fromkeys(gauge.meter for gauge in graph.meters)
        facts = dict.fromkeys(
            [fact.key for fact in graph.facts]
            + [fact for scene in graph.scenes for one in scene.options for fact in one.facts]
            + [must.fact for must in graph.musts]
        )
        width = BITS * len(meters)
        return cls(
            {meter: BITS * number for number, meter in enumerate(meters)},
            {fact: 1 << width + number for number, fact in enumerate(facts)},
        )

    def pack(self, state: State) -> int:
        memory = sum({self.bits[fact] for fact in state.facts if fact in self.bits})
        for meter, value in dict(reversed(state.meters)).items():  # the first of a name counts
            if meter in self.places:
                memory |= min(HIGHEST, max(LOWEST, value)) << self.places[meter]
        return memory

    def mask(self, *, meters: Iterable[str] = (), facts: Iterable[str] = ()) -> int:
        places = {self.places[meter] for meter in meters if meter in self.places}
        bits = {self.bits[fact] for fact in facts if fact in self.bits}
        return sum(FULL << place for place in places) | sum(bits)

    def when(self, conditions: Iterable[Condition]) -> When:
        mask = wanted = 0
        bounds: dict[int, tuple[int, int]] = {}
        is_possible = True
        for one in conditions:
            if one.kind in (ConditionKind.AT_LEAST, ConditionKind.AT_MOST):
                is_least = one.kind == ConditionKind.AT_LEAST
                place = self.places.get(one.meter)
                if place is None:  # a meter that is not there stands at its lowest
                    is_possible &= one.value <= LOWEST if is_least else one.value >= LOWEST
                    continue
                least, most = bounds.get(place, (LOWEST, HIGHEST))
                bounds[place] = (
                    (max(least, one.value), most) if is_least else (least, min(most, one.value))
                )
                continue
            bit = self.bits.get(one.fact, 0)
            is_wanted = one.kind == ConditionKind.HAPPENED
            if not bit:  # nothing makes it happen
                is_possible &= not is_wanted
                continue
            is_possible &= not mask & bit or bool(wanted & bit) == is_wanted
            mask |= bit
            wanted |= bit if is_wanted else 0
        return When(mask, wanted, tuple((at, *ends) for at, ends in bounds.items()), is_possible)

    def value(self, memory: int, meter: str) -> int:
        return memory >> self.places[meter] & FULL

    def change(self, effects: Mapping[str, int], facts: Iterable[str]) -> Change:
        known = ((self.places[meter], by) for meter, by in effects.items() if meter in self.places)
        return Change(tuple((place, by) for place, by in known if by), self.mask(facts=facts))

    def in_words(self, memory: int, mask: int) -> str:
        """The part of a memory that a mask keeps: “trust is 3 and “told-dsl” has not happened”."""
        labels = dict(Meter.choices)
        parts = [
            f"{labels.get(meter, meter).lower()} is {memory >> place & FULL}"
            for meter, place in self.places.items()
            if mask >> place & FULL
        ]
        for fact, bit in self.bits.items():
            if mask & bit:
                parts.append(f"“{fact}” has {'' if memory & bit else 'not '}happened")
        return " and ".join(parts)
