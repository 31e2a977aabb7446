"""What a result does to progress."""

from django.db import transaction

from cms.people.accounts.models import User
from content.activities.models import ActivityAttempt
from content.activities.rules import Reached
from courses.progress.services import complete_step, note_attempt, pass_exercise

from . import queries, rules


@transaction.atomic
def credit_activity(*, attempt: ActivityAttempt, reached: str, by: User) -> bool:
    """Count what was reached where the activity stands; whether it is done by that.

    A step of its own is completed, a part of a lesson is passed. It may be called twice.
    """
    place = queries.place_of(attempt)
    if place is None:
        return False
    person = attempt.participant
    if reached == Reached.FINISHED and not place.block_id:
        note_attempt(participant=person, step=place.step, by=by, at=attempt.finished_at)
    result = queries.result_of(attempt, reached)
    is_done = queries.is_done(result, place)
    if is_done and place.block_id:
        pass_exercise(participant=person, step=place.step, block_id=place.block_id, by=by)
    elif is_done:
        shown = rules.shown_percent(result.percent)
        complete_step(participant=person, step=place.step, by=by, result=shown)
    return is_done
