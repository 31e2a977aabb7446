from django.db.models import QuerySet

from cms.people.accounts.models import User

from ..access import readable_by
from ..models import SupervisionBookmark


def bookmarks_of(mentor: User, *, taken: bool = False) -> QuerySet[SupervisionBookmark]:
    """Her own: those still to take along, or those she has taken."""
    rows = SupervisionBookmark.objects.filter(readable_by(mentor))
    return rows.filter(taken_at__isnull=not taken)
