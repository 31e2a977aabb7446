"""The mentor's side: her own view first, her answer, and the signatures of both."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import record_evidence
from cms.people.accounts.models import User

from .. import queries, rules
from ..access import can_reflect, can_seal, is_mentor_of, sight_of
from ..models import Observation, ObservationSignature
from ..rules import EARNS_EVIDENCE, ObservationKind, ObservationState, Part, Sight, Stance
from . import telling
from .locking import audit, held, save


@transaction.atomic
def reflect_on_observation(
    *, observation: Observation, reflection: str, by: User, at: datetime | None = None
) -> Observation:
    """Her own words open the observer's to her. She can go on writing until she has answered."""
    locked = held(observation)
    open_in = (ObservationState.SEEN, ObservationState.RELEASED)
    rules.check_open(locked.state, open_in)
    if not can_reflect(by, locked):
        raise PermissionDenied("The mentor writes how it went for herself.")
    rules.check_reflection(reflection)
    is_first = locked.reflected_at is None
    locked.reflection = reflection.strip()
    if is_first:
        locked.reflected_at = at or timezone.now()
        audit(locked, "reflected", by, at)
    save(locked, "reflection", "reflected_at", at=at)
    return locked


@transaction.atomic
def answer_observation(
    *,
    observation: Observation,
    stance: str,
    response: str = "",
    words_hash: str = "",
    by: User,
    at: datetime | None = None,
) -> Observation:
    """By the mentor. Of a formal one it is her signature, too, under what she had before her and
    her own answer: it says that she has read it, not that she agrees. Where she sees it
    differently both texts stand, and the quality lead is told."""
    locked = held(observation)
    rules.check_transition(locked.state, ObservationState.ANSWERED)
    if not is_mentor_of(by, locked):
        raise PermissionDenied("An observation is answered by the mentor.")
    if sight_of(by, locked, at) != Sight.WHOLE:
        raise ValidationError("Write your own view first: then you read it, and can answer.")
    rules.check_response(stance, response)
    is_formal = locked.kind == ObservationKind.FORMAL
    if is_formal:
        rules.check_words(words_hash, queries.words_hash_of(locked))
    locked.response_stance, locked.response = Stance(stance), response.strip()
    locked.state, locked.responded_at = ObservationState.ANSWERED, at or timezone.now()
    save(locked, "response_stance", "response", "state", "responded_at", at=at)
    if is_formal:
        _sign(locked, by, Part.MENTOR, queries.words_hash_of(locked), at)
    audit(locked, "answered", by, at)
    telling.of_answer(locked, by, at)
    return locked


@transaction.atomic
def sign_observation(
    *, observation: Observation, words_hash: str, by: User, at: datetime | None = None
) -> Observation:
    """The second signature seals it; what was rated secure or strong then stands as evidence."""
    locked = held(observation)
    if locked.kind != ObservationKind.FORMAL:
        raise PermissionDenied("A developmental observation is not signed.")
    rules.check_transition(locked.state, ObservationState.SEALED)
    if not can_seal(by, locked):
        raise PermissionDenied("An observation is sealed by its observer.")
    rules.check_words(words_hash, queries.words_hash_of(locked))
    _sign(locked, by, Part.OBSERVER, words_hash, at)
    locked.state, locked.words_hash = ObservationState.SEALED, words_hash
    locked.sealed_at = at or timezone.now()
    save(locked, "state", "words_hash", "sealed_at", at=at)
    audit(locked, "sealed", by, at)
    _stand(locked)
    telling.of_sealing(locked, by, at)
    return locked


def _sign(
    observation: Observation, by: User, part: Part, words_hash: str, at: datetime | None
) -> None:
    ObservationSignature.objects.create(
        observation=observation,
        signer=by,
        part=part,
        words_hash=words_hash,
        at=at or timezone.now(),
    )


def _stand(observation: Observation) -> None:
    """By the site: what another person saw and judged is nobody's own claim."""
    record_evidence(
        person=observation.mentor,
        codes=queries.codes_earned(observation, EARNS_EVIDENCE),
        kind=EvidenceKind.OBSERVATION,
        strength=Strength.VERIFIED,
        source=observation,
        occurred_on=timezone.localdate(observation.seen_at),
        by=None,
        note=f"Formal observation by {observation.observer.display_name}",
    )
