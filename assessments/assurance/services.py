"""The five sentences about supervision, twice a year. Only sums are kept."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from . import rules
from .access import can_take_pulse
from .models import PulseTaken, PulseTally
from .queries.pulse import supervisees_to_ask, supervisors_to_ask_about


@transaction.atomic
def take_pulse(
    *, person: User, supervisor: User, marks: list[int], by: User, at: datetime | None = None
) -> None:
    """Add somebody’s five marks to the sums. A second time in the same half-year is refused:
    nothing could be taken back, because nothing says which marks were hers."""
    if by.pk != person.pk or not can_take_pulse(by):
        raise PermissionDenied("Everybody answers for herself.")
    if not supervisors_to_ask_about(person).filter(pk=supervisor.pk).exists():
        raise ValidationError("Choose one of the people who supervise you.")
    rules.check_marks(marks)
    half_year = rules.half_year(timezone.localdate(at))
    _, is_new = PulseTaken.objects.get_or_create(person=person, half_year=half_year)
    if not is_new:
        raise ValidationError("You have answered this half-year. Thank you.", code="answered")
    for position, mark in enumerate(marks):
        tally, _ = PulseTally.objects.get_or_create(
            half_year=half_year, supervisor=supervisor, position=position, mark=mark
        )
        PulseTally.objects.filter(pk=tally.pk).update(count=F("count") + 1)


def ask_for_pulse(*, now: datetime) -> int:
    """Tell everybody who is supervised that the five sentences are open; once a half-year."""
    half_year = rules.half_year(timezone.localdate(now))
    for person in supervisees_to_ask():
        send_notice(
            recipient=person,
            kind=NoticeKind.SUPERVISION,
            key=f"supervision-pulse-{half_year}",
            title="Five sentences about your supervision",
            body="Nobody can see what you answer, only sums, and only once five people have.",
            url=reverse("assurance:pulse_create"),
            by=None,
        )
    return supervisees_to_ask().count()
