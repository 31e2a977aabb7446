"""Who can read it, in words: for the one it is about."""

from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.privacy.rules import Reader
from cms.people.teams.models import Cover, ReportingLine
from cms.people.teams.rules import CoverKind


def readers_of(person: User) -> list[Reader]:
    """Two queries."""
    today = timezone.localdate()
    lines = ReportingLine.objects.on(today).filter(person=person).select_related("manager")
    managers = [line.manager for line in lines if line.manager.is_active]
    covers = Cover.objects.filter(
        kind=CoverKind.MANAGER,
        absent__in=[manager.pk for manager in managers],
        starts_on__lte=today,
        ends_on__gte=today,
    ).select_related("stands_in")
    found = [Reader("The mentor", "it is about their own work", (person,))]
    if managers:
        found.append(Reader("The line manager", "writes the review from it", tuple(managers)))
    stand_ins = tuple(cover.stands_in for cover in covers)
    if stand_ins:
        found.append(Reader("Who stands in for the line manager", "for named days", stand_ins))
    return found
