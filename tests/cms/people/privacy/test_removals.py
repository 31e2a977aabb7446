"""What the slices remove when its time has come: all that hangs on it, and nothing of anybody
else's."""

import pytest

from assessments.cpd.models import CPDEntry
from assessments.scenarios.models import ScenarioAttempt, ScenarioStep
from assessments.standards.models import Evidence
from assessments.verification.models import CPDVerification
from cms.people.audit.models import AuditEvent
from cms.people.privacy.registry import record_class, record_classes
from cms.people.privacy.services.retention import remove_aged
from courses.certificates.models import Certificate
from courses.enrolment.models import Enrolment
from courses.progress.models import Completion
from tests.factories import debriefs, quizzes, scenarios, standards, verification
from tests.factories.marked_rows import MAKERS, Scene
from tests.factories.people import days_ago
from tests.factories.rights import leaver

pytestmark = pytest.mark.django_db
# A session stays while a record of it is kept, and an agreement while a session is.
LAST = "supervision_session supervision_agreement"
IN_TEN_YEARS = days_ago(-3660)


def test_everything_goes_in_its_time_and_only_hers(
    mentor, peer, supervisor, django_capture_on_commit_callbacks
):
    scene = Scene(mentor, supervisor)
    for key in MAKERS:
        MAKERS[key](scene)
    verification.verified(peer, supervisor)
    leaver(mentor, 10)
    removed = [kind for kind in record_classes() if kind.remove is not None]

    with django_capture_on_commit_callbacks(execute=True):
        for kind in sorted(removed, key=lambda kind: LAST.find(kind.key)):
            rows = kind.aged(IN_TEN_YEARS)
            hers = rows.filter(**{kind.subject: mentor})
            count = hers.distinct().count()
            assert kind.remove(hers.distinct()) == count, kind.key
            assert not kind.aged(IN_TEN_YEARS).filter(**{kind.subject: mentor}).exists()

    for model in (CPDEntry, CPDVerification, Completion, Certificate, Enrolment, Evidence):
        lookup = {"CPDVerification": "entry__owner", "Certificate": "completion__participant"}
        people = {"CPDEntry": "owner", "Evidence": "person"}
        name = lookup.get(model.__name__) or people.get(model.__name__, "participant")
        assert not model.objects.filter(**{name: mentor}).exists(), model
    assert CPDEntry.objects.filter(owner=peer).count() == 1
    assert CPDVerification.objects.filter(entry__owner=peer).count() == 1
    assert AuditEvent.objects.filter(about=mentor).exists()


def test_nothing_goes_before_its_time(mentor, supervisor):
    scene = Scene(mentor, supervisor)
    for key in ("cpd_entry", "quiz_result", "scenario_path", "notice"):
        MAKERS[key](scene)
    leaver(mentor, 365)

    for key in ("cpd_entry", "quiz_result", "scenario_path", "notice"):
        assert remove_aged(record_class=key, by=None).removed == 0, key


def test_nothing_of_whoever_is_here_goes_for_having_left(mentor, supervisor):
    scene = Scene(mentor, supervisor)
    MAKERS["cpd_entry"](scene)

    assert not record_class("cpd_entry").aged(IN_TEN_YEARS).exists()


def test_a_withdrawal_never_stays_alone(mentor):
    standards.st0148()
    piece = standards.evidence(mentor, "S1")
    Evidence.objects.create(
        person=mentor,
        statement=piece.statement,
        kind=piece.kind,
        strength=piece.strength,
        content_type=piece.content_type,
        object_id=piece.object_id,
        occurred_on=piece.occurred_on,
        withdraws=piece,
    )

    assert record_class("evidence").remove(Evidence.objects.filter(pk=piece.pk)) == 1

    assert not Evidence.objects.exists()


def test_a_run_can_be_looked_at_when_its_path_has_gone(mentor, client_of):
    scenario = scenarios.scenario_page()
    run = debriefs.run_over(mentor, scenario, "a", "b")
    before = client_of(mentor).get(run.get_absolute_url())
    record_class("scenario_path").remove(ScenarioStep.objects.filter(attempt=run))

    response = client_of(mentor).get(run.get_absolute_url())

    assert (before.status_code, response.status_code) == (200, 200)
    kept = ScenarioAttempt.objects.get(pk=run.pk)
    assert kept.outcome in response.text


def test_an_attempt_can_be_looked_at_when_its_answers_have_gone(mentor, client_of):
    attempt = quizzes.passed(quizzes.quiz_page(), mentor)
    record_class("quiz_answer").remove(attempt.responses.all())

    response = client_of(mentor).get(attempt.get_absolute_url())

    assert response.status_code == 200
