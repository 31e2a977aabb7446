"""What has to be read beside a figure. Notes are added: the last of a period is printed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.teams.models import Team

from ..access import can_write_outcome_note
from ..models import OutcomeNote
from ..queries import note_of, periods_of
from ..rules.notes import check_note


@transaction.atomic
def write_note(
    *,
    person: User | None = None,
    team: Team | None = None,
    period_to: date,
    reasons: Sequence[str] = (),
    text: str = "",
    by: User,
    at: datetime | None = None,
) -> OutcomeNote:
    """Beside the figures of a mentor or a team that end on a day; empty, it takes away the one
    that stands there."""
    if not can_write_outcome_note(by, person):
        raise PermissionDenied("A quality lead writes what is read beside a colleague’s figure.")
    if (person is None) == (team is None):
        raise ValidationError("A note is of a mentor or of a team.")
    if period_to not in periods_of(person=person, team=team):
        raise ValidationError({"period_to": ["There is no figure of this period."]})
    before = note_of(period_to, person=person, team=team)
    replaces = bool(before and (before.reasons or before.text))
    check_note(reasons, text, replaces=replaces)
    words = text.strip()
    if before and (before.reasons, before.text) == (list(reasons), words):
        return before
    row = OutcomeNote.objects.create(
        person=person,
        team=team,
        period_to=period_to,
        reasons=list(reasons),
        text=words,
        written_by=by,
        written_at=at or timezone.now(),
    )
    record(actor=by, verb="outcome_note.written", obj=row, about=person, at=at)
    return row
