from django.db.models import QuerySet

from cms.people.accounts.models import User

from ..access import packs_readable_by


def pack_people(reader: User) -> QuerySet[User]:
    """Whose year a quality lead may take out without a name."""
    return User.objects.filter(packs_readable_by(reader), is_active=True)
