"""What people may ask for about what is kept of them; and somebody who has left."""

from typing import Any

from django.utils import timezone

from cms.people.accounts.models import RoleGrant, User
from cms.people.privacy.models import RightsRequest
from cms.people.privacy.rules import RequestKind, RequestState, answer_due
from cms.people.privacy.services import redactions, requests
from cms.people.teams.models import StaffProfile
from tests.factories.people import StaffProfileFactory, days_ago


def rights_request(subject: User, **fields: Any) -> RightsRequest:
    """For a copy, since three days, identity checked."""
    received_on = fields.pop("received_on", days_ago(3))
    defaults: dict[str, Any] = {
        "kind": RequestKind.COPY,
        "received_on": received_on,
        "due_on": answer_due(received_on),
        "identity_checked_on": received_on,
        "entered_by": subject,
    }
    return RightsRequest.objects.create(subject=subject, **{**defaults, **fields})


def answered_request(subject: User, officer: User, answer: str = "keep") -> RightsRequest:
    """Every passage answered alike, and the copy ready."""
    asked = rights_request(subject)
    redactions.refresh_queue(request=asked, by=officer)
    hashes = asked.redactions.values_list("words_hash", flat=True)
    redactions.answer_redactions(request=asked, answers=dict.fromkeys(hashes, answer), by=officer)
    return requests.mark_ready(request=asked, by=officer)


def closed_request(subject: User, **fields: Any) -> RightsRequest:
    values = {"state": RequestState.CLOSED, "closed_at": timezone.now(), "answer": "Done."}
    return rights_request(subject, **{**values, **fields})


def leaver(person: User, days: int) -> StaffProfile:
    """Her last day was so many days ago (or is to come), and her roles end with it."""
    left_on = days_ago(days)
    profile = StaffProfile.objects.filter(person=person).first()
    profile = profile or StaffProfileFactory.create(person=person)
    profile.left_on = left_on
    profile.save()
    RoleGrant.objects.filter(holder=person, ends_on=None).update(ends_on=left_on)
    person.__dict__.pop("_roles_today", None)
    return profile
