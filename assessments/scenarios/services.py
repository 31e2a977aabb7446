import hashlib
import json
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from assessments.scenarios.access import can_choose, can_play
from assessments.scenarios.models import (
    ScenarioAttempt,
    ScenarioPage,
    ScenarioStep,
    ScenarioVersion,
)
from assessments.scenarios.queries import newest_version
from assessments.scenarios.rules import Status, check_graph, check_transition, result_of
from assessments.standards.queries import statement_titles
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import record_evidence
from cms.people.accounts.models import User
from cms.people.audit.services import record
from courses.progress.services import complete_step, note_attempt


@transaction.atomic
def snapshot_scenario(
    *, scenario: ScenarioPage, by: User | None = None, at: datetime | None = None
) -> ScenarioVersion:
    """Keep what was published. The same content again is the version that already stands.

    Raises ValidationError when the scenario cannot be played: then the last sound version stays.
    """
    check_graph(scenario.graph)
    content = scenario.content
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    newest = newest_version(scenario)
    if newest and newest.content_hash == digest:
        return newest
    version = ScenarioVersion.objects.create(
        scenario_id=scenario.pk,
        number=newest.number + 1 if newest else 1,
        content=content,
        content_hash=digest,
        created_at=at or timezone.now(),
    )
    record(
        actor=by,
        verb="scenario.version_kept",
        obj=version,
        detail={"scenario": scenario.pk, "number": version.number},
    )
    return version


def start_attempt(
    *, scenario: ScenarioPage, by: User, again: bool = False, at: datetime | None = None
) -> ScenarioAttempt:
    """The person's run that is under way, or a new one.

    `again` leaves the run under way as it is, abandoned and kept, and begins a new one. Two tabs
    that start at once get the same run.
    """
    if not can_play(by, scenario):
        raise PermissionDenied("This scenario is not open to you.")
    try:
        return _start(scenario, by, again, at or timezone.now())
    except IntegrityError:
        # The other tab was first, and its run is this person's open one.
        return ScenarioAttempt.objects.get(participant=by, scenario=scenario.pk, state=Status.OPEN)


@transaction.atomic
def _start(scenario: ScenarioPage, by: User, again: bool, moment: datetime) -> ScenarioAttempt:
    runs = ScenarioAttempt.objects.filter(participant=by, scenario=scenario.pk)
    current = runs.select_for_update().filter(state=Status.OPEN).first()
    if current and not again:
        return current
    version = newest_version(scenario) or snapshot_scenario(scenario=scenario, at=moment)
    if current:
        if current.version_id == version.pk and not current.steps.exists():
            return current  # nothing was chosen yet: there is nothing to leave behind
        _abandon(current, by, moment)
    attempt = ScenarioAttempt.objects.create(
        participant=by,
        scenario_id=scenario.pk,
        version=version,
        number=(runs.aggregate(last=Max("number"))["last"] or 0) + 1,
        started_at=moment,
        current_scene=version.graph.start,
    )
    _record(attempt, "scenario.started", by)
    return attempt


def _abandon(attempt: ScenarioAttempt, by: User, moment: datetime) -> None:
    check_transition(attempt.state, Status.ABANDONED)
    attempt.state = Status.ABANDONED
    attempt.ended_at = moment
    attempt.save(update_fields=["state", "ended_at"])
    _record(attempt, "scenario.abandoned", by)


def choose(
    *,
    attempt: ScenarioAttempt,
    position: int,
    option_key: str,
    by: User,
    at: datetime | None = None,
) -> ScenarioStep:
    """Store one decision, and finish the run when it leads to an end.

    The same decision sent twice is one decision. A different one for a position already taken is
    refused with code "taken": what was chosen stands, and a run is repeated, never rewritten.
    """
    if not can_choose(by, attempt):
        raise PermissionDenied("Only the person who plays a run chooses in it.")
    try:
        return _choose(attempt.pk, position, option_key, by, at or timezone.now())
    except IntegrityError:
        step = ScenarioStep.objects.get(attempt=attempt.pk, position=position)
        return _same_choice(step, option_key)


@transaction.atomic
def _choose(pk: int, position: int, option_key: str, by: User, moment: datetime) -> ScenarioStep:
    # The lock is what makes two tabs wait for each other; the constraint is the second line.
    attempt = (
        ScenarioAttempt.objects.select_for_update(of=("self",))
        .select_related("version", "scenario", "participant")
        .get(pk=pk)
    )
    steps = list(attempt.steps.order_by("position"))
    if 0 < position <= len(steps):
        return _same_choice(steps[position - 1], option_key)
    check_transition(attempt.state, Status.ENDED)
    graph = attempt.version.graph
    scene = graph.scene(attempt.current_scene)
    option = scene.option(option_key) if scene and position == len(steps) + 1 else None
    if scene is None or option is None:
        raise ValidationError("Choose one of the answers to go on.", code="unknown_option")
    step = ScenarioStep.objects.create(
        attempt=attempt,
        position=position,
        scene_key=scene.key,
        option_key=option.key,
        chosen_at=moment,
    )
    attempt.current_scene = option.target
    if graph.end(option.target):
        _finish(attempt, [*steps, step], by, moment)
    else:
        attempt.save(update_fields=["current_scene"])
    return step


def _same_choice(step: ScenarioStep, option_key: str) -> ScenarioStep:
    if step.option_key != option_key:
        raise ValidationError(
            "You had already chosen here, so nothing has changed. This is where your run stands.",
            code="taken",
        )
    return step


def _finish(
    attempt: ScenarioAttempt, steps: list[ScenarioStep], by: User, moment: datetime
) -> None:
    """Score the run, tell the module, and let a safe and sound result stand as evidence."""
    result = result_of(attempt.version.graph, [(made.scene_key, made.option_key) for made in steps])
    attempt.state = Status.ENDED
    attempt.ended_at = moment
    attempt.end_key = attempt.current_scene
    attempt.band = result.band
    attempt.percent = result.percent
    attempt.is_unsafe = result.is_unsafe
    attempt.save()
    person, scenario = attempt.participant, attempt.scenario
    note_attempt(participant=person, step=scenario, by=by, at=moment)
    if attempt.counts:
        # A code the framework has lost since publishing must not cost anybody her result.
        known = statement_titles()
        record_evidence(
            person=person,
            codes=[code.code for code in result.codes if code.is_sound and code.code in known],
            kind=EvidenceKind.SCENARIO,
            strength=Strength.ASSESSED,
            source=attempt,
            occurred_on=timezone.localdate(moment),
            by=by,
        )
        # The number first: progress keeps the best result by comparing numbers.
        words = f"{result.percent} %, {result.band.label.lower()}"
        complete_step(participant=person, step=scenario, by=by, at=moment, result=words)
    _record(attempt, "scenario.finished", by)


def _record(attempt: ScenarioAttempt, verb: str, by: User) -> None:
    """The audit says that a run happened and how it ended, never what was chosen in it."""
    detail = {"scenario": attempt.scenario_id, "run": attempt.number}
    if attempt.has_ended:
        detail |= {"outcome": attempt.outcome, "percent": attempt.percent}
    record(actor=by, verb=verb, obj=attempt, about=by, detail=detail)
