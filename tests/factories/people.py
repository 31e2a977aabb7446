"""People by name. Rows are written directly: a factory sets a scene, it does not tell a story."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cms.people.accounts.models import Invitation, RoleGrant, User
from cms.people.accounts.rules import Role, invitation_expiry, invitation_token, token_hash
from cms.people.escalation.models import SafeguardingContact
from cms.people.notices.models import Notice
from cms.people.notices.rules import Channel, NoticeKind
from cms.people.teams.models import ReportingLine, StaffProfile, Team

PASSWORD = "a long enough pass phrase"


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    first_name = factory.Sequence(lambda n: f"Person{n}")
    last_name = "Test"
    email = factory.LazyAttribute(lambda o: f"{o.first_name}.{o.last_name}@college.test".lower())
    password = factory.django.Password(PASSWORD)


class TeamFactory(DjangoModelFactory[Team]):
    class Meta:
        model = Team
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"T{n}")
    name = factory.LazyAttribute(lambda o: f"Team {o.code}")


class StaffProfileFactory(DjangoModelFactory[StaffProfile]):
    class Meta:
        model = StaffProfile

    person = factory.SubFactory(UserFactory)
    job_title = "Progress coach"
    started_on = factory.LazyFunction(lambda: days_ago(400))


class RoleGrantFactory(DjangoModelFactory[RoleGrant]):
    class Meta:
        model = RoleGrant

    holder = factory.SubFactory(UserFactory)
    role = Role.MENTOR
    starts_on = factory.LazyFunction(lambda: days_ago(400))


class ReportingLineFactory(DjangoModelFactory[ReportingLine]):
    class Meta:
        model = ReportingLine

    person = factory.SubFactory(UserFactory)
    manager = factory.SubFactory(UserFactory)
    starts_on = factory.LazyFunction(lambda: days_ago(400))


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    person = factory.SubFactory(UserFactory)
    nonce = factory.Sequence(lambda n: f"nonce-{n}")
    token_hash = factory.LazyAttribute(lambda o: token_hash(invitation_token(o.nonce)))
    expires_at = factory.LazyFunction(lambda: invitation_expiry(timezone.now()))


class NoticeFactory(DjangoModelFactory[Notice]):
    class Meta:
        model = Notice

    recipient = factory.SubFactory(UserFactory)
    kind = NoticeKind.MODULE_ASSIGNED
    key = factory.Sequence(lambda n: f"key-{n}")
    title = "A module is yours to do"
    url = "/learn/"
    channel = Channel.NOW


class ContactFactory(DjangoModelFactory[SafeguardingContact]):
    class Meta:
        model = SafeguardingContact

    kind = "dsl"
    name = "Martin Hale"
    phone = "01632 960140"  # from the range that Ofcom keeps free for drama
    position = factory.Sequence(lambda n: n + 1)


def make_person(
    first_name: str, last_name: str, *roles: Role, team: Team | None = None, **fields: Any
) -> User:
    """A person as the college has them: account, post, roles since 400 days ago."""
    person = UserFactory.create(first_name=first_name, last_name=last_name, **fields)
    StaffProfileFactory.create(person=person, team=team)
    for role in roles:
        RoleGrantFactory.create(holder=person, role=role)
    return person


def token_of(invitation: Invitation) -> str:
    return invitation_token(invitation.nonce)
