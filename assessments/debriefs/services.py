"""What comes of a debrief: answers for oneself, a path shown to somebody, a thing taken further."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import MOST_STATEMENTS, EntryContent, EntryState, ReflectionModel
from assessments.cpd.services import create_entry
from assessments.debriefs.access import can_be_shown, can_debrief, can_share
from assessments.debriefs.models import DebriefAnswer, PathShare
from assessments.debriefs.rules import answers as answer_rules
from assessments.debriefs.rules.sharing import check_is_over, check_reader
from assessments.scenarios.models import ScenarioAttempt
from assessments.standards.queries import default_statements
from assessments.supervision.models import SupervisionBookmark
from assessments.supervision.rules.bookmarks import LONGEST as LONGEST_BOOKMARK
from assessments.supervision.services.bookmarks import add_bookmark
from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from content.terms import apply_terms

DRAFTS = uuid.UUID("5c7f2d0e-1f5b-5a0c-8d3e-2b9a4c6e7f10")  # never change it: keys follow


@transaction.atomic
def save_answers(
    *,
    attempt: ScenarioAttempt,
    answers: Mapping[int, tuple[str, str]],
    by: User,
    at: datetime | None = None,
) -> list[DebriefAnswer]:
    """By place, the question and what she wrote; what is emptied is gone. Nothing is audited: what
    somebody writes for herself is nobody's business."""
    _check_own(attempt, by)
    check_is_over(attempt.state)
    kept = []
    for place, (question, written) in answers.items():
        text = written.strip()
        answer_rules.check_answer(text)
        if not text:
            DebriefAnswer.objects.filter(attempt=attempt, place=place).delete()
            continue
        answer, is_new = DebriefAnswer.objects.get_or_create(
            attempt=attempt,
            place=place,
            defaults={"question": question, "text": text, "written_at": at or timezone.now()},
        )
        if not is_new and answer.text != text:
            answer.text, answer.written_at = text, at or timezone.now()
            answer.save(update_fields=["text", "written_at"])
        kept.append(answer)
    return kept


@transaction.atomic
def delete_answer(*, answer: DebriefAnswer, by: User) -> None:
    _check_own(answer.attempt, by)
    answer.delete()


@transaction.atomic
def draft_from_debrief(
    *, attempt: ScenarioAttempt, with_answers: bool = False, by: User
) -> CPDEntry:
    """A draft in her log, once a run. Her answers go along only when she says so, to the part of
    the entry that stays hers."""
    _check_own(attempt, by)
    check_is_over(attempt.state)
    codes = [code for code, _ in attempt.statements] or list(attempt.scenario.codes)
    known = default_statements()
    seconds = attempt.steps.aggregate(known=Sum("seconds"))["known"] or 0
    own = _answers(attempt) if with_answers else []
    key = uuid.uuid5(DRAFTS, str(attempt.pk))
    if CPDEntry.objects.filter(owner=by, key=key, state=EntryState.DISCARDED).exists():
        key = uuid.uuid4()  # the one she threw away stays where it is
    return create_entry(
        owner=by,
        content=EntryContent(
            title=f"Practised: {apply_terms(attempt.scenario.title)}"[:200],
            start_on=timezone.localdate(attempt.ended_at or attempt.started_at),
            minutes=-(-seconds // 60) or None,
            reflection_model=ReflectionModel.FREE,
            reflection={"free": answer_rules.joined(own)} if own else {},
        ),
        statements=[known[code] for code in codes if code in known][:MOST_STATEMENTS],
        by=by,
        key=key,
    )


@transaction.atomic
def bookmark_debrief(
    *, attempt: ScenarioAttempt, with_answers: bool = False, by: User
) -> SupervisionBookmark:
    """On her list for supervision, once a run."""
    _check_own(attempt, by)
    check_is_over(attempt.state)
    own = _answers(attempt) if with_answers else []
    return add_bookmark(
        mentor=by,
        title=f"Scenario: {apply_terms(attempt.scenario.title)}"[:200],
        words=answer_rules.joined(own, most=LONGEST_BOOKMARK),
        source_url=reverse("debriefs:debrief_detail", args=[attempt.pk]),
        by=by,
    )


def share_path(
    *, attempt: ScenarioAttempt, reader: User, by: User, at: datetime | None = None
) -> PathShare:
    """Show the path of one run to one person, who is told. Twice is once."""
    if not can_share(by, attempt) or not can_be_shown(reader):
        raise PermissionDenied("A path is shown by whoever took it, to somebody who works here.")
    check_is_over(attempt.state)
    check_reader(reader.pk, by.pk)
    try:
        return _share(attempt, reader, by, at)
    except IntegrityError:  # another tab was first
        return PathShare.objects.get(attempt=attempt, reader=reader, withdrawn_at=None)


@transaction.atomic
def _share(attempt: ScenarioAttempt, reader: User, by: User, at: datetime | None) -> PathShare:
    share, is_new = PathShare.objects.get_or_create(
        attempt=attempt,
        reader=reader,
        withdrawn_at=None,
        defaults={"shared_at": at or timezone.now()},
    )
    if is_new:
        record(actor=by, verb="scenario_path.shared", obj=attempt, about=by,
               detail={"reader": reader.pk})  # fmt: skip
        send_notice(
            recipient=reader,
            kind=NoticeKind.PATH_SHARED,
            key=f"path-share-{share.pk}",
            title=f"{by.display_name} shares a scenario path with you",
            body=(
                f"It is one run of “{apply_terms(attempt.scenario.title)}”. Only you were asked to "
                "read it, and you can until it is taken back."
            ),
            url=share.get_absolute_url(),
            by=by,
            at=at,
        )
    return share


@transaction.atomic
def withdraw_share(*, share: PathShare, by: User, at: datetime | None = None) -> PathShare:
    """From this moment on the reader finds nothing there."""
    _check_own(share.attempt, by)
    locked = PathShare.objects.select_for_update(of=("self",)).get(pk=share.pk)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = at or timezone.now()
        locked.save(update_fields=["withdrawn_at"])
        record(actor=by, verb="scenario_path.withdrawn", obj=share.attempt, about=by,
               detail={"reader": share.reader_id})  # fmt: skip
    return locked


def _check_own(attempt: ScenarioAttempt, by: User) -> None:
    if not can_debrief(by, attempt):
        raise PermissionDenied("A debrief belongs to the person who played the run.")


def _answers(attempt: ScenarioAttempt) -> list[tuple[str, str]]:
    rows = DebriefAnswer.objects.filter(attempt=attempt).order_by("place")
    return list(rows.values_list("question", "text"))
