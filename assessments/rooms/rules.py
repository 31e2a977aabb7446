"""How a room plays: it gathers, votes, sees what it chose, and goes on. Plain values only.

What a room has decided is a log that only grows: a decision is `[scene, option, {option: votes}]`,
and `[scene, "!2"]` says that the room went back to its second decision to play another branch. A
vote belongs to a place in the log, so nothing that was counted is ever counted again.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

LETTERS = "CDFGHJKMNPQRTVWXY34679"  # nothing that looks like another, no vowels and so no words
CODE_LENGTH = 6
MOST_PHONES = 500
OPEN_FOR = timedelta(hours=12)
VOTES_KEPT_FOR = timedelta(days=30)  # after the room has closed
JOINED = 0  # the place in the log where the row stands that says: this phone is here
AFTER = "!after"  # between two scenes: what came of the last choice is on the screen
THE_END = "!end"
BACK = "!"
WRONG_CODES = 30  # from one network in a minute, before it has to wait


class Phase(TextChoices):
    GATHERING = "gathering", "People are joining"
    VOTING = "voting", "Voting"
    SHOWING = "showing", "The vote is shown"
    OVER = "over", "Over"


TRANSITIONS: dict[Phase, frozenset[Phase]] = {
    Phase.GATHERING: frozenset({Phase.VOTING, Phase.OVER}),
    Phase.VOTING: frozenset({Phase.SHOWING, Phase.OVER}),
    Phase.SHOWING: frozenset({Phase.VOTING, Phase.OVER}),
    Phase.OVER: frozenset(),
}


class Stage(StrEnum):
    """What the screen shows: SHOWING is three things, one after the other."""

    GATHERING = "gathering"
    VOTING = "voting"
    SPLIT = "split"
    AFTER = "after"
    END = "end"
    OVER = "over"


OVER_WORDS = "This room is closed. Open a new one to play again."
MOVED_WORDS = "The room had moved on already, so nothing was changed. This is where it stands."


def check_transition(current: str, new: Phase) -> None:
    if current == Phase.OVER:
        raise ValidationError(OVER_WORDS, code="over")
    if new not in TRANSITIONS[Phase(current)]:
        raise ValidationError(MOVED_WORDS, code="moved")


def stage_of(phase: str, current_scene: str) -> Stage:
    if phase == Phase.SHOWING:
        return {AFTER: Stage.AFTER, THE_END: Stage.END}.get(current_scene, Stage.SPLIT)
    return Stage(phase)


def phase_at(phase: str, opened_at: datetime, now: datetime) -> Phase:
    """A room left open is over after its hours, whether or not anybody has closed it yet."""
    return Phase.OVER if now - opened_at >= OPEN_FOR else Phase(phase)


def stamp_of(*facts: object) -> str:
    """A short name for a state: another state has another."""
    return hashlib.sha256("/".join(map(str, facts)).encode()).hexdigest()[:16]


# Codes ------------------------------------------------------------------------------------------


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def new_voter() -> str:
    return secrets.token_hex(16)


def clean_code(text: str) -> str:
    """As people type it: in small letters, with a gap in the middle."""
    return "".join(letter for letter in text[:40].upper() if letter.isascii() and letter.isalnum())


def number_in(text: str) -> int:
    """What a form sends as a place in the log; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def spaced(code: str) -> str:
    """As people read it from afar."""
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}".strip()


# The log ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decision:
    place: int  # in the log, from 1: where its votes are
    number: int  # on its branch, from 1
    scene: str
    option: str
    votes: Mapping[str, int] = field(default_factory=dict)

    @property
    def pair(self) -> tuple[str, str]:
        return self.scene, self.option


@dataclass(frozen=True)
class Branch:
    """One way through the story, from its first scene; `forked_at` is the first decision that is
    its own, the ones before it are those of an earlier branch."""

    decisions: tuple[Decision, ...] = ()
    forked_at: int = 1

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [decision.pair for decision in self.decisions]

    @property
    def own(self) -> tuple[Decision, ...]:
        return self.decisions[self.forked_at - 1 :]


def branches_of(log: Sequence[Sequence[Any]]) -> list[Branch]:
    """Every branch in the order it was played; the last is the one the room is on."""
    branches: list[Branch] = []
    now: list[Decision] = []
    forked_at = 1
    for place, (scene, option, *rest) in enumerate(log, start=1):
        if option.startswith(BACK):
            branches.append(Branch(tuple(now), forked_at))
            forked_at = int(option.removeprefix(BACK))
            now = now[: forked_at - 1]
        else:
            now.append(Decision(place, len(now) + 1, scene, option, rest[0] if rest else {}))
    return [*branches, Branch(tuple(now), forked_at)]


def branch_of(log: Sequence[Sequence[Any]]) -> Branch:
    return branches_of(log)[-1]


def entry_back_to(log: Sequence[Sequence[Any]], number: int) -> list[Any]:
    """What the log says when the room goes back to a decision of the branch it is on."""
    decisions = branch_of(log).decisions
    if not 0 < number <= len(decisions):
        raise ValidationError(
            "Choose one of the decisions that this room has made.", code="unknown_decision"
        )
    return [decisions[number - 1].scene, f"{BACK}{number}"]


# Votes ------------------------------------------------------------------------------------------


def most_chosen(votes: Mapping[str, int]) -> list[str]:
    """The options with the most votes: several in a tie, none where nobody has voted."""
    most = max(votes.values(), default=0)
    return [option for option, count in votes.items() if count == most] if most else []
