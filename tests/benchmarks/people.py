"""A large college, row by row in bulk: what is measured is the reading of it."""

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from cms.people.accounts.models import RoleGrant, User
from cms.people.accounts.rules import Role
from cms.people.teams.models import ReportingLine, StaffProfile
from courses.catalogue.models import ModulePage, ProgrammePage
from courses.enrolment.models import Enrolment, ProgrammeEnrolment


def fill_team(manager: User, count: int) -> list[User]:
    """So many people who report to one manager; those that are there already count."""
    missing = count - ReportingLine.objects.filter(manager=manager).count()
    today = timezone.localdate()
    people = User.objects.bulk_create(
        User(email=f"m{count}-{n}@x.test", first_name=f"Mentor{n}", last_name=f"Of{count}",
             password=make_password(None)) for n in range(missing)
    )  # fmt: skip
    StaffProfile.objects.bulk_create(StaffProfile(person=p, started_on=today) for p in people)
    RoleGrant.objects.bulk_create(
        RoleGrant(holder=p, role=Role.MENTOR, starts_on=today) for p in people
    )
    ReportingLine.objects.bulk_create(
        ReportingLine(person=p, manager=manager, starts_on=today) for p in people
    )
    return people


def enrol_all(people: list[User], programme: ProgrammePage) -> None:
    today = timezone.localdate()
    ProgrammeEnrolment.objects.bulk_create(
        ProgrammeEnrolment(participant=p, programme=programme, starts_on=today) for p in people
    )
    Enrolment.objects.bulk_create(
        Enrolment(participant=p, module=module, cycle=1, assigned_on=today, due_on=today)
        for p in people for module in ModulePage.objects.all()
    )  # fmt: skip
