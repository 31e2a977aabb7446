"""A run from its start to what it leaves behind. Every call may come twice, from two tabs."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from assessments.scenarios.access import can_choose, can_play
from assessments.scenarios.models import ScenarioAttempt, ScenarioPage, ScenarioStep
from assessments.scenarios.queries.plays import UNREAD
from assessments.scenarios.queries.runs import last_run
from assessments.scenarios.queries.stories import has_clock, newest_version, story_of
from assessments.scenarios.rules.graph import Option, Scene
from assessments.scenarios.rules.play import opening_state, options_on_offer, turns_of
from assessments.scenarios.rules.runs import (
    Clock,
    check_confidence,
    is_time_up,
    seconds_allowed,
    seconds_left,
    seconds_taken,
)
from assessments.scenarios.rules.scoring import Status, check_transition
from assessments.scenarios.services.outcomes import finish_run
from assessments.scenarios.services.versions import snapshot_scenario
from cms.people.accounts.models import User
from cms.people.audit.services import record


def start_attempt(
    *,
    scenario: ScenarioPage,
    by: User,
    again: bool = False,
    clock: str | None = None,
    comments_wait: bool | None = None,
    at: datetime | None = None,
) -> ScenarioAttempt:
    """The person's run that is under way, or a new one.

    `again` leaves the run under way as it is, abandoned and kept, and begins a new one. Two tabs
    that start at once get the same run. How she plays is as it was the last time unless she says:
    the clock as in her last run of any scenario, the comments as in her last run of this one.
    """
    if not can_play(by, scenario):
        raise PermissionDenied("This scenario is not open to you.")
    if clock is not None and clock not in Clock.values:
        raise ValidationError("Say whether you play with the clock.", code="clock")
    try:
        return _start(scenario, by, again, clock, comments_wait, at or timezone.now())
    except IntegrityError:
        # The other tab was first, and its run is this person's open one.
        return ScenarioAttempt.objects.get(participant=by, scenario=scenario.pk, state=Status.OPEN)


@transaction.atomic
def _start(
    scenario: ScenarioPage,
    by: User,
    again: bool,
    clock: str | None,
    comments_wait: bool | None,
    moment: datetime,
) -> ScenarioAttempt:
    runs = ScenarioAttempt.objects.filter(participant=by, scenario=scenario.pk)
    current = runs.select_for_update().filter(state=Status.OPEN).first()
    if current and not again:
        return current
    version = newest_version(scenario) or snapshot_scenario(scenario=scenario, at=moment)
    if current and not (current.version_id == version.pk and not current.steps.exists()):
        _abandon(current, by, moment)
        current = None
    story = story_of(version)
    scene = story.graph.scene(story.graph.start)
    clock = _last_clock(by) if clock is None else clock
    if comments_wait is None:
        before = runs.order_by("-number").values_list("comments_wait", flat=True).first()
        comments_wait = bool(before)
    if current:  # nothing was chosen yet: there is nothing to leave behind
        current.clock, current.comments_wait = clock, comments_wait
        current.scene_shown_at = _shown_at(scene, clock, moment)
        current.save(update_fields=["clock", "comments_wait", "scene_shown_at"])
        return current
    attempt = ScenarioAttempt.objects.create(
        participant=by,
        scenario_id=scenario.pk,
        version=version,
        number=(runs.aggregate(last=Max("number"))["last"] or 0) + 1,
        started_at=moment,
        current_scene=story.graph.start,
        scene_shown_at=_shown_at(scene, clock, moment),
        clock=clock,
        comments_wait=comments_wait,
    )
    _record(attempt, "scenario.started", by)
    return attempt


def _last_clock(by: User) -> str:
    last = last_run(by)
    return last.clock if last else Clock.OFF.value


def _shown_at(scene: Scene | None, clock: str, moment: datetime) -> datetime | None:
    """A scene is shown with the choice that led to it; one with a clock, when she is ready."""
    is_timed = scene is not None and has_clock(scene) and clock != Clock.OFF
    return None if is_timed else moment


def _abandon(attempt: ScenarioAttempt, by: User, moment: datetime) -> None:
    check_transition(attempt.state, Status.ABANDONED)
    attempt.state = Status.ABANDONED
    attempt.ended_at = moment
    attempt.save(update_fields=["state", "ended_at"])
    _record(attempt, "scenario.abandoned", by)


@transaction.atomic
def show_scene(
    *, attempt: ScenarioAttempt, by: User, at: datetime | None = None
) -> ScenarioAttempt:
    """She is ready: the clock of this scene begins, or begins again if it ran out while she was
    away. One that runs goes on running, and without a clock there is nothing to begin."""
    _check_own(by, attempt)
    moment = at or timezone.now()
    run = _locked(attempt.pk)
    scene = story_of(run.version).graph.scene(run.current_scene) if run.is_open else None
    if scene is None or not has_clock(scene):
        return run
    allowed = seconds_allowed(scene.seconds, run.clock)
    if allowed and not seconds_left(allowed, run.scene_shown_at, moment):
        run.scene_shown_at = moment
        run.save(update_fields=["scene_shown_at"])
    return run


def choose(
    *,
    attempt: ScenarioAttempt,
    position: int,
    option_key: str,
    by: User,
    confidence: int | None = None,
    at: datetime | None = None,
) -> ScenarioStep:
    """Store one decision, and finish the run when it leads to an end.

    The same decision sent twice is one decision. A different one for a position already taken is
    refused with code "taken": what was chosen stands, and a run is repeated, never rewritten. What
    is not on offer now, or was never an option, is refused with code "unknown_option".
    """
    _check_own(by, attempt)
    check_confidence(confidence)
    try:
        return _choose(attempt.pk, position, option_key, confidence, by, at or timezone.now())
    except IntegrityError:
        step = ScenarioStep.objects.get(attempt=attempt.pk, position=position)
        return _same_choice(step, option_key)


def run_out_of_time(
    *, attempt: ScenarioAttempt, position: int, by: User, at: datetime | None = None
) -> ScenarioStep:
    """The clock has run out: what the scene names for it is chosen.

    Refused with code "not_late" unless a clock runs here and its time is up by the server's own
    watch. Whatever was chosen at this position before stands.
    """
    _check_own(by, attempt)
    try:
        return _choose(attempt.pk, position, None, None, by, at or timezone.now())
    except IntegrityError:
        return ScenarioStep.objects.get(attempt=attempt.pk, position=position)


@transaction.atomic
def _choose(
    pk: int,
    position: int,
    option_key: str | None,  # None: the clock chooses
    confidence: int | None,
    by: User,
    moment: datetime,
) -> ScenarioStep:
    # The lock is what makes two tabs wait for each other; the constraint is the second line.
    attempt = _locked(pk)
    steps = list(attempt.steps.order_by("position"))
    if 0 < position <= len(steps):
        made = steps[position - 1]
        return made if option_key is None else _same_choice(made, option_key)
    check_transition(attempt.state, Status.ENDED)
    story = story_of(attempt.version)
    scene = story.graph.scene(attempt.current_scene) if position == len(steps) + 1 else None
    if scene is None:
        raise ValidationError("Choose one of the answers to go on.", code="unknown_option")
    is_late = option_key is None
    if is_late:
        option_key = _late_option(attempt, scene, moment)
    turns = turns_of(story.graph, [(made.scene_key, made.option_key) for made in steps])
    state = turns[-1].after if turns else opening_state(story.graph)
    option = _offered(options_on_offer(scene, state), option_key)
    if option is None:
        raise ValidationError("Choose one of the answers to go on.", code="unknown_option")
    step = ScenarioStep.objects.create(
        attempt=attempt,
        position=position,
        scene_key=scene.key,
        option_key=option.key,
        chosen_at=moment,
        seconds=seconds_taken(attempt.scene_shown_at, moment),
        confidence=confidence,
        was_late=is_late,
    )
    turns = turns_of(story.graph, [(m.scene_key, m.option_key) for m in [*steps, step]])
    following = story.graph.scene(turns[-1].target)
    attempt.current_scene = turns[-1].target
    attempt.scene_shown_at = _shown_at(following, attempt.clock, moment)
    if following is None:
        finish_run(attempt=attempt, turns=turns, by=by, at=moment)
        _record(attempt, "scenario.finished", by)
    else:
        attempt.save(update_fields=["current_scene", "scene_shown_at"])
    return step


def _late_option(attempt: ScenarioAttempt, scene: Scene, moment: datetime) -> str:
    allowed = seconds_allowed(scene.seconds, attempt.clock) if has_clock(scene) else 0
    if not is_time_up(allowed, attempt.scene_shown_at, moment):
        raise ValidationError("There is time left. Choose when you are ready.", code="not_late")
    return scene.late


def _offered(options: tuple[Option, ...], key: str | None) -> Option | None:
    return next((option for option in options if option.key == key), None)


def _same_choice(step: ScenarioStep, option_key: str) -> ScenarioStep:
    if step.option_key != option_key:
        raise ValidationError(
            "You had already chosen here, so nothing has changed. This is where your run stands.",
            code="taken",
        )
    return step


def _locked(pk: int) -> ScenarioAttempt:
    attempt: ScenarioAttempt = (
        ScenarioAttempt.objects.select_for_update(of=("self",))
        .select_related("version", "scenario", "participant")
        .defer(*UNREAD)
        .get(pk=pk)
    )
    return attempt


def _check_own(by: User, attempt: ScenarioAttempt) -> None:
    if not can_choose(by, attempt):
        raise PermissionDenied("Only the person who plays a run chooses in it.")


def _record(attempt: ScenarioAttempt, verb: str, by: User) -> None:
    """The audit says that a run happened: who reads it has no business with how it went."""
    detail = {"scenario": attempt.scenario_id, "run": attempt.number}
    record(actor=by, verb=verb, obj=attempt, about=by, detail=detail)
