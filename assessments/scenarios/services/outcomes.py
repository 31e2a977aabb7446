"""What a run is worth, and who is told: the module, the evidence, and through them the manager."""

from datetime import datetime

from django.utils import timezone

from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.queries.stories import story_of
from assessments.scenarios.rules.graph import Counting
from assessments.scenarios.rules.play import Turn
from assessments.scenarios.rules.runs import reported_run
from assessments.scenarios.rules.scoring import RunBand, Status, result_of_turns
from assessments.scenarios.services.support import offer_support
from assessments.standards.queries import statement_titles
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import record_evidence
from cms.people.accounts.models import User
from courses.progress.services import complete_step, note_attempt, restate_result


def finish_run(*, attempt: ScenarioAttempt, turns: list[Turn], by: User, at: datetime) -> None:
    """Score the run, tell the module, and let a safe and sound result stand as evidence.

    Part of a choice: whoever calls holds the lock on the run and has asked for the right.
    """
    result = result_of_turns(story_of(attempt.version).graph, turns)
    attempt.state = Status.ENDED
    attempt.ended_at = at
    attempt.end_key = attempt.current_scene
    attempt.band = result.band
    attempt.percent = result.percent
    attempt.is_unsafe = result.is_unsafe
    attempt.statements = [[code.code, code.percent] for code in result.codes]
    attempt.save()
    person, scenario = attempt.participant, attempt.scenario
    visit = note_attempt(participant=person, step=scenario, by=by, at=at)
    words = _reported_words(attempt, visit.started_at if visit else at)
    if attempt.counts:
        # A code the framework has lost since publishing must not cost anybody her result.
        known = statement_titles()
        record_evidence(
            person=person,
            codes=[code.code for code in result.codes if code.is_sound and code.code in known],
            kind=EvidenceKind.SCENARIO,
            strength=Strength.ASSESSED,
            source=attempt,
            occurred_on=timezone.localdate(at),
            by=by,
        )
        complete_step(participant=person, step=scenario, by=by, at=at, result=words)
    if attempt.is_unsafe:
        offer_support(attempt=attempt)
    if scenario.counting != Counting.BEST:
        restate_result(participant=person, step=scenario, by=by, result=words)


def _reported_words(attempt: ScenarioAttempt, since: datetime) -> str:
    """What her line manager reads of the step: of the run that counts, in this round of the module.

    The best one needs no looking up: progress keeps the best result by comparing numbers.
    """
    run = attempt
    if attempt.scenario.counting != Counting.BEST:
        ended = ScenarioAttempt.objects.filter(
            participant=attempt.participant_id,
            scenario=attempt.scenario_id,
            state=Status.ENDED,
            ended_at__gte=since,
        )
        run = reported_run(list(ended), attempt.scenario.counting) or attempt
    return f"{run.percent} %, {RunBand(run.band).label.lower()}"  # the number first
