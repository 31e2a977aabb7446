from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.access import can_keep_absences_of
from cms.people.accounts.models import User
from cms.people.accounts.services import (
    check_may_manage,
    create_person,
    grant_role,
    invite_person,
)
from cms.people.audit.services import record

from .. import rules
from ..models import Absence, ReportingLine, StaffProfile, Team
from ..queries import has_conflict


@transaction.atomic
def set_profile(
    *,
    person: User,
    job_title: str = "",
    fte: Decimal = Decimal("1"),
    started_on: date | None = None,
    left_on: date | None = None,
    campus: str = "",
    area: str = "",
    team: Team | None = None,
    by: User | None,
    at: datetime | None = None,
) -> StaffProfile:
    """The whole post at once: what is not named becomes empty."""
    check_may_manage(by)
    profile = StaffProfile.objects.filter(person=person).first() or StaffProfile(person=person)
    values = {
        "job_title": job_title,
        "fte": Decimal(str(fte)),
        "started_on": started_on,
        "left_on": left_on,
        "campus": campus,
        "area": area,
        "team": team,
    }
    changed = [name for name, value in values.items() if getattr(profile, name) != value]
    for name, value in values.items():
        setattr(profile, name, value)
    profile.full_clean()
    profile.save()
    if changed:
        detail = {"fields": changed}
        record(actor=by, verb="person.changed", obj=profile, about=person, detail=detail, at=at)
    return profile


@transaction.atomic
def set_manager(
    *,
    person: User,
    manager: User,
    starts_on: date | None = None,
    by: User | None,
    at: datetime | None = None,
) -> ReportingLine:
    """Say who manages somebody from a day on. The line before it ends the day before."""
    check_may_manage(by)
    starts_on = starts_on or timezone.localdate()
    # Both people are held, so that two changes at once cannot close a circle between them.
    both = {person.pk, manager.pk}
    list(User.objects.select_for_update().filter(pk__in=both).order_by("pk"))
    rules.check_line(person.pk, manager.pk, starts_on, None)
    rules.check_no_conflict(has_conflict(person, manager))
    rules.check_no_circle(person.pk, manager.pk, _managers_on(starts_on))
    _end_line_before(person, starts_on)
    line = ReportingLine(person=person, manager=manager, starts_on=starts_on)
    line.full_clean()
    line.save()
    detail = {"manager": manager.pk, "from": starts_on.isoformat()}
    record(actor=by, verb="line.set", obj=line, about=person, detail=detail, at=at)
    return line


def _managers_on(day: date) -> Mapping[int, int]:
    """Who manages whom on a day and later: a line that is still to begin counts too."""
    lines = ReportingLine.objects.filter(ends_on=None) | ReportingLine.objects.filter(
        ends_on__gte=day
    )
    return dict(lines.order_by("starts_on").values_list("person_id", "manager_id"))


def _end_line_before(person: User, starts_on: date) -> None:
    before = starts_on - timedelta(days=1)
    for line in ReportingLine.objects.filter(person=person, starts_on__lt=starts_on):
        if line.ends_on is None or line.ends_on > before:
            line.ends_on = before
            line.save(update_fields=["ends_on"])


@transaction.atomic
def record_absence(
    *,
    person: User,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
    at: datetime | None = None,
) -> Absence:
    """A long absence, by its manager, HR or the site; the first day again gives it a last day."""
    _check_may_keep_absences(by, person)
    absence = Absence.objects.filter(person=person, starts_on=starts_on).first()
    absence = absence or Absence(person=person, starts_on=starts_on, recorded_by=by)
    absence.ends_on = ends_on
    absence.full_clean(exclude=["recorded_by"], validate_constraints=False)
    absence.save()
    detail = {"from": starts_on.isoformat(), "to": ends_on.isoformat() if ends_on else ""}
    record(actor=by, verb="absence.recorded", obj=absence, about=person, detail=detail, at=at)
    return absence


@transaction.atomic
def remove_absence(*, absence: Absence, by: User | None) -> None:
    """It was written down by mistake."""
    _check_may_keep_absences(by, absence.person)
    detail = {"from": absence.starts_on.isoformat()}
    record(actor=by, verb="absence.removed", obj=absence, about=absence.person, detail=detail)
    absence.delete()


def _check_may_keep_absences(by: User | None, person: User) -> None:
    if not can_keep_absences_of(by, person):
        raise PermissionDenied("Absences are kept by a line manager or HR.")


@transaction.atomic
def create_team(*, name: str, code: str, by: User | None) -> Team:
    check_may_manage(by)
    team = Team(name=name.strip(), code=code.strip())
    team.full_clean()
    team.save()
    record(actor=by, verb="team.created", obj=team)
    return team


@transaction.atomic
def welcome_person(
    *,
    email: str,
    first_name: str,
    last_name: str,
    known_as: str = "",
    role: str,
    job_title: str = "",
    team: Team | None = None,
    started_on: date | None = None,
    manager: User | None = None,
    by: User,
) -> User:
    """Everything it takes for somebody to start: account, post, role, line, invitation."""
    person = create_person(
        email=email, first_name=first_name, last_name=last_name, known_as=known_as, by=by
    )
    set_profile(person=person, job_title=job_title, team=team, started_on=started_on, by=by)
    grant_role(holder=person, role=role, by=by)
    if manager is not None:
        set_manager(person=person, manager=manager, by=by)
    invite_person(person=person, by=by)
    return person
