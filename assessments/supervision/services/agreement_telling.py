"""What every move of an agreement shares: the row held, the people looked at, notices. A notice
says that something waits or has changed, never what was agreed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse

from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from cms.people.teams.queries import has_conflict

from ..models import SupervisionAgreement
from ..queries import agreements as queries
from ..queries.supervisors import left_on
from ..rules import agreements as rules

TITLES = {
    "offered": "A supervision agreement waits for your signature",
    "sent_back": "A supervision agreement was sent back to be changed",
    "withdrawn": "A supervision agreement was withdrawn",
    "in_force": "Your supervision agreement is in force",
    "ended": "A supervision agreement has a last day",
}
BODIES = {
    "offered": "{name} asks you to read it and to sign it. If something does not fit, send it "
    "back.",
    "sent_back": "{name} would like something changed. Nobody’s signature counts until the next "
    "text is offered. Talk about it, then change it.",
    "withdrawn": "{name} took it back before it was in force. There is nothing to sign any more.",
    "in_force": "Everybody has signed. Each of you can read and print it at any time.",
    "ended": "{name} has set the last day. What was written until then stays where it is.",
}


def locked_agreement(agreement: SupervisionAgreement) -> SupervisionAgreement:
    rows = SupervisionAgreement.objects.select_for_update(of=("self",))
    return rows.select_related("supervisee", "supervisor", "drafted_by").get(pk=agreement.pk)


def check_people(agreement: SupervisionAgreement, manager: User | None, on: date) -> None:
    """Nobody who has left, nobody with a conflict of interest, and the right third signature."""
    for person in (agreement.supervisee, agreement.supervisor):
        rules.check_works_here(
            person.display_name,
            is_here=person.is_active and is_staff_member(person),
            left_on=left_on(person),
            day=on,
        )
    rules.check_no_conflict(has_conflict(agreement.supervisee, agreement.supervisor))
    line_manager = queries.line_manager_of(agreement.supervisee_id, on)
    rules.check_manager(
        manager.pk if manager else None,
        supervisor=agreement.supervisor_id,
        line_manager=line_manager.pk if line_manager else None,
    )


def tell(
    agreement: SupervisionAgreement, what: str, *, by: User, at: datetime | None = None
) -> None:
    """Those who take part, and who wrote it, but not who did it."""
    people = {person.pk: person for person in _concerned(agreement, what)}
    for person in people.values():
        if person.pk == by.pk or not person.is_active:
            continue
        send_notice(
            recipient=person,
            kind=NoticeKind.SUPERVISION,
            key=f"agreement-{agreement.pk}-{what}",
            title=TITLES[what],
            body=BODIES[what].format(name=by.display_name),
            url=_address(agreement, what),
            by=by,
            at=at,
        )


def _concerned(agreement: SupervisionAgreement, what: str) -> Iterable[User]:
    signers = queries.signers_of(agreement)
    return signers if what in ("offered", "in_force") else [*signers, agreement.drafted_by]


def _address(agreement: SupervisionAgreement, what: str) -> str:
    if what == "offered":
        return reverse("supervision:agreement_sign", args=[agreement.pk])
    return agreement.get_absolute_url()
