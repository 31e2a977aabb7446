import logging
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from content.activities.models import ActivityAttempt
from content.activities.rules import Reached
from content.activities.signals import activity_reached
from courses.interactive.queries import proof_by
from courses.progress.models import Completion
from courses.progress.signals import module_completed

from .queries import statement_titles
from .rules import EvidenceKind, Strength
from .services import record_evidence

logger = logging.getLogger(__name__)


@receiver(module_completed, sender=Completion, dispatch_uid="standards.module_completed")
def stand_module_evidence(*, completion: Completion, **_kwargs: Any) -> None:
    """A finished module is a claim against its statements; its quiz and scenarios prove more.

    A code that the framework does not have is the author's slip: it must not keep the person who
    finished the module from finishing it, so it is left out and said in the log.
    """
    known = statement_titles()
    codes = [code for code in completion.module.codes if code in known]
    if len(codes) < len(completion.module.codes):
        unknown = sorted(set(completion.module.codes) - set(codes))
        logger.warning("%s names unknown statements: %s", completion.module, ", ".join(unknown))
    record_evidence(
        person=completion.participant,
        codes=codes,
        kind=EvidenceKind.MODULE,
        strength=Strength.CLAIMED,
        source=completion,
        occurred_on=timezone.localdate(completion.completed_at),
        by=completion.participant,
    )


@receiver(activity_reached, dispatch_uid="standards.activity_reached")
def stand_activity_evidence(*, attempt: ActivityAttempt, reached: str, **_kwargs: Any) -> None:
    """Practice proves nothing. Only a score that the server has worked out again, high enough, in
    an activity whose author answers for its questions, is assessed evidence."""
    step = proof_by(attempt) if reached == Reached.FINISHED else None
    if step is None or attempt.finished_at is None:
        return
    known = statement_titles()
    record_evidence(
        person=attempt.participant,
        codes=[code for code in step.codes if code in known],
        kind=EvidenceKind.QUIZ,
        strength=Strength.ASSESSED,
        source=attempt,
        occurred_on=timezone.localdate(attempt.finished_at),
        by=attempt.participant,
        note=step.title,
    )
