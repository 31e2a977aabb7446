"""What the paths of a scenario are worth, all of them together."""

import random
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from assessments.scenarios.rules.graph import MustKind
from assessments.scenarios.rules.moments import Moment, Moments, Move
from assessments.scenarios.rules.scoring import SOUND, STRONG

SAMPLED_RUNS = 2_000
MOST_SUMS = 400_000  # additions before the paths are sampled instead
MOST_DECISIONS = 30_000  # of runs by chance through moments that nobody has come to before
LONGEST_RUN = 5_000  # decisions; whoever goes round longer is left out
SEED = 20


class PathBand(StrEnum):
    STRONG = "strong"
    SOUND = "sound"
    REPEAT = "repeat"
    UNSAFE = "unsafe"


@dataclass(frozen=True)
class Spread:
    """Of all paths, each counted once; or of `runs` in which every choice was made by chance."""

    is_exact: bool
    runs: int
    lowest: int  # per cent
    median: int
    highest: int
    bands: Mapping[str, int]  # how many runs are in each band
    tens: tuple[int, ...]  # how many are from 0 to 9 per cent, …, from 90 to 100

    def percent_in(self, band: str) -> float:
        return _percent(self.bands[band], self.runs)

    @property
    def percents(self) -> tuple[float, ...]:
        """Of `tens`."""
        return tuple(_percent(count, self.runs) for count in self.tens)


def _percent(part: int, whole: int) -> float:
    # Paths can be more than any float holds, so the division stays among whole numbers.
    return 1000 * part // whole / 10 if whole else 0.0


# Points so far (earned, available), and whether a choice was unsafe.
Sum = tuple[int, int, bool]
Moves = Mapping[Moment, Sequence[Move]]
Pick = Callable[[Moment, int], Move | None]  # by the moment and the decisions so far


def spread_of(moments: Moments, moves: Moves, order: list[Moment] | None) -> Spread | None:
    """`moves` are those from which an end can still be reached, and `order` puts each moment after
    all that lead to it; None where a path comes back. None when there is no path."""
    if not moves.get(moments.start):
        return None
    if order is None:
        return _sampled(moments, _any_of(moves, moments))
    if sums := _all_sums(moments, moves, order):
        return _spread(sums, is_exact=True)
    return _sampled(moments, _like_any_path(moves, order))


def spread_by_chance(moments: Moments) -> Spread | None:
    """Where there are too many moments to come to all of them."""
    chance = random.Random(SEED).random

    def pick(moment: Moment, length: int) -> Move | None:
        onward = moments.moves(moment)
        return onward[int(chance() * len(onward))] if onward and length < LONGEST_RUN else None

    return _sampled(moments, pick, most_decisions=MOST_DECISIONS)


def _all_sums(moments: Moments, moves: Moves, order: list[Moment]) -> Counter[tuple[int, str]]:
    """How many paths end with each percentage and band; none when there is too much to add."""
    sums: dict[Moment, Counter[Sum]] = {moments.start: Counter({(0, 0, False): 1})}
    ended: Counter[tuple[int, str]] = Counter()
    work = 0
    for moment in order:
        here = sums.pop(moment)
        if moments.is_end(moment):
            for total, count in here.items():
                ended[judged(moments, moment, total)] += count
        for move in moves.get(moment, ()):
            work += len(here)
            if work > MOST_SUMS:
                return Counter()
            there = sums.setdefault(move.to, Counter())
            for (earned, available, is_unsafe), count in here.items():
                there[
                    earned + move.earned,
                    available + move.available,
                    is_unsafe or move.is_critical,
                ] += count
    return ended


def _sampled(moments: Moments, pick: Pick, *, most_decisions: int | None = None) -> Spread | None:
    ended: Counter[tuple[int, str]] = Counter()
    decisions = 0
    for _ in range(SAMPLED_RUNS):
        moment, earned, available, is_unsafe, length = moments.start, 0, 0, False, 0
        while move := pick(moment, length):
            earned += move.earned
            available += move.available
            is_unsafe = is_unsafe or move.is_critical
            length += 1
            moment = move.to
        if moments.is_end(moment):
            ended[judged(moments, moment, (earned, available, is_unsafe))] += 1
        decisions += length
        if most_decisions and decisions > most_decisions:
            break
    return _spread(ended, is_exact=False) if ended else None


def _any_of(moves: Moves, moments: Moments) -> Pick:
    """Each choice is as likely as any other; whoever has gone round long enough comes to an end."""
    chance = random.Random(SEED).random
    short = _nearer_an_end(moments, moves)
    most = 4 * len(moves) + 100

    def pick(moment: Moment, length: int) -> Move | None:
        onward = moves[moment]
        if length > most:
            return short.get(moment)
        return onward[int(chance() * len(onward))] if onward else None

    return pick


def _like_any_path(moves: Moves, order: list[Moment]) -> Pick:
    """Each path is as likely as any other."""
    chance = random.Random(SEED).random
    counts: dict[Moment, int] = {}
    odds: dict[Moment, list[float]] = {}
    for moment in reversed(order):
        sums = list(accumulate(counts[move.to] for move in moves[moment])) or [1]
        counts[moment] = sums[-1]
        # More paths than a float can hold still have a quotient that it can.
        odds[moment] = [below / sums[-1] for below in sums[:-1]]

    def pick(moment: Moment, _length: int) -> Move | None:
        onward = moves[moment]
        return onward[bisect(odds[moment], chance())] if onward else None

    return pick


def _nearer_an_end(moments: Moments, moves: Moves) -> dict[Moment, Move]:
    """From each moment, the move by which an end is nearest."""
    before: dict[Moment, list[tuple[Moment, Move]]] = {}
    for moment, onward in moves.items():
        for move in onward:
            before.setdefault(move.to, []).append((moment, move))
    nearer: dict[Moment, Move] = {}
    todo = [moment for moment in before if moments.is_end(moment)]
    for moment in todo:
        for earlier, move in before.get(moment, ()):
            if earlier not in nearer:
                nearer[earlier] = move
                todo.append(earlier)
    return nearer


def judged(moments: Moments, moment: Moment, total: Sum) -> tuple[int, str]:
    """The percentage and band of a run that ends here; as `scoring.Result` has it."""
    earned, available, is_unsafe = total
    percent = 100 * earned // available if available else 0
    graph, memory = moments.graph, moments.memory
    if is_unsafe or any(
        bool(moment[1] & memory.bits[must.fact]) != (must.kind == MustKind.DO)
        for must in graph.musts
    ):
        return percent, PathBand.UNSAFE
    if percent < SOUND or any(
        memory.value(moment[1], gauge.meter) < gauge.floor for gauge in graph.meters
    ):
        return percent, PathBand.REPEAT
    return percent, PathBand.STRONG if percent >= STRONG else PathBand.SOUND


def _spread(sums: Mapping[tuple[int, str], int], *, is_exact: bool) -> Spread:
    percents: Counter[int] = Counter()
    bands = dict.fromkeys([band.value for band in PathBand], 0)
    tens = [0] * 10
    for (percent, band), count in sums.items():
        percents[percent] += count
        bands[band] += count
        tens[min(percent // 10, 9)] += count
    runs = sum(percents.values())
    return Spread(
        is_exact=is_exact,
        runs=runs,
        lowest=min(percents),
        median=_median(percents, runs),
        highest=max(percents),
        bands=bands,
        tens=tuple(tens),
    )


def _median(percents: Mapping[int, int], runs: int) -> int:
    """The lower of the two in the middle."""
    seen = 0
    ordered: Iterable[int] = sorted(percents)
    for percent in ordered:
        seen += percents[percent]
        if 2 * seen >= runs:
            return percent
    return 0
