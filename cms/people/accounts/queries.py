from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from cms.people.teams.models import ReportingLine

from .access import readable_by
from .models import Invitation, RoleGrant, User, current_on
from .rules import InvitationState, token_hash


@dataclass(frozen=True)
class AccountState:
    """Where an account stands, as a badge says it: one of the badge's states and a word."""

    state: str
    label: str


CLOSED = AccountState("locked", "Closed")
JOINED = AccountState("done", "Open")
INVITED = AccountState("doing", "Invited")
LAPSED = AccountState("expired", "Invitation expired")
NOT_INVITED = AccountState("todo", "Not invited yet")


def find_invitation(token: str) -> Invitation | None:
    found = Invitation.objects.filter(token_hash=token_hash(token)).select_related("person")
    return found.first()


NAMES = ("first_name", "last_name", "known_as")


def people_readable_by(user: User) -> QuerySet[User]:
    """People with all that a list or profile shows of them, in a constant number of queries."""
    today = timezone.localdate()
    grants = RoleGrant.objects.filter(current_on(today)).select_related("team")
    lines = ReportingLine.objects.on(today).select_related("manager")
    return (
        User.objects.filter(readable_by(user))
        .select_related("staff_profile__team")
        .prefetch_related(
            Prefetch("role_grants", queryset=grants, to_attr="current_grants"),
            Prefetch("reporting_lines", queryset=lines, to_attr="current_lines"),
            Prefetch("invitations", queryset=Invitation.objects.order_by("-created_at", "-pk")),
        )
    )


def search_people(
    people: QuerySet[User], *, words: str = "", team: int | None = None, role: str = ""
) -> QuerySet[User]:
    people = with_words(people, words, *NAMES, "email")
    if team:
        people = people.filter(staff_profile__team=team)
    if role:
        holders = RoleGrant.objects.filter(current_on(), role=role).values("holder")
        people = people.filter(pk__in=holders)
    return people


def with_words(people: QuerySet[User], words: str, *fields: str) -> QuerySet[User]:
    """Those in whom every word is found in one of the fields."""
    for word in words.split():
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__icontains": word})
        people = people.filter(found)
    return people


def account_state(person: User) -> AccountState:
    """Read from the prefetched invitations, newest first."""
    if not person.is_active:
        return CLOSED
    if person.has_usable_password() or person.last_login:
        return JOINED
    states = [invitation.state for invitation in list(person.invitations.all())[:1]]
    if InvitationState.OPEN in states:
        return INVITED
    return LAPSED if InvitationState.EXPIRED in states else NOT_INVITED


def roles_held(person: User) -> QuerySet[RoleGrant]:
    """Everything somebody holds, held or will hold: the current first."""
    return RoleGrant.objects.filter(holder=person).select_related("team").order_by("-starts_on")


def holders_of(*roles: str, on: date | None = None) -> QuerySet[User]:
    """Whoever holds one of the roles on a day and can still sign in."""
    grants = RoleGrant.objects.filter(current_on(on), role__in=roles).values("holder")
    return User.objects.filter(pk__in=grants, is_active=True)
