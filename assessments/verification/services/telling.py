"""What owners, verifiers and the quality lead are told about a sample: that there is something to
read, and where. Nothing of the entry and nothing of what was written about it."""

from datetime import datetime

from django.urls import reverse

from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..access import can_reply
from ..models import CPDSample


def of_good_order(sample: CPDSample, by: User, at: datetime | None) -> None:
    send_notice(
        recipient=sample.entry.owner,
        kind=NoticeKind.CPD_JUDGED,
        key=f"cpd-sample-{sample.pk}-ok",
        title="One of your CPD entries was in a sample, and is in order",
        body="A quality lead looks at some verified entries each term. There is nothing to do.",
        url=reverse("verification:entry_history", args=[sample.entry_id]),
        by=by,
        at=at,
    )


def of_query(sample: CPDSample, by: User, at: datetime | None) -> None:
    body = (
        "The letter says what was found, who decides and by when to answer. It is no sanction: it "
        "is asked so that you are heard first."
    )
    kinds = {
        sample.entry.owner: (NoticeKind.CPD_JUDGED, "A question about one of your CPD entries"),
        sample.verification.verifier: (
            NoticeKind.CPD_WAITING,
            "A question about a CPD entry you verified",
        ),
    }
    for person, (kind, title) in kinds.items():
        if can_reply(person, sample):
            _send(sample, person, kind, "query", title, body, by, at)


def of_reply(sample: CPDSample, by: User, at: datetime | None) -> None:
    if sample.sampler is not None:
        _send(
            sample,
            sample.sampler,
            NoticeKind.CPD_WAITING,
            "reply",
            "A query about a sampled CPD entry was answered",
            "Read the answer and settle the query.",
            by,
            at,
        )


def of_settling(sample: CPDSample, by: User, at: datetime | None) -> None:
    for person in (sample.entry.owner, sample.verification.verifier):
        if can_reply(person, sample):
            _send(
                sample,
                person,
                NoticeKind.CPD_JUDGED,
                "settled",
                "The question about a CPD entry is settled",
                "The entry is closed and stays verified. There is nothing more to do.",
                by,
                at,
            )


def _send(
    sample: CPDSample,
    recipient: User,
    kind: NoticeKind,
    key: str,
    title: str,
    body: str,
    by: User,
    at: datetime | None,
) -> None:
    send_notice(
        recipient=recipient,
        kind=kind,
        key=f"cpd-sample-{sample.pk}-{key}",
        title=title,
        body=body,
        url=reverse("verification:sample_letter", args=[sample.pk]),
        by=by,
        at=at,
    )
