from datetime import date

from django.db.models import Count, Q, QuerySet

from cms.people.accounts.models import User

from .access import managed_by
from .models import Team


def team_members(manager: User, on: date | None = None) -> QuerySet[User]:
    """A manager's direct reports on a day, with their posts, by name."""
    people = User.objects.filter(managed_by(manager, on), is_active=True)
    return people.select_related("staff_profile__team").order_by("last_name", "first_name")


def teams_with_counts() -> QuerySet[Team]:
    here = Q(profiles__person__is_active=True)
    return Team.objects.annotate(people=Count("profiles", filter=here))
