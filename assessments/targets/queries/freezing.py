"""Whose targets of a year that is over are not written down yet."""

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import CPDYear, cpd_year
from cms.people.accounts.models import RoleGrant, User
from cms.people.accounts.rules import Role

from ..models import CPDTarget


def first_year(now: CPDYear) -> int:
    """The first year of which there is anything: before it there were no targets here."""
    first_on = CPDEntry.objects.aggregate(first=Min("start_on"))["first"]
    return min(cpd_year(first_on).start, now.start - 1) if first_on else now.start - 1


def without_target(year: CPDYear) -> QuerySet[User]:
    """Mentors who were in post then, by their dates or, where those are unknown, by their log."""
    mentors = RoleGrant.objects.filter(holder=OuterRef("pk"), role=Role.MENTOR)
    logged = CPDEntry.objects.filter(
        owner=OuterRef("pk"), start_on__range=(year.first_on, year.last_on)
    )
    begun = Q(staff_profile__started_on__lte=year.last_on)
    unknown = Q(staff_profile=None) | Q(staff_profile__started_on=None)
    still_here = Q(staff_profile__left_on=None) | Q(staff_profile__left_on__gte=year.first_on)
    frozen = CPDTarget.objects.filter(person=OuterRef("pk"), year=year.start)
    return User.objects.filter(
        Exists(mentors), ~Exists(frozen), still_here, begun | (unknown & Exists(logged))
    )
