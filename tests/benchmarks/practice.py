"""A year of practice for many mentors, in bulk: what the manager’s grid reads."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState
from assessments.observations.models import Observation, ObservationTemplate
from assessments.observations.rules import ObservationKind, ObservationState
from assessments.reviews.models import PerformanceReview, ReviewTemplate
from assessments.reviews.rules import ReviewKind, ReviewState
from assessments.sessions.models import SessionAttendance, SupervisionSession
from assessments.sessions.rules import Attendance, SessionState
from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.kinds import SessionType
from assessments.supervision.rules.states import AgreementState
from cms.people.accounts.models import User
from cms.people.teams.models import Absence, StaffProfile
from courses.certificates.models import Certificate
from courses.enrolment.models import Enrolment
from courses.progress.models import Completion
from tests.benchmarks.cpd import entries_of

SESSIONS_A_YEAR, AT_ONCE = 8, 500
STATES = (ReviewState.OPENED, ReviewState.SELF_ASSESSMENT, ReviewState.SHARED, ReviewState.RESPONSE)
LONG_AGO = timedelta(days=900)


def live_a_year(people: list[User], manager: User, supervisor: User) -> None:
    """Modules done, CPD handed in, sessions held, one observation and one review each."""
    today = timezone.localdate()
    StaffProfile.objects.filter(person__in=people).update(started_on=today - LONG_AGO)
    _complete(people)
    _log(people)
    _meet(people, supervisor)
    _observe_and_review(people, manager, supervisor)
    Absence.objects.bulk_create(
        Absence(person=person, starts_on=today - timedelta(days=30)) for person in people[::40]
    )


def _complete(people: list[User]) -> None:
    """Two modules of three, with certificates of which some run out."""
    now, today = timezone.now(), timezone.localdate()
    rows = Enrolment.objects.filter(participant__in=people, completion=None).order_by("pk")
    done = Completion.objects.bulk_create(
        [
            Completion(
                enrolment=row, participant_id=row.participant_id, module_id=row.module_id,
                completed_at=now - timedelta(days=200), minutes=60,
                expires_on=today + timedelta(days=number % 400 - 20),
            )
            for number, row in enumerate(rows) if number % 3
        ], batch_size=AT_ONCE,
    )  # fmt: skip
    Certificate.objects.bulk_create(
        [Certificate(completion=row, wording={}) for row in done], batch_size=AT_ONCE
    )


def _log(people: list[User]) -> None:
    """Three years of entries; the latest of every tenth person waits to be verified."""
    entries = []
    for number, person in enumerate(people):
        own = list(entries_of(person))
        if number % 10 == 0:
            own[0].state = EntryState.SUBMITTED
        entries += own
    CPDEntry.objects.bulk_create(entries, batch_size=AT_ONCE)


def _meet(people: list[User], supervisor: User) -> None:
    now, today = timezone.now(), timezone.localdate()
    pairs = SupervisionAgreement.objects.bulk_create(
        [
            SupervisionAgreement(
                supervisee=person, supervisor=supervisor, drafted_by=supervisor,
                state=AgreementState.IN_FORCE, starts_on=today - timedelta(days=365),
                review_on=today + timedelta(days=30), in_force_at=now, offered_at=now,
                words_hash="a" * 64, types=[SessionType.REFLECTIVE],
            )
            for person in people
        ], batch_size=AT_ONCE,
    )  # fmt: skip
    sessions = SupervisionSession.objects.bulk_create(
        [
            _session(pair, supervisor, now - timedelta(days=number % 70 + 42 * earlier))
            for number, pair in enumerate(pairs) for earlier in range(SESSIONS_A_YEAR)
        ], batch_size=AT_ONCE,
    )  # fmt: skip
    SessionAttendance.objects.bulk_create(
        [
            SessionAttendance(
                session=row, attendee_id=row.agreement.supervisee_id, state=Attendance.CAME
            )
            for row in sessions
            if row.agreement
        ],
        batch_size=AT_ONCE,
    )


def _session(pair: SupervisionAgreement, supervisor: User, at: Any) -> SupervisionSession:
    return SupervisionSession(
        agreement=pair, supervisor=supervisor, booked_by=supervisor, type=SessionType.REFLECTIVE,
        state=SessionState.HELD, starts_at=at, held_at=at, held_minutes=60,
    )  # fmt: skip


def _observe_and_review(people: list[User], manager: User, observer: User) -> None:
    now, today = timezone.now(), timezone.localdate()
    visit, _ = ObservationTemplate.objects.get_or_create(kind=ObservationKind.FORMAL, title="Visit")
    annual, _ = ReviewTemplate.objects.get_or_create(title="Annual", kind=ReviewKind.ANNUAL)
    Observation.objects.bulk_create(
        [
            Observation(
                kind=ObservationKind.FORMAL, template=visit, mentor=person, observer=observer,
                booked_by=observer, state=ObservationState.RELEASED,
                planned_for=now - timedelta(days=number % 500),
                seen_at=now - timedelta(days=number % 500),
            )
            for number, person in enumerate(people)
        ], batch_size=AT_ONCE,
    )  # fmt: skip
    PerformanceReview.objects.bulk_create(
        [
            PerformanceReview(
                template=annual, reviewee=person, reviewer=manager, state=STATES[number % 4],
                period_from=today - timedelta(days=365), period_to=today,
                due_on=today + timedelta(days=number % 60 - 10),
            )
            for number, person in enumerate(people)
        ], batch_size=AT_ONCE,
    )  # fmt: skip
