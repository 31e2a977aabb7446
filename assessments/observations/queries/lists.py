"""The list: dates, people and whose turn it is. No word of an observation is read for it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from cms.people.accounts.models import User

from ..access import counted_for, listed_for, readable_by
from ..models import Observation
from ..rules import ObservationKind, ObservationState, Part
from .one import observations, part_of

WORDS = (
    "reflection",
    "strengths",
    "next_step",
    "response",
    "words_hash",
    "template__introduction",
)


@dataclass(frozen=True)
class Filter:
    kind: str = ""
    state: str = ""
    mentor: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.kind or self.state or self.mentor)


@dataclass(frozen=True)
class Row:
    observation: Observation
    title: str
    is_yours: bool
    badge: str
    words: str
    is_open: bool  # whether the page of it opens for the reader


def listed(reader: User, wanted: Filter | None = None) -> QuerySet[Observation]:
    rows = observations().defer(*WORDS).filter(listed_for(reader))
    wanted = wanted or Filter()
    if wanted.kind in ObservationKind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state in ObservationState.values:
        rows = rows.filter(state=wanted.state)
    if wanted.mentor.isascii() and wanted.mentor.isdigit() and len(wanted.mentor) < 16:
        rows = rows.filter(mentor=int(wanted.mentor))
    return rows.order_by("-planned_for", "-pk")


def mentors_listed(reader: User) -> QuerySet[User]:
    """Whose there are: for the filter."""
    keys = Observation.objects.filter(listed_for(reader)).order_by().values("mentor")
    return User.objects.filter(pk__in=keys).order_by("last_name", "first_name", "pk")


def rows_of(found: list[Observation], reader: User) -> list[Row]:
    """Two queries for any number of rows."""
    keys = [row.pk for row in found]
    opened = set(
        Observation.objects.filter(readable_by(reader), pk__in=keys).values_list("pk", flat=True)
    )
    signed = set(
        reader.observations_signed.filter(observation__in=keys).values_list(
            "observation", flat=True
        )
    )
    return [
        _row(row, reader, is_open=row.pk in opened, has_signed=row.pk in signed) for row in found
    ]


def _row(observation: Observation, reader: User, *, is_open: bool, has_signed: bool) -> Row:
    title = _title(observation, reader, is_open=is_open)
    is_yours, badge, words = turn_of(observation, reader, has_signed=has_signed)
    return Row(observation, title, is_yours, badge, words, is_open)


def _title(observation: Observation, reader: User, *, is_open: bool) -> str:
    mentor, observer = observation.mentor.display_name, observation.observer.display_name
    is_past = observation.seen_at is not None
    if reader.pk == observation.mentor_id:
        return f"With {observer}"
    if reader.pk == observation.observer_id:
        return f"You {'watched' if is_past else 'watch'} {mentor}"
    if is_open:
        return f"{observer} {'watched' if is_past else 'watches'} {mentor}"
    return mentor


def turn_of(
    observation: Observation, reader: User, *, has_signed: bool = False
) -> tuple[bool, str, str]:
    """Whether something is hers to do, with the badge and its words."""
    state = ObservationState(observation.state)
    watches = reader.pk in (observation.observer_id, observation.second_observer_id)
    if watches:
        found = _turn_of_observer(observation, part_of(observation, reader), has_signed)
        if found:
            return True, "due", found
    if reader.pk == observation.mentor_id:
        found = _turn_of_mentor(observation)
        if found:
            return True, "due", found
    badges = {
        ObservationState.PLANNED: "todo",
        ObservationState.SEALED: "done",
        ObservationState.CANCELLED: "locked",
    }
    return False, badges.get(state, "doing"), state_words(observation, reader)


def _turn_of_observer(observation: Observation, part: Part, has_signed: bool) -> str:
    is_past = observation.planned_for <= timezone.now()
    if observation.state == ObservationState.PLANNED and is_past and part == Part.OBSERVER:
        return "Did it take place?"
    if observation.state == ObservationState.SEEN:
        return "Write it up" if part == Part.OBSERVER else "Rate it"
    is_answered = observation.state == ObservationState.ANSWERED
    if is_answered and _is_formal(observation) and part == Part.OBSERVER and not has_signed:
        return "Read the answer and sign"
    return ""


def _turn_of_mentor(observation: Observation) -> str:
    if observation.state == ObservationState.RELEASED:
        if _is_formal(observation):
            return "Read and answer"
        return "" if observation.reflected_at else "Write your own view first"
    is_seen = observation.state == ObservationState.SEEN and not _is_formal(observation)
    return "Write your own view" if is_seen and not observation.reflected_at else ""


def _is_formal(observation: Observation) -> bool:
    return observation.kind == ObservationKind.FORMAL


def state_words(observation: Observation, reader: User) -> str:
    """A developmental one ends with the mentor: nobody signs it."""
    if observation.state == ObservationState.RELEASED:
        if reader.pk == observation.mentor_id:
            return "With you"
        return "With the mentor"
    if observation.state == ObservationState.ANSWERED:
        if reader.pk == observation.mentor_id:
            return "You have answered"
        if not _is_formal(observation):
            return "Answered"
    return str(ObservationState(observation.state).label)


@dataclass(frozen=True)
class CountRow:
    kind: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def labelled(self) -> list[tuple[str, int]]:
        labels = [str(state.label) for state in ObservationState]
        return list(zip(labels, self.counts, strict=True))


def counts_for(reader: User) -> list[CountRow]:
    """How many there are, by kind and state. No names."""
    rows: Any = Observation.objects.filter(counted_for(reader)).order_by()
    found = {
        (kind, state): number
        for kind, state, number in rows.values_list("kind", "state").annotate(number=Count("pk"))
    }
    kinds = [kind for kind in ObservationKind if any(key[0] == kind for key in found)]
    return [
        CountRow(str(kind.label), tuple(found.get((kind, state), 0) for state in ObservationState))
        for kind in kinds
    ]
