"""Entries of a CPD log. Rows are written directly, for a scene."""

from typing import Any

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryContent
from cms.people.accounts.models import User
from tests.factories.people import days_ago


def cpd_entry(owner: User, **fields: Any) -> CPDEntry:
    """A workshop three days ago, of an hour and a half."""
    defaults: dict[str, Any] = {
        "title": "Workshop on questioning",
        "start_on": days_ago(3),
        "minutes": 90,
        "activity_type": "workshop",
    }
    return CPDEntry.objects.create(owner=owner, **{**defaults, **fields})


def content(**fields: Any) -> EntryContent:
    """What a person says of the same workshop."""
    defaults: dict[str, Any] = {"title": "Workshop on questioning", "start_on": days_ago(3)}
    return EntryContent(**{**defaults, **fields})
