"""One run looked back on: what its participant sees, and nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.debriefs.access import answers_readable_by
from assessments.debriefs.models import DebriefAnswer
from assessments.debriefs.queries.expert import expert_of
from assessments.debriefs.queries.peers import splits_of
from assessments.debriefs.queries.runs import PlayedRun
from assessments.debriefs.rules.answers import questions_of
from assessments.debriefs.rules.pairing import Pair, paired
from assessments.debriefs.rules.peers import Split
from assessments.debriefs.rules.reading import (
    Asking,
    MeterLine,
    MustLine,
    asking_of,
    is_sure,
    is_unsafe,
    meter_lines,
    must_lines,
)
from assessments.scenarios.access import words_readable_by
from assessments.scenarios.models import OwnWords, ScenarioAttempt, ScenarioStep
from assessments.scenarios.queries.stories import people_of
from assessments.scenarios.rules.graph import STOP, EndBand, Graph
from assessments.scenarios.rules.play import Turn, opening_state
from assessments.scenarios.rules.runs import time_in_words
from assessments.scenarios.rules.scoring import ending_of, result_of_turns
from cms.people.accounts.models import User
from content.language.rules import Detail, learner_details
from content.terms import apply_terms


@dataclass(frozen=True)
class Share:
    """How many colleagues chose an option."""

    text: str
    percent: int
    is_mine: bool


@dataclass(frozen=True)
class Peers:
    people: int
    shares: list[Share]


@dataclass(frozen=True)
class Row:
    """One scene of the two paths side by side."""

    number: int  # of her own turn; 0 where only the expert has been
    pair: Pair
    step: ScenarioStep | None = None
    is_unsafe: bool = False
    time: str = ""
    own_words: str = ""
    peers: Peers | None = None

    @property
    def is_sure(self) -> bool:
        return self.step is not None and is_sure(self.step.confidence)


@dataclass(frozen=True)
class Finish:
    """Where a path ended."""

    words: str
    text: str


@dataclass(frozen=True)
class Debrief:
    situation: str
    rows: list[Row]
    asking: Asking
    musts: list[MustLine]
    meters: list[MeterLine]
    total_time: str
    finish: Finish | None
    unsafe_text: str
    expert_finish: Finish | None

    @property
    def own(self) -> list[Row]:
        return [row for row in self.rows if row.number]

    @property
    def sure_and_unsafe(self) -> list[Row]:
        return [row for row in self.own if row.is_sure and row.is_unsafe]

    @property
    def meter_rows(self) -> list[tuple[int, ...]]:
        """Of the table: what each meter stands at, before the first turn and after each."""
        return list(zip(*(line.values for line in self.meters), strict=True))

    @property
    def has_peers(self) -> bool:
        return any(row.peers for row in self.own)


def debrief_of(user: User, run: PlayedRun) -> Debrief:
    attempt, graph, turns = run.attempt, run.graph, run.turns
    expert, choices = expert_of(run)
    pairs = paired(turns, expert, choices, whole=attempt.has_ended)
    own = OwnWords.objects.filter(words_readable_by(user), attempt=attempt)
    words = dict(own.values_list("position", "text"))
    splits = splits_of(attempt, [turn.scene.key for turn in turns])
    known = [step.seconds for step in run.steps if step.seconds is not None]
    finish, unsafe_text = finish_of(attempt, graph, turns)
    return Debrief(
        situation=run.situation,
        rows=list(_rows(run, pairs, words, splits)),
        asking=asking_of(turns, expert if attempt.has_ended else []),
        # A story that stopped for safety has not come to what would have been done further on.
        musts=must_lines(graph, turns, whole=attempt.has_ended and attempt.end_key != STOP),
        meters=meter_lines(graph, opening_state(graph), turns),
        total_time=time_in_words(sum(known)) if known else "",
        finish=finish,
        unsafe_text=unsafe_text,
        expert_finish=_expert_finish(graph, expert) if attempt.has_ended else None,
    )


def _rows(
    run: PlayedRun, pairs: list[Pair], words: dict[int, str], splits: dict[str, Split]
) -> Iterable[Row]:
    steps = iter(run.steps)
    number = 0
    for pair in pairs:
        if pair.own is None:
            yield Row(0, pair)
            continue
        number += 1
        step = next(steps)
        yield Row(
            number=number,
            pair=pair,
            step=step,
            is_unsafe=is_unsafe(run.graph, pair.own),
            time="" if step.seconds is None else time_in_words(step.seconds),
            own_words=words.get(step.position, ""),
            peers=_peers(pair.own, splits.get(pair.own.scene.key)),
        )


def _peers(turn: Turn, split: Split | None) -> Peers | None:
    if split is None:
        return None
    shown = [
        option
        for option in turn.scene.options
        if option in turn.offered or option.key in split.percents
    ]
    return Peers(
        split.people,
        [
            Share(option.text, split.percents.get(option.key, 0), option.key == turn.option.key)
            for option in shown
        ],
    )


def finish_of(
    attempt: ScenarioAttempt, graph: Graph, turns: list[Turn]
) -> tuple[Finish | None, str]:
    """How a run ended, as it was shown then; and the text after an unsafe choice."""
    if not attempt.has_ended:
        return None, ""
    ending = ending_of(graph, attempt.end_key, result_of_turns(graph, turns))
    stopped = attempt.end_key == STOP
    words = "The story stopped here, for safety" if stopped else str(EndBand(ending.band).label)
    return Finish(words, ending.text), ending.unsafe_text


def _expert_finish(graph: Graph, expert: list[Turn]) -> Finish | None:
    end = graph.end(expert[-1].target) if expert else None
    return Finish(str(EndBand(end.band).label), end.text) if end else None


# The three questions -------------------------------------------------------------


@dataclass(frozen=True)
class Question:
    place: int
    text: str
    answer: DebriefAnswer | None
    details: list[Detail]  # what in the answer looks like somebody's

    @property
    def name(self) -> str:
        return f"answer-{self.place}"


def questions_for(user: User, attempt: ScenarioAttempt) -> list[Question]:
    """As they were asked, where she has answered; else as the scenario asks them now."""
    answers = {answer.place: answer for answer in answers_of(user, attempt)}
    texts = dict(enumerate(map(apply_terms, questions_of(attempt.scenario.prompts)), start=1))
    texts |= {place: answer.question for place, answer in answers.items()}
    return [
        Question(place, text, answer, details_of(answer, attempt) if answer else [])
        for place, text in sorted(texts.items())
        for answer in [answers.get(place)]
    ]


def details_of(answer: DebriefAnswer, attempt: ScenarioAttempt) -> list[Detail]:
    """The people of the story are nobody's learners."""
    found = learner_details(answer.text)
    return learner_details(answer.text, known=people_of(attempt.version)) if found else []


def answers_of(user: User, attempt: ScenarioAttempt) -> list[DebriefAnswer]:
    found = DebriefAnswer.objects.filter(answers_readable_by(user), attempt=attempt)
    return list(found.order_by("place"))
