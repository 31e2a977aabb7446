"""Whose turn it is, and the path a review takes: said the same on every list."""

from collections.abc import Iterator
from dataclasses import dataclass

from .states import OVER, Part, ReviewState

MODERATORS = "moderators"


@dataclass(frozen=True)
class Stage:
    """What of a review decides whose turn it is."""

    state: str
    asks_self: bool = True
    is_sampled: bool = False
    is_disputed: bool = False
    is_met: bool = False  # the countersigner has met both
    is_countersigned: bool = True
    is_unsigned: bool = False  # noted that the mentor has not signed


@dataclass(frozen=True)
class Turn:
    part: str  # of `Part`, "moderators", or empty when nobody's
    words: str  # to whose turn it is
    about: str  # to everybody else


@dataclass(frozen=True)
class Step:
    title: str
    state: str  # of the path: done, doing, todo


NOBODY = Turn("", "", "")
BEFORE_SHARING = {
    ReviewState.OPENED: Turn(Part.REVIEWER, "Begin to write", "the reviewer begins to write"),
    ReviewState.SELF_ASSESSMENT: Turn(
        Part.REVIEWER, "Read the self-assessment and write", "the reviewer writes"
    ),
    ReviewState.MANAGER_DRAFT: Turn(
        Part.REVIEWER, "Go on writing, and meet", "the reviewer writes, and the two meet"
    ),
    ReviewState.MEETING_HELD: Turn(Part.REVIEWER, "Share it", "the reviewer shares it"),
}
SIGNATURES = {
    ReviewState.SIGNED_REVIEWEE: Turn(Part.REVIEWER, "Sign it", "the reviewer signs"),
    ReviewState.SIGNED_MANAGER: Turn(
        Part.COUNTERSIGNER, "Countersign it", "the countersigner signs"
    ),
}
SELF = Turn(Part.REVIEWEE, "Write your self-assessment", "the mentor writes a self-assessment")
READ = Turn(Part.REVIEWEE, "Read it and answer", "the mentor reads and answers")
MEET = Turn(Part.COUNTERSIGNER, "Meet both of them", "the countersigner meets both")
LOOK = Turn(MODERATORS, "Look at it", "others look at it, without names")
SIGN = Turn(Part.REVIEWEE, "Sign that you have read it", "the mentor signs")


def turn_of(stage: Stage) -> Turn:
    state = ReviewState(stage.state)
    if state in OVER or state == ReviewState.COUNTERSIGNED:
        return NOBODY
    if state == ReviewState.OPENED and stage.asks_self:
        return SELF
    if state in BEFORE_SHARING:
        return BEFORE_SHARING[state]
    if state in SIGNATURES:
        return SIGNATURES[state]
    if state == ReviewState.SHARED:
        return READ
    if stage.is_disputed and not stage.is_met:
        return MEET
    if stage.is_sampled and state == ReviewState.RESPONSE:
        return LOOK
    return SIGN


ORDER = list(ReviewState)


def path_of(stage: Stage) -> list[Step]:
    """The way of one review, without the steps that are not on it."""
    if stage.state == ReviewState.CANCELLED:
        return [Step("Called off", "done")]
    steps = list(_steps(stage))
    first_open = next((number for number, (_, done) in enumerate(steps) if not done), len(steps))
    return [
        Step(title, "done" if is_done else "doing" if number == first_open else "todo")
        for number, (title, is_done) in enumerate(steps)
    ]


def _steps(stage: Stage) -> Iterator[tuple[str, bool]]:
    """Each with whether it is done. A review is written as soon as a word of it is there: the
    self-assessment may still be missing."""
    now = ORDER.index(ReviewState(stage.state))

    def is_past(state: ReviewState) -> bool:
        return ORDER.index(state) <= now

    if stage.asks_self:
        yield "Self-assessment", is_past(ReviewState.SELF_ASSESSMENT)
    yield "Written, and talked about", is_past(ReviewState.MEETING_HELD)
    yield "Shared", is_past(ReviewState.SHARED)
    yield "Read and answered", is_past(ReviewState.RESPONSE)
    if stage.is_disputed:
        yield "Meeting of three", stage.is_met or is_past(ReviewState.SIGNED_REVIEWEE)
    if stage.is_sampled:
        # Those who moderate need not wait for the three to have met.
        is_done = is_past(ReviewState.MODERATED) and (stage.is_met or not stage.is_disputed)
        yield "Moderated", is_done or is_past(ReviewState.SIGNED_REVIEWEE)
    signed = "Noted: not signed by the mentor" if stage.is_unsigned else "Signed by the mentor"
    yield signed, is_past(ReviewState.SIGNED_REVIEWEE)
    yield "Signed by the reviewer", is_past(ReviewState.SIGNED_MANAGER)
    if stage.is_countersigned:
        yield "Countersigned", is_past(ReviewState.COUNTERSIGNED)
    yield "Final", is_past(ReviewState.FINAL)
