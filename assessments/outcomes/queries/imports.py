"""A file before it is brought in: what of it would be taken."""

import hashlib
from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from assessments.figures.queries import figure_policy
from cms.people.accounts.models import RoleGrant, User
from cms.people.accounts.rules import Role
from cms.people.teams.models import StaffProfile, Team

from ..access import imports_readable_by
from ..models import OutcomeImport
from ..rules.files import read_rows
from ..rules.intake import Intake, Known, take_in
from ..rules.values import MetricValues
from .figures import live_metrics

VALUES = ("person", "team", *(each.name for each in fields(MetricValues)[2:]))


@dataclass(frozen=True)
class ImportPlan:
    intake: Intake
    checksum: str
    before: OutcomeImport | None  # the same file, brought in already and standing


def known_here() -> Known:
    """Whoever is or was a mentor, by address; teams by code; what stands. Four queries."""
    holders = RoleGrant.objects.filter(role=Role.MENTOR).values("holder")
    people = User.objects.filter(pk__in=holders).values_list("email", "pk")
    profiles = StaffProfile.objects.filter(person__in=holders, team__isnull=False)
    return Known(
        mentors={email.casefold(): pk for email, pk in people},
        teams={code.casefold(): pk for code, pk in Team.objects.values_list("code", "pk")},
        team_of={person: team for person, team in profiles.values_list("person", "team") if team},
        standing=[MetricValues(*row) for row in live_metrics().values_list(*VALUES)],
    )


def plan_import(content: bytes, name: str, *, today: date | None = None) -> ImportPlan:
    """Reads, and keeps nothing. What is wrong with the file as a whole stands in `refused`."""
    checksum = hashlib.sha256(content).hexdigest()
    before = OutcomeImport.objects.filter(checksum=checksum, withdrawn_at=None).first()
    try:
        rows = read_rows(content, name)
    except ValidationError as problem:
        return ImportPlan(Intake(refused=problem.messages), checksum, before)
    base, day = figure_policy().base_from, today or timezone.localdate()
    return ImportPlan(take_in(rows, known_here(), base=base, today=day), checksum, before)


def import_list(reader: User) -> QuerySet[OutcomeImport]:
    rows = OutcomeImport.objects.filter(imports_readable_by(reader))
    return rows.select_related("imported_by").order_by("-imported_at", "-pk")
