"""Quizzes and scenarios: the best result and what it stands for. Never an average, an answer or a
choice (domain.md 2.3, rules 5 and 6; 6.2)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.quizzes.models import QuizAttempt
from assessments.scenarios.models import ScenarioAttempt
from assessments.standards.rules import EvidenceKind
from courses.progress.models import StepCompletion, StepVisit

from ..rules import Figure, InputKind, Piece, Section, Table, shortened
from .scope import Scope

QUIZ, SCENARIO = "quiz", "scenario"
NAMES = {QUIZ: "Quiz", SCENARIO: "Scenario"}
IS_JUDGED = Q(step__quizpage__isnull=False) | Q(step__scenariopage__isnull=False)
FIELDS = ("step_id", "step__title", "step__quizpage__pk")


@dataclass
class Tried:
    """One quiz or scenario, and how it went over the period."""

    kind: str
    title: str
    attempts: int = 0
    result: str = ""
    passed_on: date | None = None
    runs: list[int] = field(default_factory=list)  # those that stand as evidence


def training_section(scope: Scope) -> Section:
    """Four queries."""
    tried = _tried(scope)
    passed = {pk: each for pk, each in tried.items() if each.passed_on}
    pieces = [_piece(pk, each, scope) for pk, each in passed.items()]
    return Section(
        InputKind.TRAINING,
        figures=[
            Figure(label, f"{_count(passed, kind)} of {_count(tried, kind)} tried")
            for kind, label in ((QUIZ, "Quizzes passed"), (SCENARIO, "Scenarios safe and sound"))
            if _count(tried, kind)
        ],
        pieces=sorted(pieces, key=lambda piece: piece.on or date.min, reverse=True),
        gaps=_gaps(tried),
        tables=_by_statement(scope),
    )


def _count(tried: dict[int, Tried], kind: str) -> int:
    return sum(each.kind == kind for each in tried.values())


def _tried(scope: Scope) -> dict[int, Tried]:
    """By step. A manager learns the result and how often, from progress and not from the runs."""
    mine = Q(enrolment__participant=scope.person.pk, enrolment__withdrawn_at=None) & IS_JUDGED
    found: dict[int, Tried] = {}
    visits = StepVisit.objects.filter(mine, attempts__gt=0).order_by("started_at", "pk")
    done = StepCompletion.objects.filter(mine).order_by("completed_at", "pk")
    for pk, title, quiz, attempts, began, seen in visits.values_list(
        *FIELDS, "attempts", "started_at", "seen_at"
    ):
        if _overlaps(scope, began, seen):
            each = found.setdefault(pk, Tried(QUIZ if quiz else SCENARIO, title))
            each.attempts += attempts
    for pk, title, quiz, result, at in done.values_list(*FIELDS, "result", "completed_at"):
        if scope.covers(at):
            each = found.setdefault(pk, Tried(QUIZ if quiz else SCENARIO, title))
            each.result, each.passed_on = result, timezone.localdate(at)
    _add_runs(scope, found)
    return found


def _overlaps(scope: Scope, began: Any, seen: Any) -> bool:
    first, last = timezone.localdate(began), timezone.localdate(seen)
    return first <= scope.period_to and last >= scope.period_from


def _add_runs(scope: Scope, found: dict[int, Tried]) -> None:
    """Only which runs there were: what was answered in them is asked of nothing."""
    quizzes = QuizAttempt.objects.filter(participant=scope.person.pk, passed=True)
    runs = ScenarioAttempt.objects.filter(participant=scope.person.pk, is_unsafe=False)
    pairs = [
        *quizzes.order_by().values_list("quiz_id", "pk"),
        *runs.order_by().values_list("scenario_id", "pk"),
    ]
    for step, run in pairs:
        if step in found:
            found[step].runs.append(run)


def _piece(pk: int, each: Tried, scope: Scope) -> Piece:
    model = "quizattempt" if each.kind == QUIZ else "scenarioattempt"
    return Piece(
        key=f"{each.kind}:{pk}",
        label=shortened(f"{NAMES[each.kind]}: {each.title}"),
        kind=InputKind.TRAINING,
        on=each.passed_on,
        url=_evidence_url(scope, each.kind),
        meta=_meta(each),
        codes=scope.codes_of(model, *each.runs),
    )


def _meta(each: Tried) -> str:
    """A quiz: its best result and how often it was tried. A scenario: how it came out, no more."""
    if each.kind == SCENARIO:
        return each.result.partition(", ")[2] or "safe and sound"
    times = "" if each.attempts < 2 else f"{each.attempts} attempts"
    best = f"best result {each.result}" if each.result else "passed"
    return ", ".join(filter(None, [best, times]))


def _evidence_url(scope: Scope, kind: str) -> str:
    if scope.is_own:
        return f"{reverse('standards:my_evidence')}?kind={kind}"
    return f"{reverse('standards:person_evidence', args=[scope.person.pk])}?kind={kind}"


def _gaps(tried: dict[int, Tried]) -> list[str]:
    if not tried:
        return ["No quiz and no scenario was tried in this time."]
    return [
        f"Not there yet: {NAMES[each.kind].lower()} “{each.title}”."
        for each in tried.values()
        if not each.passed_on
    ]


def _by_statement(scope: Scope) -> list[Table]:
    """Coverage: how many pieces stand for each statement from this time."""
    shown = (EvidenceKind.QUIZ, EvidenceKind.SCENARIO)
    counts = Counter(
        (row.code, row.kind) for row in scope.ledger if row.kind in shown and scope.covers(row.on)
    )
    codes = scope.in_order({code for code, _ in counts})
    if not codes:
        return []
    rows = [
        [
            f"{code} {scope.statements[code].title}" if code in scope.statements else code,
            *(str(counts[code, kind] or "–") for kind in shown),
        ]
        for code in codes
    ]
    heads = ["Statement", "Quizzes passed", "Scenarios safe and sound"]
    return [Table("What they stand for, by statement", heads, rows)]
