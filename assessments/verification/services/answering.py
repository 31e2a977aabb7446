"""A line manager's answer to what was handed in. The notice says that there is one, never what."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.access import can_verify
from assessments.cpd.models import CPDEntry
from assessments.cpd.queries.shared import shared_words
from assessments.cpd.rules import EntryState
from assessments.cpd.services import mark_returned, mark_verified
from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import rules
from ..models import CPDVerification
from ..rules import Answers, Outcome

TOLD = {
    Outcome.VERIFIED: (
        "Your CPD entry is verified",
        "It now stands as evidence for the statements it names. What it changed for learners can "
        "still be added at any time.",
    ),
    Outcome.RETURNED: (
        "Your CPD entry came back with a question",
        "Read what was asked, change the entry and hand it in again. Until then only you can read "
        "it.",
    ),
}
MARK = {Outcome.VERIFIED: mark_verified, Outcome.RETURNED: mark_returned}


def verify_entry(
    *,
    entry: CPDEntry,
    answers: Answers,
    by: User,
    read_at: datetime | None = None,
    at: datetime | None = None,
) -> CPDVerification:
    """Confirm it: three times yes.

    `read_at` is the `changed_at` of what the verifier had before her. When the entry was changed,
    taken back or answered since, a ValidationError says so (codes “changed” and “gone”) and nothing
    is written; of two answers at once one is kept.
    """
    return _answer(Outcome.VERIFIED, entry, answers, by, read_at, at)


def return_entry(
    *,
    entry: CPDEntry,
    answers: Answers,
    by: User,
    read_at: datetime | None = None,
    at: datetime | None = None,
) -> CPDVerification:
    """Give it back with at least one no and a reason; as careful about `read_at` as the other."""
    return _answer(Outcome.RETURNED, entry, answers, by, read_at, at)


@transaction.atomic
def _answer(
    outcome: Outcome,
    entry: CPDEntry,
    answers: Answers,
    by: User,
    read_at: datetime | None,
    at: datetime | None,
) -> CPDVerification:
    locked = CPDEntry.objects.select_for_update().get(pk=entry.pk)
    if not can_verify(by, locked):
        raise PermissionDenied("An entry is verified by its owner’s line manager.")
    rules.check_waits(is_submitted=locked.state == EntryState.SUBMITTED)
    rules.check_read_as_it_is(read_at, locked.changed_at)
    rules.check_answers(outcome, answers)
    answer = _written(outcome, locked, answers, by, at or timezone.now())
    MARK[outcome](entry=locked, by=by, at=at)
    _tell_owner(answer, by, at)
    return answer


def _written(
    outcome: Outcome, entry: CPDEntry, answers: Answers, by: User, at: datetime
) -> CPDVerification:
    today = timezone.localdate(at)
    answer = CPDVerification(
        entry=entry,
        verifier=by,
        outcome=outcome,
        is_real=answers.is_real,
        is_relevant=answers.is_relevant,
        is_applied=answers.is_applied,
        note=answers.note.strip(),
        judged=shared_words(entry),
        waited_days=rules.working_days_between(entry.submitted_on or today, today),
        at=at,
    )
    answer.clean_fields(exclude=["entry", "verifier", "judged"])
    answer.save()
    return answer


def _tell_owner(answer: CPDVerification, by: User, at: datetime | None) -> None:
    title, body = TOLD[Outcome(answer.outcome)]
    send_notice(
        recipient=answer.entry.owner,
        kind=NoticeKind.CPD_JUDGED,
        key=f"cpd-answer-{answer.pk}",
        title=title,
        body=f"{by.display_name} has answered. {body}",
        url=reverse("verification:entry_history", args=[answer.entry_id]),
        by=by,
        at=at,
    )
