"""An observation as one reader sees it: nothing reaches the page that she may not read."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from cms.people.accounts.models import User

from .. import rules
from ..access import sight_of
from ..models import Observation, ObservationCriterion, ObservationNote, ObservationSignature
from ..rules import Agreement, Level, ObservationKind, Part, Rated, Sight
from .one import (
    criteria_of,
    is_rated,
    notes_shown,
    part_of,
    parts_shown,
    ratings_by_part,
    talk_of,
    tally_of,
)


@dataclass(frozen=True)
class RatedShown:
    """A level in words, with its evidence."""

    level: str
    label: str
    evidence: str


@dataclass(frozen=True)
class CriterionRow:
    criterion: ObservationCriterion
    first: RatedShown | None = None
    second: RatedShown | None = None
    agreement: Agreement | None = None


@dataclass(frozen=True)
class Shown:
    """What the page says, by how much its reader may read (`sight`)."""

    sight: Sight
    part: Part | None = None
    reads_words: bool = False
    reads_aims: bool = False
    reads_reflection: bool = False
    reads_answer: bool = False
    notes: list[ObservationNote] = field(default_factory=list)
    criteria: list[CriterionRow] = field(default_factory=list)
    has_two: bool = False
    agreement: str = ""
    talk: list[str] = field(default_factory=list)
    opens_at: datetime | None = None  # when a mentor who has not written reads it all the same

    @property
    def is_nothing(self) -> bool:
        return self.sight == Sight.NOTHING


def shown_to(reader: User, observation: Observation, now: datetime | None = None) -> Shown:
    sight = sight_of(reader, observation, now or timezone.now())
    is_mentor = reader.pk == observation.mentor_id
    watches = reader.pk in (observation.observer_id, observation.second_observer_id)
    reads = sight >= Sight.OWN
    is_second = watches and part_of(observation, reader) == Part.SECOND
    parts = parts_shown(observation, reader, sight)
    reads_words = reads and (sight == Sight.WHOLE or not is_second or Part.OBSERVER in parts)
    rows = criterion_rows(observation, parts) if reads else []
    return Shown(
        sight=sight,
        part=part_of(observation, reader) if is_mentor or watches else None,
        reads_words=reads_words,
        reads_aims=sight >= Sight.AIMS and (reads_words or sight == Sight.AIMS),
        reads_reflection=is_mentor or (sight == Sight.WHOLE and not _is_formal(observation)),
        reads_answer=is_mentor or reads,
        notes=notes_shown(observation, parts) if reads else [],
        criteria=rows,
        has_two=any(row.agreement for row in rows),
        agreement=rules.agreement_words(row.agreement for row in rows if row.agreement),
        talk=talk_of(tally_of(observation)) if reads_words else [],
        opens_at=_opens_at(observation) if is_mentor and sight == Sight.DATES else None,
    )


def _is_formal(observation: Observation) -> bool:
    return observation.kind == ObservationKind.FORMAL


def _opens_at(observation: Observation) -> datetime | None:
    at = observation.released_at
    return rules.reading_opens_at(at) if at is not None else None


def criterion_rows(observation: Observation, parts: frozenset[Part]) -> list[CriterionRow]:
    if not _is_formal(observation):
        return [CriterionRow(criterion) for criterion in criteria_of(observation)]
    ratings = ratings_by_part(observation)
    rows = []
    for criterion in criteria_of(observation):
        first = ratings[Part.OBSERVER].get(criterion.pk) if Part.OBSERVER in parts else None
        second = ratings[Part.SECOND].get(criterion.pk) if Part.SECOND in parts else None
        both = rules.agreement_between(first.level, second.level) if first and second else None
        rows.append(CriterionRow(criterion, _shown(first), _shown(second), both))
    return rows


def _shown(rated: Rated | None) -> RatedShown | None:
    if rated is None:
        return None
    return RatedShown(rated.level, str(Level(rated.level).label), rated.evidence)


def signatures_of(observation: Observation) -> QuerySet[ObservationSignature]:
    return observation.signatures.select_related("signer").order_by("at", "pk")


def lacks_before_release(observation: Observation) -> list[str]:
    """What is still missing, in sentences; empty when it may go to the mentor."""
    found = []
    if _is_formal(observation):
        if not is_rated(observation, Part.OBSERVER):
            found.append("Give every criterion a level, and a sentence where it needs one.")
        has_second = observation.second_observer_id is not None
        if has_second and not is_rated(observation, Part.SECOND):
            found.append("The second observer has not rated every criterion yet.")
    if not observation.strengths.strip():
        found.append("Say what worked.")
    if not _is_formal(observation) and not observation.next_step.strip():
        found.append("Write the one next step.")
    return found
