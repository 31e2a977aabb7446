"""One observation: its rows, its ratings by observer, and the words that are signed."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from django.db.models import QuerySet

from cms.people.accounts.models import User

from .. import rules
from ..models import Observation, ObservationCriterion, ObservationNote
from ..rules import ObservationState, Part, Rated, Sight, Tally

Ratings = dict[int, Rated]


def observations() -> QuerySet[Observation]:
    return Observation.objects.select_related("mentor", "observer", "second_observer", "template")


def criteria_of(observation: Observation) -> list[ObservationCriterion]:
    return list(observation.template.criteria.prefetch_related("statements"))


def ratings_by_part(observation: Observation) -> dict[str, Ratings]:
    found: dict[str, Ratings] = {Part.OBSERVER: {}, Part.SECOND: {}}
    for row in observation.ratings.all():
        found[row.part][row.criterion_id] = Rated(row.level, row.evidence)
    return found


def part_of(observation: Observation, person: User) -> Part:
    """Which part somebody plays who watches or is watched."""
    if person.pk == observation.mentor_id:
        return Part.MENTOR
    return Part.SECOND if person.pk == observation.second_observer_id else Part.OBSERVER


def other_part(part: str) -> Part:
    return Part.SECOND if part == Part.OBSERVER else Part.OBSERVER


def is_rated(observation: Observation, part: str) -> bool:
    """Whether an observer has a level for every criterion, with its sentence."""
    keys = observation.template.criteria.values_list("pk", flat=True)
    return rules.is_whole(keys, ratings_by_part(observation)[part])


def are_both_rated(observation: Observation) -> bool:
    if observation.second_observer_id is None:
        return False
    return is_rated(observation, Part.OBSERVER) and is_rated(observation, Part.SECOND)


def parts_shown(observation: Observation, reader: User, sight: Sight) -> frozenset[Part]:
    """Whose notes and ratings somebody reads. Two who rate apart read each other's only when both
    are done (features.md R6)."""
    both = frozenset({Part.OBSERVER, Part.SECOND})
    if sight == Sight.WHOLE:
        return both
    if sight != Sight.OWN:
        return frozenset()
    if are_both_rated(observation):
        return both
    return frozenset({part_of(observation, reader)})


def notes_shown(observation: Observation, parts: Iterable[Part]) -> list[ObservationNote]:
    wanted = set(parts)
    rows = observation.notes.select_related("author")
    return [row for row in rows if part_of(observation, row.author) in wanted]


def own_notes(observation: Observation, author: User) -> QuerySet[ObservationNote]:
    return observation.notes.filter(author=author)


def tally_of(observation: Observation) -> Tally:
    return Tally(**{name: getattr(observation, name) for name in Tally.__dataclass_fields__})


def talk_of(tally: Tally) -> list[str]:
    """The figures in sentences, those there are."""
    words = (
        rules.question_words(tally),
        rules.yardstick_words(tally),
        rules.talk_words(tally),
        rules.silence_words(tally),
    )
    return [sentence for sentence in words if sentence]


def words_of(observation: Observation) -> dict[str, Any]:
    """Everything that two people sign. People and titles can be renamed: their keys stay."""
    tally = tally_of(observation)
    return {
        "facts": {
            "observation": observation.pk,
            "template": [observation.template_id, observation.template.version],
            "mentor": observation.mentor_id,
            "observer": observation.observer_id,
            "second": observation.second_observer_id,
            "seen": _instant(observation.seen_at),
            "minutes": observation.minutes,
            "setting": observation.setting,
            "focus": observation.focus,
        },
        "tally": vars(tally) if not tally.is_empty else None,
        "notes": [
            [row.second, row.kind, row.author_id, row.text]
            for row in observation.notes.order_by("second", "pk")
        ],
        "ratings": _rated(observation),
        "strengths": observation.strengths,
        "next_step": observation.next_step,
        "next_step_on": str(observation.next_step_on or ""),
        "answer": [observation.response_stance, observation.response]
        if observation.response_stance
        else None,
    }


def _rated(observation: Observation) -> list[list[Any]]:
    rows = observation.ratings.select_related("criterion")
    ordered = sorted(rows, key=lambda row: (row.criterion.position, row.part))
    return [[row.criterion.title, row.part, row.level, row.evidence] for row in ordered]


def _instant(moment: Any) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


def words_hash_of(observation: Observation) -> str:
    return rules.words_hash(words_of(observation))


def is_disputed(observation: Observation) -> bool:
    return observation.response_stance == rules.Stance.NOT_AGREED


def is_over(observation: Observation) -> bool:
    """Nothing more is expected of anybody."""
    over = (ObservationState.SEALED, ObservationState.CANCELLED)
    is_answered = observation.state == ObservationState.ANSWERED
    is_developmental = observation.kind == rules.ObservationKind.DEVELOPMENTAL
    return observation.state in over or (is_answered and is_developmental)
