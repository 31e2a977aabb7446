"""What somebody writes for herself while she plays, or instead of playing."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.scenarios.access import can_choose, can_take_way_out
from assessments.scenarios.models import OwnWords, ScenarioAttempt, ScenarioPage, ScenarioWayOut
from assessments.scenarios.queries.stories import story_of
from assessments.scenarios.rules.runs import check_answer, check_own_words
from assessments.standards.queries import statement_titles
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import record_evidence
from cms.people.accounts.models import User
from courses.progress.services import complete_step, note_attempt


@transaction.atomic
def save_own_words(
    *, attempt: ScenarioAttempt, position: int, text: str, by: User, at: datetime | None = None
) -> OwnWords:
    """Keep what she would say; until she has chosen, the last that she wrote stands.

    Not audited: that somebody wrote to herself is nobody's business.
    """
    _check_own(by, attempt)
    check_own_words(text)
    rows = ScenarioAttempt.objects.select_for_update(of=("self",)).select_related("version")
    run = rows.defer("version__content").get(pk=attempt.pk)
    scene = story_of(run.version).graph.scene(run.current_scene) if run.is_open else None
    if scene is None or not scene.own_words or position != run.steps.count() + 1:
        raise ValidationError(
            "The choice here is made, so nothing has changed. This is where your run stands.",
            code="taken",
        )
    words, _ = OwnWords.objects.update_or_create(
        attempt=run,
        position=position,
        defaults={"text": text.strip(), "written_at": at or timezone.now()},
    )
    return words


@transaction.atomic
def delete_own_words(*, attempt: ScenarioAttempt, position: int, by: User) -> None:
    """Gone for good; a second time, there is nothing to delete."""
    _check_own(by, attempt)
    OwnWords.objects.filter(attempt=attempt.pk, position=position).delete()


@transaction.atomic
def take_way_out(
    *, scenario: ScenarioPage, answer: str, by: User, at: datetime | None = None
) -> ScenarioWayOut:
    """She has read the scenario instead of playing it, and answered: the step is done.

    The step says no more than that it is done, as it would of a run, and nothing is audited of the
    way. The evidence says what it is: claimed, not assessed. The same answer twice is one.
    """
    if not can_take_way_out(by, scenario):
        raise PermissionDenied("This scenario has no other way, or is not open to you.")
    check_answer(answer)
    moment = at or timezone.now()
    User.objects.select_for_update().get(pk=by.pk)  # two tabs wait for each other
    taken, is_new = ScenarioWayOut.objects.get_or_create(
        participant=by,
        scenario_id=scenario.pk,
        answer=answer.strip(),
        defaults={"taken_at": moment},
    )
    if is_new:
        known = statement_titles()
        note_attempt(participant=by, step=scenario, by=by, at=moment)
        record_evidence(
            person=by,
            codes=[code for code in scenario.codes if code in known],
            kind=EvidenceKind.SCENARIO,
            strength=Strength.CLAIMED,
            source=taken,
            occurred_on=timezone.localdate(moment),
            by=by,
        )
    complete_step(participant=by, step=scenario, by=by, at=moment)
    return taken


def _check_own(by: User, attempt: ScenarioAttempt) -> None:
    if not can_choose(by, attempt):
        raise PermissionDenied("Only the person who plays a run writes in it.")
