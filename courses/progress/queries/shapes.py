"""What the queries give: plain values with the few sums a screen asks of them."""

from dataclasses import dataclass, field
from datetime import date

from courses.catalogue import rules as catalogue_rules
from courses.catalogue.models import LessonPage
from courses.catalogue.queries import Outline, OutlineStep
from courses.enrolment.rules import EnrolmentReason
from courses.progress import rules
from courses.progress.rules import ModuleState


@dataclass(frozen=True)
class StepState:
    step: OutlineStep
    title: str
    url: str
    kind: str
    minutes: int
    state: str  # done, doing, todo: the words of the step list
    required: bool
    result: str

    @property
    def is_done(self) -> bool:
        return self.state == "done"


@dataclass(frozen=True)
class Mine:
    """A person's own rows for one module, as the views need them."""

    enrolment_pk: int | None = None
    cycle: int = 0
    reason: str = ""
    due_on: date | None = None
    completion_pk: int | None = None
    completed_on: date | None = None
    expires_on: date | None = None
    held_until: date | None = None  # of an earlier cycle's completion
    held_before: bool = False
    has_visited: bool = False
    results: dict[int, str] = field(default_factory=dict)  # by finished step
    reflections: dict[str, str] = field(default_factory=dict)  # by block, of one step
    passed: frozenset[str] = frozenset()  # exercises that guard the end of one step


@dataclass(frozen=True)
class ModuleProgress:
    module: Outline
    mine: Mine
    steps: list[StepState]
    state: ModuleState

    @property
    def _asked(self) -> list[StepState]:
        return [step for step in self.steps if step.required] or self.steps

    @property
    def has_lessons(self) -> bool:
        """Whether there is anything to print: a module may be practice alone."""
        return any(step.kind == LessonPage.kind_label for step in self.steps)

    @property
    def is_enrolled(self) -> bool:
        return self.mine.enrolment_pk is not None

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self._asked)

    @property
    def total(self) -> int:
        return len(self._asked)

    @property
    def minutes_left(self) -> int:
        return sum(step.minutes for step in self._asked if not step.is_done)

    @property
    def minutes_left_in_words(self) -> str:
        return catalogue_rules.minutes_in_words(self.minutes_left)

    @property
    def minutes_in_words(self) -> str:
        return catalogue_rules.minutes_in_words(self.module.minutes)

    @property
    def percent(self) -> int:
        return 100 if self.is_complete else min(99, rules.percent(done=self.done, total=self.total))

    @property
    def is_complete(self) -> bool:
        return self.mine.completion_pk is not None

    @property
    def completion(self) -> int | None:
        return self.mine.completion_pk

    @property
    def due_on(self) -> date | None:
        return None if self.is_complete else self.mine.due_on

    @property
    def is_started(self) -> bool:
        return bool(self.mine.results) or self.mine.has_visited

    @property
    def can_renew(self) -> bool:
        """Complete, and its renewal window is open."""
        return self.is_complete and self.state in {ModuleState.EXPIRING, ModuleState.EXPIRED}

    @property
    def reason_in_words(self) -> str:
        return EnrolmentReason(self.mine.reason).label if self.mine.reason else ""

    @property
    def badge(self) -> str:
        return rules.BADGES[self.state]

    @property
    def next_undone(self) -> StepState | None:
        return next((step for step in self._asked if not step.is_done), None)

    @property
    def rule(self) -> str:
        return rules.completion_sentence([_goal(step) for step in self._asked])

    @property
    def missing(self) -> str:
        return rules.missing_sentence([_goal(step) for step in self._asked if not step.is_done])


def _goal(state: StepState) -> rules.StepGoal:
    step = state.step
    return rules.StepGoal(
        pk=step.pk,
        title=step.title,
        kind=step.kind,
        goal_one=step.goal_one,
        goal_many=step.goal_many,
    )
