"""What the access matrices share (test_access_matrix*.py): tables as text, the people of a college,
and how the access layer is asked.

A name is the part somebody plays towards the mentor the record is about.
"""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.models import BreakGlassGrant
from cms.people.privacy.rules import GrantState
from cms.people.teams.models import Cover
from tests.factories.people import days_ago, make_person

# As the fixtures of conftest.py are called, by the name a table has room for.
FIXTURES = {
    "mentor": "mentor", "peer": "peer", "supervisor": "supervisor", "manager": "manager",
    "other_mgr": "other_manager", "ql": "quality_lead", "dsl": "dsl", "trainer": "trainer",
    "admin": "admin", "hr": "hr", "dpo": "dpo",
}  # fmt: skip


def read_table(text: str, people: Sequence[str]) -> dict[str, dict[str, str]]:
    """Line by line: two spaces end the label, the cells follow in the order of `people`."""
    head, *lines = [re.split(r" {2,}", line, maxsplit=1) for line in text.strip().splitlines()]
    assert head[1].split() == list(people)
    return {label: dict(zip(people, cells.split(), strict=True)) for label, cells in lines}


def people_of_college(request: Any) -> dict[str, User]:
    """Everybody with a role, a superuser without one, and a mentor whose account is closed."""
    leaver = make_person("Will", "Ferrari", Role.MENTOR)
    leaver.is_active = False
    leaver.save()
    return {
        **{name: request.getfixturevalue(fixture) for name, fixture in FIXTURES.items()},
        "super": User.objects.create_superuser("root@x.test", "x"),
        "leaver": leaver,
    }


def cover_for(absent: User, stands_in: User, kind: str) -> User:
    """Since yesterday, until tomorrow."""
    Cover.objects.create(
        stands_in=stands_in,
        absent=absent,
        kind=kind,
        starts_on=days_ago(1),
        ends_on=days_ago(-1),
    )
    return stands_in


def grant(requester: User, about: User, record_class: str, purpose: str, **fields: Any) -> None:
    """Open for an hour more, unless said otherwise."""
    values = {
        "state": GrantState.OPEN,
        "approver": make_person("Second", "Person", Role.HR),
        "ends_at": timezone.now() + timedelta(hours=1),
        "case_ref": "C-1",
        "reason": "Because of a case.",
        **fields,
    }
    BreakGlassGrant.objects.create(
        requester=requester, subject=about, record_class=record_class, purpose=purpose, **values
    )


def within(model: type[Model], condition: Q, row: Model) -> bool:
    return model._default_manager.filter(condition, pk=row.pk).exists()


def letters(**answers: bool) -> str:
    return "".join(letter for letter, is_so in answers.items() if is_so) or "–"


def with_metadata(read: bool, listed: bool) -> dict[str, bool]:
    return {"R": read, "m": listed and not read}


def answers_of(
    people: dict[str, User], ask: Callable[[User, Any], str], row: Any
) -> dict[str, str]:
    """Afresh from the database: what somebody may is kept with the person for one request."""
    return {name: ask(User.objects.get(pk=person.pk), row) for name, person in people.items()}
