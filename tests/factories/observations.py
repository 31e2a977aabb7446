"""Observations in every state. Rows are written directly, for a scene; moves go through the
services."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.observations.models import (
    Observation,
    ObservationNote,
    ObservationRating,
    ObservationSignature,
    ObservationTemplate,
)
from assessments.observations.queries import words_hash_of
from assessments.observations.rules import (
    Level,
    ObservationKind,
    ObservationState,
    Part,
    Stance,
)
from assessments.observations.services import load_default_templates
from cms.people.accounts.models import User

SAW = "You waited eleven seconds after “what else?”, and the learner found a second way."
SENTENCE = "You asked what had worked last week and waited until the learner had finished."


def template(kind: str = ObservationKind.FORMAL) -> ObservationTemplate:
    load_default_templates()
    return ObservationTemplate.objects.get(kind=kind, is_current=True)


def planned(mentor: User, observer: User, **fields: Any) -> Observation:
    """Formal, in a week; of any kind and state with `fields`."""
    kind = fields.pop("kind", ObservationKind.FORMAL)
    defaults: dict[str, Any] = {
        "kind": kind,
        "template": fields.pop("template", None) or template(kind),
        "planned_for": timezone.localtime() + timedelta(days=7),
        "focus": "What happens after a silence",
        "booked_by": observer,
    }
    return Observation.objects.create(mentor=mentor, observer=observer, **{**defaults, **fields})


def seen(mentor: User, observer: User, days: int = 2, **fields: Any) -> Observation:
    """So many days ago, for half an hour, with a note."""
    at = timezone.localtime() - timedelta(days=days)
    values = {
        "state": ObservationState.SEEN,
        "planned_for": at,
        "seen_at": at,
        "minutes": 30,
        **fields,
    }
    row = planned(mentor, observer, **values)
    note(row, observer)
    return row


def note(row: Observation, author: User, text: str = SAW, **fields: Any) -> ObservationNote:
    values = {"client_id": uuid.uuid4(), "second": 95, **fields}
    return ObservationNote.objects.create(observation=row, author=author, text=text, **values)


def rate(row: Observation, part: str = Part.OBSERVER, level: str = Level.SECURE) -> None:
    """Every criterion alike, with its sentence."""
    for criterion in row.template.criteria.all():
        ObservationRating.objects.create(
            observation=row,
            criterion=criterion,
            part=part,
            level=level,
            evidence="" if level == Level.NOT_SEEN else SENTENCE,
        )


def written(mentor: User, observer: User, **fields: Any) -> Observation:
    """Seen, and whole enough to be released."""
    values = {
        "strengths": "You let the silence work.",
        "next_step": "Ask “what else?” once more than feels comfortable.",
        "open_questions": 7,
        "closed_questions": 5,
        **fields,
    }
    row = seen(mentor, observer, **values)
    if row.kind == ObservationKind.FORMAL:
        rate(row)
    return row


def released(mentor: User, observer: User, days: int = 2, **fields: Any) -> Observation:
    at = fields.pop("released_at", timezone.localtime() - timedelta(days=max(days - 1, 0)))
    values = {"state": ObservationState.RELEASED, "released_at": at, **fields}
    return written(mentor, observer, days=days, **values)


def answered(mentor: User, observer: User, **fields: Any) -> Observation:
    values = {
        "state": ObservationState.ANSWERED,
        "response_stance": Stance.WITH_COMMENT,
        "response": "The second half was harder than it looked.",
        "responded_at": timezone.now(),
        **fields,
    }
    if fields.get("kind") == ObservationKind.DEVELOPMENTAL:
        own = "I was nervous, and glad of the silence."
        values = {"reflection": own, "reflected_at": timezone.now(), **values}
    row = released(mentor, observer, **values)
    if row.kind == ObservationKind.FORMAL:
        sign(row, mentor, Part.MENTOR)
    return row


def sign(row: Observation, signer: User, part: str) -> None:
    ObservationSignature.objects.create(
        observation=row, signer=signer, part=part, words_hash=words_hash_of(row)
    )


def sealed(mentor: User, observer: User, **fields: Any) -> Observation:
    row = answered(mentor, observer, **fields)
    sign(row, observer, Part.OBSERVER)
    Observation.objects.filter(pk=row.pk).update(
        state=ObservationState.SEALED, sealed_at=timezone.now(), words_hash=words_hash_of(row)
    )
    row.refresh_from_db()
    return row


def developmental(make: Any, mentor: User, observer: User, **fields: Any) -> Observation:
    """`make` is one of the above."""
    row: Observation = make(mentor, observer, kind=ObservationKind.DEVELOPMENTAL, **fields)
    return row


def fresh(row: Observation) -> Observation:
    return Observation.objects.get(pk=row.pk)
