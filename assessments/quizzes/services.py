"""What happens to questions and attempts. The only writer of them.

Every function may be called twice: the second call finds the work done and returns it.
"""

import hashlib
import json
from datetime import datetime
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from assessments.standards.queries import statement_titles
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import record_evidence
from cms.people.accounts.models import User
from cms.people.audit.services import record
from courses.progress.services import complete_step, note_attempt

from . import access, rules
from .models import QuestionResponse, QuestionVersion, QuizAttempt, QuizPage
from .rules import Answer, Status

RANDOM = SystemRandom()


@transaction.atomic
def snapshot_questions(
    *,
    quiz: QuizPage,
    by: User | None = None,  # noqa: ARG001 - the publishing is in Wagtail's own log
    at: datetime | None = None,
) -> list[QuestionVersion]:
    """Freeze each question of the page whose words changed; return all, in the page's order."""
    latest = {
        version.block_id: version
        for version in quiz.question_versions.defer("content").order_by("number")
    }
    versions = []
    for block_id, question in quiz.asked():
        content = question.as_content()
        known = latest.get(UUID(block_id))
        if known is None or known.content_hash != content_hash(content):
            known = QuestionVersion.objects.create(
                quiz=quiz,
                block_id=block_id,
                number=known.number + 1 if known else 1,
                content=content,
                content_hash=content_hash(content),
                created_at=at or timezone.now(),
            )
        versions.append(known)
    return versions


def content_hash(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@transaction.atomic
def start_attempt(
    *, participant: User, quiz: QuizPage, by: User, at: datetime | None = None
) -> QuizAttempt:
    """The participant's open attempt; a new one where none is open.

    The page's row is locked first, so that two clicks start one attempt; a constraint in the
    database says the same.
    """
    # The row as it is published now: not what an editor or an old request holds in hand.
    live = QuizPage.objects.live().select_for_update(of=("self",)).filter(pk=quiz.pk).first()
    if by.pk != participant.pk or live is None or not access.can_start(participant, live):
        raise PermissionDenied("Only a person who works here starts an attempt, and only her own.")
    attempts = QuizAttempt.objects.filter(participant=participant, quiz=live)
    last = attempts.order_by("-number").first()
    if last is not None and last.is_open:
        return last
    rules.check_quiz([question for _, question in live.asked()])
    attempt = QuizAttempt.objects.create(
        participant=participant,
        quiz=live,
        number=last.number + 1 if last else 1,
        pass_mark=live.pass_mark,
        started_at=at or timezone.now(),
    )
    lay_out(attempt, live, snapshot_questions(quiz=live, at=at))
    record(actor=by, verb="quiz_attempt.started", obj=attempt, about=participant, at=at)
    return attempt


def lay_out(attempt: QuizAttempt, quiz: QuizPage, versions: list[QuestionVersion]) -> None:
    """Fix the order of questions and options for the whole attempt."""
    asked = [
        (version, question) for version, (_, question) in zip(versions, quiz.asked(), strict=True)
    ]
    if quiz.shuffle_questions:
        RANDOM.shuffle(asked)
    QuestionResponse.objects.bulk_create(
        QuestionResponse(
            attempt=attempt,
            version=version,
            position=position,
            option_order=rules.shown_order(question, RANDOM, shuffles=quiz.shuffle_options),
        )
        for position, (version, question) in enumerate(asked, start=1)
    )


def lock(attempt_pk: int) -> QuizAttempt:
    """The attempt as it is now, held until the transaction ends: two tabs wait for one another."""
    rows = QuizAttempt.objects.select_for_update(of=("self",))
    return rows.select_related("quiz", "participant").get(pk=attempt_pk)


@transaction.atomic
def answer_question(
    *,
    response: QuestionResponse,
    answer: Answer,
    by: User,
    is_flagged: bool | None = None,
    at: datetime | None = None,
) -> QuestionResponse:
    """Keep an answer while the attempt is open; the last one given stands. None takes it back.

    `answer` holds positions in the version's own options, whatever order they were shown in.
    There is no audit row: the response is itself the record, and its content is nobody else's.
    """
    attempt = lock(response.attempt_id)
    if not access.can_answer(by, attempt.participant):
        raise PermissionDenied("Only the participant answers.")
    rules.check_transition(Status(attempt.state), Status.SUBMITTED)
    rules.check_answer(response.version.question, answer)
    response.answer = answer
    response.answered_at = None if answer is None else at or timezone.now()
    if is_flagged is not None:
        response.is_flagged = is_flagged
    response.save(update_fields=["answer", "answered_at", "is_flagged"])
    return response


@transaction.atomic
def hand_in(
    *,
    attempt: QuizAttempt,
    by: User,
    allow_unanswered: bool = False,
    at: datetime | None = None,
) -> QuizAttempt:
    """Judge the attempt and, when it is passed, complete the step and record the evidence."""
    attempt = lock(attempt.pk)
    if not access.can_answer(by, attempt.participant):
        raise PermissionDenied("Only the participant hands in.")
    if attempt.state == Status.SUBMITTED:
        return attempt
    responses = list(attempt.responses.select_related("version"))
    if not allow_unanswered:
        rules.check_all_answered(response.answer for response in responses)
    judge(attempt, responses, at or timezone.now())
    detail = {"score": str(attempt.score), "passed": attempt.passed, "number": attempt.number}
    record(
        actor=by,
        verb="quiz_attempt.handed_in",
        obj=attempt,
        about=attempt.participant,
        detail=detail,
        at=at,
    )
    tell_courses(attempt, responses, by, at)
    return attempt


def judge(attempt: QuizAttempt, responses: list[QuestionResponse], now: datetime) -> None:
    rules.check_transition(Status(attempt.state), Status.SUBMITTED)
    marks = []
    for response in responses:
        question = response.version.question
        mark = rules.mark(question, response.answer)
        response.points, response.is_right = rules.stored(mark.points, places=4), mark.is_right
        marks.append((mark, question.is_must))
    result = rules.judge(marks, attempt.pass_mark)
    QuestionResponse.objects.bulk_update(responses, ["points", "is_right"])
    attempt.state = Status.SUBMITTED
    attempt.score = rules.stored(result.score)
    attempt.passed = result.is_passed
    attempt.musts_missed = result.musts_missed
    attempt.submitted_at = now
    attempt.save()


def tell_courses(
    attempt: QuizAttempt, responses: list[QuestionResponse], by: User, at: datetime | None
) -> None:
    participant, step = attempt.participant, attempt.quiz
    note_attempt(participant=participant, step=step, by=by, at=at)
    if not attempt.passed:
        return
    known = statement_titles()  # a code nobody knows is the author's slip, not the mentor's loss
    right = (response.version.question for response in responses if response.is_right)
    codes = dict.fromkeys(code for question in right for code in question.codes if code in known)
    assert attempt.submitted_at is not None
    record_evidence(
        person=participant,
        codes=codes,
        kind=EvidenceKind.QUIZ,
        strength=Strength.ASSESSED,
        source=attempt,
        occurred_on=timezone.localdate(attempt.submitted_at),
        by=by,
    )
    complete_step(participant=participant, step=step, by=by, at=at, result=attempt.shown_score)
