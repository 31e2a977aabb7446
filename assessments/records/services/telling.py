"""Who is told that a record waits for them. Nothing of the record, nothing of what was answered:
a notice goes by e-mail."""

from datetime import datetime

from django.urls import reverse

from assessments.supervision.rules.kinds import SessionType
from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import queries
from ..models import DisputeReview, RecordAudit, RecordReturn, SupervisionRecord


def of_sharing(record: SupervisionRecord, by: User, at: datetime | None) -> None:
    times = record.returns.count()
    for person in queries.attendees_of(record):
        _send(
            person,
            f"record-shared-{record.pk}-{times}",
            "A supervision record is ready for you to read",
            f"{by.display_name} has shared it. Read it, then sign it or return it with a comment."
            if record.session.type != SessionType.GROUP
            else f"{by.display_name} has shared the note of the group. Read it and sign it.",
            record,
            by,
            at,
        )


def of_return(record: SupervisionRecord, made: RecordReturn, at: datetime | None) -> None:
    _send(
        record.session.supervisor,
        f"record-returned-{made.pk}",
        "A supervision record came back with a comment",
        f"{made.author.display_name} asks for a change. Read the comment, change the record and "
        "share it again.",
        record,
        made.author,
        at,
    )


def of_signature(record: SupervisionRecord, by: User, at: datetime | None) -> None:
    _send(
        record.session.supervisor,
        f"record-signed-{record.pk}",
        "A supervision record waits for your signature",
        "It was signed on the other side. With your signature it is locked.",
        record,
        by,
        at,
    )


def of_lock(record: SupervisionRecord, by: User, at: datetime | None) -> None:
    for person in queries.attendees_of(record):
        _send(
            person,
            f"record-locked-{record.pk}",
            "A supervision record is signed and locked",
            "It stays as it is. You can read it, take a copy, and add something at any time.",
            record,
            by,
            at,
        )


def of_actions_left(record: SupervisionRecord, by: User, at: datetime | None) -> None:
    _send(
        by,
        f"record-actions-{record.pk}",
        "Look at the actions of a supervision record once more",
        "The record is locked. Some of its actions had been changed in another place meanwhile, so "
        "they stayed as they are.",
        record,
        by,
        at,
    )


def of_noting(record: SupervisionRecord, by: User, at: datetime | None) -> None:
    for person in queries.attendees_of(record):
        _send(
            person,
            f"record-noted-{record.pk}",
            "It was noted that you have not signed a supervision record",
            "Nobody has signed for you. You can still read it, and sign it until it is locked.",
            record,
            by,
            at,
        )


def of_addendum(record: SupervisionRecord, key: int, by: User, at: datetime | None) -> None:
    for person in {record.session.supervisor, *queries.attendees_of(record)} - {by}:
        _send(
            person,
            f"record-addendum-{key}",
            "Something was added to a supervision record",
            f"{by.display_name} has added to it. The record itself stays as it was signed.",
            record,
            by,
            at,
        )


def of_dispute(dispute: DisputeReview, by: User, at: datetime | None) -> None:
    _send(
        dispute.reviewer,
        f"dispute-{dispute.pk}-{dispute.reviewer_id}",
        "You are asked to look at a supervision record",
        "The two who met do not agree about it. Until you have answered you can read it.",
        dispute.record,
        by,
        at,
    )


def of_outcome(dispute: DisputeReview, by: User, at: datetime | None) -> None:
    for person in (dispute.asked_by, dispute.record.session.supervisor):
        _send(
            person,
            f"dispute-answered-{dispute.pk}",
            "There is an answer about a supervision record you did not agree about",
            "It stands with the record, for both of you.",
            dispute.record,
            by,
            at,
        )


def of_draw(audit: RecordAudit, person: User, by: User, at: datetime | None) -> None:
    send_notice(
        recipient=person,
        kind=NoticeKind.SUPERVISION,
        key=f"record-audit-{audit.pk}",
        title="May a record of yours be looked at without names?",
        body=(
            "One record in twenty is drawn to see how records are kept. It is shown, without "
            "names, only if both of you say yes. Saying no has no consequence."
        ),
        url=reverse("records:audit_list"),
        by=by,
        at=at,
    )


def of_late_draft(supervisor: User, session: int, url: str, at: datetime | None) -> None:
    send_notice(
        recipient=supervisor,
        kind=NoticeKind.SUPERVISION,
        key=f"record-late-{session}",
        title="A supervision record is still to be written",
        body="The session was more than five working days ago. Write it and share it.",
        url=url,
        at=at,
    )


def remind_to_sign(
    record: SupervisionRecord, person: User, number: int, at: datetime | None
) -> None:
    _send(
        person,
        f"record-sign-{record.pk}-{record.returns.count()}-{number}",
        "A supervision record waits for you to read and sign",
        "Sign it, with a comment if you like, or return it. If you do not agree, say so there: "
        "your view is kept with it.",
        record,
        None,
        at,
    )


def remind_to_countersign(record: SupervisionRecord, at: datetime | None) -> None:
    _send(
        record.session.supervisor,
        f"record-countersign-{record.pk}",
        "A supervision record waits for your signature",
        "Both signatures were due by now. With yours it is locked.",
        record,
        None,
        at,
    )


def of_silence(record: SupervisionRecord, at: datetime | None) -> None:
    _send(
        record.session.supervisor,
        f"record-unsigned-{record.pk}-{record.returns.count()}",
        "A supervision record was not signed after two reminders",
        "Talk to each other first. If it stays unsigned, you can note that, with a reason.",
        record,
        None,
        at,
    )


def _send(
    recipient: User,
    key: str,
    title: str,
    body: str,
    record: SupervisionRecord,
    by: User | None,
    at: datetime | None,
) -> None:
    send_notice(
        recipient=recipient,
        kind=NoticeKind.SUPERVISION,
        key=key,
        title=title,
        body=body,
        url=record.get_absolute_url(),
        by=by,
        at=at,
    )
