"""Agreements in force, as booking needs them."""

from typing import Any

from django.db.models import QuerySet

from assessments.supervision.access import in_force, supervised_by
from assessments.supervision.models import SupervisionAgreement
from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import covered_by_today
from cms.people.teams.rules import CoverKind


def agreements_of_supervisee(person: Any) -> QuerySet[SupervisionAgreement]:
    rows = SupervisionAgreement.objects.filter(in_force(), supervisee=person.pk)
    return rows.select_related("supervisor", "supervisee").order_by("pk")


def agreements_of_supervisor(person: Any) -> QuerySet[SupervisionAgreement]:
    """Hers, and those of somebody she stands in for, of people she supervises today."""
    people = User.objects.filter(supervised_by(person)).values("pk")
    covered = covered_by_today(person, CoverKind.SUPERVISOR)
    own = SupervisionAgreement.objects.filter(in_force(), supervisee__in=people)
    rows = own.filter(supervisor=person.pk) | own.filter(supervisor__in=covered)
    names = ("supervisee__last_name", "supervisee__first_name", "pk")
    return rows.select_related("supervisor", "supervisee").order_by(*names)


def agreement_between(supervisee: Any, supervisor: Any) -> SupervisionAgreement | None:
    return agreements_of_supervisee(supervisee).filter(supervisor=supervisor.pk).first()


def agreement_now(agreement: SupervisionAgreement) -> SupervisionAgreement | None:
    """What holds between the same two today: a session outlives the version it was booked under."""
    return agreement_between(agreement.supervisee, agreement.supervisor)


def agreements_of(person: Any) -> QuerySet[SupervisionAgreement]:
    """Under which she may be one of the two who book."""
    return agreements_of_supervisee(person) | agreements_of_supervisor(person)


def is_supervised(person: Any) -> bool:
    """Whether the part of a supervisee has something to show her: mentors always."""
    if has_role(person, Role.MENTOR) or person.session_attendances.exists():
        return True
    return agreements_of_supervisee(person).exists()


def supervises_anybody(person: Any) -> bool:
    """Whether the part of a supervisor has something to show her."""
    if has_role(person, Role.SUPERVISOR):
        return True
    return agreements_of_supervisor(person).exists()
