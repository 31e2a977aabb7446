"""The account itself. It stays, closed, as long as anything is kept that says who did it."""

from collections.abc import Iterator
from typing import Any

from cms.people.privacy.queries.words import day_of, labelled, said
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom

from .models import Invitation, RoleGrant


def account_about(person: Any) -> Iterator[Passage]:
    words = labelled(
        ("First name", person.first_name),
        ("Last name", person.last_name),
        ("Known as", person.known_as),
        ("E-mail", person.email),
        ("Account made", person.date_joined),
        ("Last signed in", person.last_login),
        ("Open", person.is_active),
    )
    yield Passage(str(person.pk), "account", "Your account", words, day_of(person.date_joined))
    for grant in RoleGrant.objects.filter(holder=person).select_related("team"):
        last = said(grant.ends_on) or "no last day"
        held = f"{said(grant.starts_on)} to {last}"
        words = labelled((grant.get_role_display(), held), ("Team", grant.team))
        yield Passage(str(grant.pk), "role", "A role", words, grant.starts_on)
    for row in Invitation.objects.filter(person=person):
        words = labelled(("Sent", row.created_at), ("State", row.state.label))
        yield Passage(str(row.pk), "invitation", "An invitation", words, day_of(row.created_at))


register(
    RecordClass(
        key="account",
        label="Account and roles",
        why="To sign in, and to say who did what. It stays, closed, while other records name it.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=account_about,
    )
)
