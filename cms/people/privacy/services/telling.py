"""What people are told when records are opened outside the usual rules: who, when, which kind and
for what; never the case, its reason or a word of a record."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.access import roles_of
from cms.people.accounts.models import User
from cms.people.audit.rules import role_words
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..models import BreakGlassGrant
from ..registry import RecordClass
from ..rules import GrantState, Purpose


def tell_second_people(grant: BreakGlassGrant, people: Iterable[User], at: datetime | None) -> None:
    for person in people:
        send_notice(
            recipient=person,
            kind=NoticeKind.PRIVACY,
            key=f"grant-{grant.pk}-asked",
            title=f"{grant.requester} asks to open records outside the usual rules",
            body="It needs your yes or no. Read what it is for before you answer.",
            url=reverse("privacy:grant_answer", args=[grant.pk]),
            by=grant.requester,
            at=at,
        )


def tell_of_answer(grant: BreakGlassGrant, by: User, at: datetime | None) -> None:
    said = "yes" if grant.state == GrantState.OPEN else "no"
    send_notice(
        recipient=grant.requester,
        kind=NoticeKind.PRIVACY,
        key=f"grant-{grant.pk}-answered",
        title=f"{by} said {said} to opening records",
        body=f"Open until {_moment(grant.ends_at)}." if grant.ends_at else "",
        url=grant.get_absolute_url(),
        by=by,
        at=at,
    )


def tell_of_end(grant: BreakGlassGrant, by: User, at: datetime | None) -> None:
    if by.pk == grant.requester_id:
        return
    send_notice(
        recipient=grant.requester,
        kind=NoticeKind.PRIVACY,
        key=f"grant-{grant.pk}-ended",
        title="Records that were open to you are closed again",
        body=f"{by} has ended it.",
        url=grant.get_absolute_url(),
        by=by,
        at=at,
    )


def tell_both_sides(
    grant: BreakGlassGrant, kind: RecordClass, by: User, at: datetime | None
) -> list[User]:
    """The person it is about, and whoever else's words it opens: for a record of supervision the
    supervisor. Whoever was told is given back."""
    opened = f"{kind.label}, for: {Purpose(grant.purpose).label.lower()}. {_who_and_when(grant)}"
    send_notice(
        recipient=grant.subject,
        kind=NoticeKind.PRIVACY,
        key=f"grant-{grant.pk}-told",
        title="Records about you were opened outside the usual rules",
        body=f"{opened} You can see here each time they are read.",
        url=grant.get_absolute_url(),
        by=by,
        at=at,
    )
    others = authors_besides(grant, kind)
    for person in others:
        send_notice(
            recipient=person,
            kind=NoticeKind.PRIVACY,
            key=f"grant-{grant.pk}-told",
            title=f"Records you share with {grant.subject} were opened outside the usual rules",
            body=opened,
            by=by,
            at=at,
        )
    return [grant.subject, *others]


def authors_besides(grant: BreakGlassGrant, kind: RecordClass) -> list[User]:
    apart = {grant.subject_id, grant.requester_id, grant.approver_id}
    found = {
        passage.author.pk: passage.author
        for passage in kind.about(grant.subject)
        if isinstance(passage.author, User) and passage.author.pk not in apart
    }
    return [found[pk] for pk in sorted(found)]


def _who_and_when(grant: BreakGlassGrant) -> str:
    who = f"{grant.requester} ({role_words(sorted(roles_of(grant.requester)))})"
    agreed = f"{grant.approver} agreed" if grant.approver else ""
    times = f"open from {_moment(grant.answered_at)} to {_moment(grant.ends_at)}"
    return f"Read by {who}; {agreed}; {times}."


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{local.day} {local:%B %Y, %H:%M}"
