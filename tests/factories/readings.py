"""A year of a mentor's work, as a review reads it. Rows are written directly, for a scene."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from assessments.actions.models import SupervisionAction
from assessments.cpd.models import CPDEntry
from assessments.observations.models import (
    Observation,
    ObservationCriterion,
    ObservationRating,
    ObservationTemplate,
)
from assessments.observations.rules import ObservationKind, ObservationState
from assessments.outcomes.models import OutcomeImport, OutcomeMetric
from assessments.outcomes.rules import MetricKind
from assessments.quizzes.models import QuizAttempt
from assessments.scenarios.models import ScenarioAttempt
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import CalledOffBy
from assessments.standards.models import Statement
from assessments.standards.rules import EvidenceKind, Strength
from assessments.supervision.models import SupervisionAgreement
from assessments.voice.models import (
    VoiceCampaign,
    VoiceCohort,
    VoiceQuestionnaire,
    VoiceRelease,
)
from cms.people.accounts.models import User
from courses.catalogue.models import ModulePage
from courses.enrolment.models import Enrolment
from courses.progress.models import Completion, StepCompletion, StepVisit
from tests.factories.courses import completion, enrolment
from tests.factories.people import days_ago
from tests.factories.scenarios import attempt_of
from tests.factories.standards import evidence
from tests.factories.supervision import action, agreement, called_off, held
from tests.factories.targets import with_impact


def at(day: date) -> datetime:
    """Noon of a day."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def module_done(person: User, module: ModulePage, days: int = 90, **fields: Any) -> Completion:
    """Finished so many days ago; its statements stand by it."""
    row = Enrolment.objects.filter(participant=person, module=module).first()
    row = row or enrolment(person, module)
    done = completion(row, completed_at=at(days_ago(days)), **fields)
    for code in module.codes:
        evidence(person, code, source=done, occurred_on=days_ago(days), note=module.title)
    return done


def quiz_tried(row: Enrolment, quiz: Any, attempts: int = 1, days: int = 80) -> StepVisit:
    moment = at(days_ago(days))
    return StepVisit.objects.create(
        enrolment=row, step_id=quiz.pk, attempts=attempts, started_at=moment, seen_at=moment
    )


def quiz_passed(
    row: Enrolment,
    quiz: Any,
    *codes: str,
    result: str = "92 %",
    attempts: int = 2,
    days: int = 80,
) -> QuizAttempt:
    """With the attempt that stands for these statements."""
    quiz_tried(row, quiz, attempts, days)
    moment = at(days_ago(days))
    StepCompletion.objects.create(
        enrolment=row, step_id=quiz.pk, completed_at=moment, result=result
    )
    attempt = QuizAttempt.objects.create(
        participant=row.participant,
        quiz=quiz,
        number=attempts,
        state="submitted",
        pass_mark=80,
        score=92,
        passed=True,
        started_at=moment,
        submitted_at=moment,
    )
    for code in codes:
        stand_by(attempt, code, EvidenceKind.QUIZ, days)
    return attempt


def scenario_done(
    row: Enrolment, scenario: Any, *codes: str, result: str = "83 %, sound", days: int = 70
) -> ScenarioAttempt:
    moment = at(days_ago(days))
    quiz_tried(row, scenario, days=days)
    StepCompletion.objects.create(
        enrolment=row, step_id=scenario.pk, completed_at=moment, result=result
    )
    run = attempt_of(row.participant, scenario, ended_at=moment, is_unsafe=False)
    for code in codes:
        stand_by(run, code, EvidenceKind.SCENARIO, days)
    return run


def stand_by(source: Any, code: str, kind: EvidenceKind, days: int) -> None:
    evidence(
        source.participant,
        code,
        kind=kind,
        strength=Strength.ASSESSED,
        source=source,
        occurred_on=days_ago(days),
    )


def verified_entry(person: User, *codes: str, days: int = 60, **fields: Any) -> CPDEntry:
    """Two hours, verified, and it says what changed."""
    entry = with_impact(person, days_ago(days), **fields)
    for code in codes:
        evidence(
            person,
            code,
            kind=EvidenceKind.CPD,
            strength=Strength.VERIFIED,
            source=entry,
            occurred_on=days_ago(days),
        )
    return entry


def held_on_time(pair: SupervisionAgreement, days: int, late: int = 0) -> SupervisionSession:
    """Held so many days ago, `late` days after the day it was due."""
    return held(pair, days, due_on=days_ago(days + late), tolerance_days=7)


def overloaded_supervision(mentor: User, supervisor: User) -> SupervisionAgreement:
    """Farid's year: five sessions held, one of them late, and two that his supervisor called off
    (domain.md 9, story 2)."""
    pair = agreement(mentor, supervisor)
    for days in (300, 255, 210, 110):
        held_on_time(pair, days)
    held_on_time(pair, 160, late=20)
    for days in (70, 40):
        called_off(pair, CalledOffBy.SUPERVISOR, starts_at=at(days_ago(days)))
    return pair


def shared_action(meeting: SupervisionSession, **fields: Any) -> SupervisionAction:
    """Done ten days before it was due, and marked by both for the line manager."""
    defaults = {
        "state": "done",
        "due_on": days_ago(90),
        "closed_at": at(days_ago(100)),
        "supervisee_shares": True,
        "supervisor_shares": True,
    }
    return action(meeting, **{**defaults, **fields})


def seen_at_work(mentor: User, observer: User, days: int = 50, **fields: Any) -> Observation:
    """A formal observation, released: one criterion secure, one developing."""
    template, is_new = ObservationTemplate.objects.get_or_create(
        kind=ObservationKind.FORMAL, title="A one-to-one"
    )
    if is_new:
        for place, title in enumerate(("Reviews last actions first", "Lets silence work"), 1):
            ObservationCriterion.objects.create(template=template, position=place, title=title)
        secure = template.criteria.get(position=1)
        secure.statements.set(Statement.objects.filter(code__in=["S6", "S8"]))
    moment = at(days_ago(days))
    values: dict[str, Any] = {
        "kind": ObservationKind.FORMAL,
        "state": ObservationState.RELEASED,
        "planned_for": moment,
        "seen_at": moment,
        "released_at": moment,
        "minutes": 40,
        "next_step": "Wait five seconds after a question.",
        "booked_by": observer,
        **fields,
    }
    row = Observation.objects.create(template=template, mentor=mentor, observer=observer, **values)
    for criterion, level in zip(template.criteria.all(), ("secure", "developing"), strict=True):
        ObservationRating.objects.create(
            observation=row,
            criterion=criterion,
            level=level,
            evidence="Opened with the last target and asked what had become of it.",
        )
    return row


def heard(mentor: User, n: int = 14, days: int = 40, **fields: Any) -> VoiceCampaign:
    """A campaign that was released, with what learners said of one mentor."""
    moment = at(days_ago(days))
    questionnaire, _ = VoiceQuestionnaire.objects.get_or_create(title="Your mentor")
    row = VoiceCampaign.objects.create(
        title=fields.pop("title", "Autumn voices"),
        questionnaire=questionnaire,
        state="released",
        opens_on=days_ago(days + 14),
        closes_on=days_ago(days),
        made_by=mentor,
        released_at=moment,
    )
    VoiceCohort.objects.create(campaign=row, mentor=mentor, label="Level 2", invited=25)
    is_hidden = n < 10
    item = {"mean": 4.2, "low": 3.8, "high": 4.6, "n": n, "spread": 0.7, "steps": [0, 1, 2, 4, 7]}
    cell = {
        "invited": 25,
        "n": n,
        "is_hidden": is_hidden,
        "is_too_few": is_hidden,
        "items": {} if is_hidden else {"q1": item},
        "comments_shown": False,
        "team": "",
        "name": "",
        **fields,
    }
    question = {"key": "q1", "theme": "listening", "wording": "My mentor listens to me."}
    VoiceRelease.objects.create(
        campaign=row,
        respondents_from=10,
        comments_from=10,
        figures={"questions": [question], "mentors": {str(mentor.pk): cell}, "teams": {}},
        released_by=mentor,
        at=moment,
    )
    return row


def outcome(
    person: User | None, numerator: int = 45, denominator: int = 50, days: int = 30, **fields: Any
) -> OutcomeMetric:
    """Attendance of a half-year that ended so many days ago, beside the college's."""
    by = fields.pop("by", person)
    batch = OutcomeImport.objects.create(
        file_name="half-year.csv",
        checksum=f"{OutcomeImport.objects.count():064d}",
        source_system="The college’s records",
        imported_by=by,
    )
    values: dict[str, Any] = {
        "person": person,
        "kind": MetricKind.ATTENDANCE,
        "period_from": days_ago(days + 180),
        "period_to": days_ago(days),
        "comparator_label": "the college",
        "comparator_numerator": 850,
        "comparator_denominator": 1000,
        **fields,
    }
    return OutcomeMetric.objects.create(
        batch=batch, numerator=numerator, denominator=denominator, **values
    )
