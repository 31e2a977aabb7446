"""What a person's attempts came to, for her own eyes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from content.h5p.results.answers import Answer, read_answer

from .. import access
from ..models import Activity, ActivityAttempt, ActivityStatement
from ..rules import Status
from ..rules.attempts import is_right, shown_number, shown_seconds, standing


@dataclass(frozen=True)
class Attempts:
    """All attempts of one person at one activity, wherever she played it; the newest first."""

    attempts: tuple[ActivityAttempt, ...] = ()
    first: ActivityAttempt | None = None  # of the finished ones, as are the other two
    best: ActivityAttempt | None = None
    last: ActivityAttempt | None = None

    @property
    def finished(self) -> tuple[ActivityAttempt, ...]:
        return tuple(one for one in self.attempts if one.state == Status.FINISHED)

    @property
    def has_places(self) -> bool:
        """Whether she played it in more than one place, so that each attempt says where."""
        return len({one.seat_id for one in self.attempts}) > 1


def attempts_of(user: Any, activity: Activity) -> Attempts:
    rows = attempts_readable_by(user).filter(activity=activity).order_by("-started_at", "-pk")
    attempts = tuple(rows.defer("path"))
    places = standing([(one.finished_at, one.percent) for one in attempts])
    return Attempts(attempts, *(None if at is None else attempts[at] for at in places))


def attempts_readable_by(user: Any) -> QuerySet[ActivityAttempt]:
    rows = ActivityAttempt.objects.filter(access.readable_by(user))
    return rows.select_related("activity", "seat__page")


def to_report(user: Any) -> QuerySet[ActivityAttempt]:
    """With the number of its version, and without what the version is made of."""
    heavy = ("version__params", "version__metadata", "version__files")
    return attempts_readable_by(user).select_related("version").defer(*heavy)


def activities_with_results(user: Any) -> QuerySet[Activity]:
    """Those she has played, and those she may see anyway."""
    played = ActivityAttempt.objects.filter(access.readable_by(user)).values("activity")
    return Activity.objects.filter(Q(pk__in=played) | access.activities_readable_by(user))


@dataclass(frozen=True)
class AnswerLine:
    """A question as it was put to her, what she answered last, and what is right where the
    activity says so."""

    number: int
    question: str
    given: tuple[str, ...]
    expected: tuple[str, ...]
    verdict: str  # right | partly | wrong | "" where nobody judges it
    score: str  # “1 of 2”, empty where there is none


@dataclass(frozen=True)
class PathLine:
    number: int
    title: str
    choice: str
    score: str


@dataclass(frozen=True)
class Report:
    """An attempt in words."""

    attempt: ActivityAttempt
    answers: tuple[AnswerLine, ...]
    path: tuple[PathLine, ...]

    @property
    def score(self) -> str:
        return shown_score(self.attempt.score, self.attempt.max_score)

    @property
    def taken(self) -> str:
        seconds = self.attempt.seconds
        return "" if seconds is None else shown_seconds(seconds)


def report_of(attempt: ActivityAttempt) -> Report:
    return Report(attempt, tuple(_answer_lines(attempt)), tuple(_path_lines(attempt.path)))


def answers_kept(attempt: ActivityAttempt) -> list[ActivityStatement]:
    """The last answer to each question, in the order in which they were first answered. What was
    answered in an earlier version of the activity is not among them."""
    rows = attempt.statements.filter(verb="answered").order_by("pk")
    revision = revision_of(attempt.version.number)
    # Questions of old choice sets have no id: they go by what they are called.
    last = {row.sub_content_id or row.title: row for row in rows if is_of(row.statement, revision)}
    return list(last.values())


def is_question(answer: Answer) -> bool:
    """Sets of questions are answered, too; what they ask has answers of its own."""
    return answer.kind not in ("", "compound")


def revision_of(number: int) -> dict[str, str]:
    """How a statement says which version of the activity it is about (xAPI: context.revision)."""
    return {"revision": str(number)}


def is_of(statement: Any, revision: dict[str, str]) -> bool:
    context = statement.get("context")
    return isinstance(context, dict) and revision.items() <= context.items()


def shown_score(score: Decimal | None, max_score: Decimal | None) -> str:
    if score is None or not max_score:
        return ""
    return f"{shown_number(score)} of {shown_number(max_score)}"


def _answer_lines(attempt: ActivityAttempt) -> Sequence[AnswerLine]:
    read = [(row, read_answer(row.statement)) for row in answers_kept(attempt)]
    return [
        AnswerLine(
            number=number,
            question=answer.question or row.title,
            given=answer.given,
            expected=answer.expected,
            verdict=_verdict(row, answer.is_right),
            score=shown_score(row.score, row.max_score),
        )
        for number, (row, answer) in enumerate(
            ((row, answer) for row, answer in read if is_question(answer)), start=1
        )
    ]


def _verdict(row: ActivityStatement, told: bool | None) -> str:
    right = is_right(row.score, row.max_score, told)
    if right is None:
        return ""
    return "right" if right else "partly" if row.score else "wrong"


def _path_lines(path: Any) -> Sequence[PathLine]:
    return [
        PathLine(
            number=number,
            title=str(step.get("title") or ""),
            choice=str(step.get("choice") or ""),
            score="" if step.get("score") is None else shown_number(Decimal(str(step["score"]))),
        )
        for number, step in enumerate(path, start=1)
    ]
