"""One's own path beside an expert's, scene by scene."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assessments.scenarios.rules.graph import Grade, Option, Scene, grade_of
from assessments.scenarios.rules.play import Turn, opening_texts


@dataclass(frozen=True)
class Pair:
    """A scene of either path, or of both; `choice` is what an expert would choose in it."""

    own: Turn | None
    expert: Turn | None
    choice: Option
    parts: bool = False  # from here on the two lead through other scenes
    meets: bool = False  # here they come together again

    @property
    def turn(self) -> Turn:
        """Hers, where she came through."""
        turn = self.own or self.expert
        assert turn is not None
        return turn

    @property
    def scene(self) -> Scene:
        return self.turn.scene

    @property
    def openings(self) -> list[str]:
        return opening_texts(self.scene, self.turn.before)

    @property
    def grade(self) -> Grade | None:
        return grade_of(self.scene, self.own.option) if self.own else None

    @property
    def is_same(self) -> bool:
        return self.own is not None and self.own.option.key == self.choice.key

    @property
    def is_as_good(self) -> bool:
        """Another choice, worth the same."""
        return not self.is_same and self.grade == Grade.BEST


def paired(
    own: Sequence[Turn], expert: Sequence[Turn], choices: Sequence[Option], *, whole: bool = True
) -> list[Pair]:
    """Both paths in one list; `choices` are what an expert would choose at each turn of `own`.

    Of a run left before its end (not `whole`) only what she came through: the rest of the story is
    hers to play.
    """
    matcher = SequenceMatcher(
        a=[turn.scene.key for turn in own],
        b=[turn.scene.key for turn in expert],
        autojunk=False,
    )
    pairs: list[Pair] = []
    for kind, own_from, own_to, from_, to in matcher.get_opcodes():
        here = zip(own[own_from:own_to], choices[own_from:own_to], strict=True)
        if kind == "equal":
            both = zip(here, expert[from_:to], strict=True)
            pairs += [Pair(turn, other, choice) for (turn, choice), other in both]
            continue
        pairs += [Pair(turn, None, choice) for turn, choice in here]
        if whole:
            pairs += [Pair(None, turn, turn.option) for turn in expert[from_:to]]
    return _with_partings(pairs)


def _with_partings(pairs: list[Pair]) -> list[Pair]:
    together = [bool(pair.own and pair.expert) for pair in pairs]
    return [
        Pair(
            pair.own,
            pair.expert,
            pair.choice,
            parts=together[n] and not all(together[n + 1 : n + 2]),
            meets=n > 0 and together[n] and not together[n - 1],
        )
        for n, pair in enumerate(pairs)
    ]
