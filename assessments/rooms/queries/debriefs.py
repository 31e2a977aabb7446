"""What a room talks about afterwards: its branches with how it voted, beside the expert path."""

from dataclasses import dataclass

from assessments.rooms.models import Room
from assessments.rooms.queries.outcomes import RoomOutcome, outcome_of
from assessments.rooms.queries.stories import Played, chosen_of, lettered, played_of, texts_of
from assessments.rooms.rules import Decision, branches_of, most_chosen
from assessments.scenarios.queries.experts import best_continuation_of, expert_path_of
from assessments.scenarios.rules.play import Turn, turns_of
from assessments.scenarios.rules.shares import percent_of
from content.terms import apply_terms

QUESTIONS = (
    "Where were you most divided, and what did each side see that the other did not?",
    "Which of these moments have you met in your own work? What did you do?",
    "What will you say or do differently this week?",
)


@dataclass(frozen=True)
class SplitRow:
    letter: str
    text: str
    votes: int
    percent: int
    is_followed: bool
    is_most: bool
    is_expert: bool


@dataclass(frozen=True)
class DebriefStep:
    number: int
    texts: list[str]
    split: list[SplitRow]
    total: int
    out: str
    why: str
    is_unsafe: bool

    @property
    def was_overruled(self) -> bool:
        """Whether the host went where most did not."""
        most = [row for row in self.split if row.is_most]
        return bool(most) and not any(row.is_followed for row in most)


@dataclass(frozen=True)
class DebriefBranch:
    number: int
    forked_at: int
    steps: list[DebriefStep]
    outcome: RoomOutcome | None


@dataclass(frozen=True)
class ExpertStep:
    number: int
    texts: list[str]
    letter: str
    text: str
    out: str
    why: str


@dataclass(frozen=True)
class RoomDebrief:
    branches: list[DebriefBranch]
    expert: list[ExpertStep]
    shows_expert: bool  # once a branch has reached an end: before, it would tell how to play
    questions: list[str]


def debrief_of(room: Room) -> RoomDebrief:
    branches = [played_of(room, branch) for branch in branches_of(room.choices) if branch.own]
    shows_expert = any(played.has_ended for played in branches)
    return RoomDebrief(
        branches=[
            DebriefBranch(
                number=number,
                forked_at=played.branch.forked_at,
                steps=_steps(room, played, shows_expert=shows_expert),
                outcome=outcome_of(played),
            )
            for number, played in enumerate(branches, start=1)
        ],
        expert=_expert(room, branches[0]) if shows_expert else [],
        shows_expert=shows_expert,
        questions=[apply_terms(text) for text in room.scenario.prompts or QUESTIONS],
    )


def _steps(room: Room, played: Played, *, shows_expert: bool) -> list[DebriefStep]:
    """Of the part of a branch that is its own."""
    pairs = zip(played.branch.decisions, played.turns, strict=True)
    return [
        DebriefStep(
            number=decision.number,
            texts=texts_of(turn.scene, turn.before),
            split=_split(
                room, decision, turn, _best_here(room, played, turn) if shows_expert else ""
            ),
            total=sum(decision.votes.values()),
            out=turn.option.out,
            why=turn.option.why,
            is_unsafe=turn.option.critical,
        )
        for decision, turn in pairs
        if decision.number >= played.branch.forked_at
    ]


def _split(room: Room, decision: Decision, turn: Turn, expert: str) -> list[SplitRow]:
    most, total = most_chosen(decision.votes), sum(decision.votes.values())
    return [
        SplitRow(
            letter=choice.letter,
            text=choice.text,
            votes=decision.votes.get(choice.option.key, 0),
            percent=percent_of(decision.votes.get(choice.option.key, 0), total),
            is_followed=choice.option.key == decision.option,
            is_most=choice.option.key in most,
            is_expert=choice.option.key == expert,
        )
        for choice in lettered(room, turn.scene, turn.offered)
    ]


def _best_here(room: Room, played: Played, turn: Turn) -> str:
    """What an expert would choose where the room stood, whatever it had done until then."""
    path = best_continuation_of(room.version_id, played.graph, turn.scene.key, turn.before)
    return path[0][1] if path else ""


def _expert(room: Room, played: Played) -> list[ExpertStep]:
    path = expert_path_of(room.version_id, played.graph)
    steps = []
    for number, turn in enumerate(turns_of(played.graph, path), start=1):
        chosen = chosen_of(room, turn)
        step = ExpertStep(
            number=number,
            texts=texts_of(turn.scene, turn.before),
            letter=chosen.letter,
            text=chosen.text,
            out=turn.option.out,
            why=turn.option.why,
        )
        steps.append(step)
    return steps
