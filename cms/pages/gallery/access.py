from django.contrib.auth.models import AnonymousUser

from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import User


def can_read_gallery(user: User | AnonymousUser) -> bool:
    return user.is_authenticated and is_staff_member(user)
