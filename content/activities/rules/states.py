"""The words for where things stand."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class VersionState(TextChoices):
    """Code is somebody else's script: it plays only when a site admin has let it in."""

    WAITING = "waiting", "Waiting for approval"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"


class UploadKind(TextChoices):
    ACTIVITY = "activity", "A new activity"
    REPLACEMENT = "replacement", "A new version of an activity"
    LIBRARIES = "libraries", "Code of content types"


class UploadState(TextChoices):
    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Being read"
    DONE = "done", "Done"
    REFUSED = "refused", "Cannot be taken"
    FAILED = "failed", "Something went wrong here"


class Weight(TextChoices):
    """What a result is worth. Answers of H5P stand in the browser, so practice is the default."""

    PRACTICE = "practice", "Practice: it proves nothing"
    VERIFIED = "verified", "Verified: the server works the score out again, and it may count"


class JudgedBy(TextChoices):
    SERVER = "server", "Worked out again on the server"
    BROWSER = "browser", "Reported by the browser"


class Status(TextChoices):
    """Of an attempt."""

    OPEN = "open", "Begun"
    FINISHED = "finished", "Finished"


TRANSITIONS = {Status.OPEN: {Status.FINISHED}, Status.FINISHED: set[Status]()}


class Completing(TextChoices):
    """When an activity counts as done where it stands."""

    OPTIONAL = "optional", "It need not be done"
    OPENED = "opened", "When it has been opened"
    COMPLETED = "completed", "When it has been finished, with any score"
    SCORED = "scored", "When the score is high enough"


class Reached(TextChoices):
    """How far somebody has come in an activity: what the signal tells."""

    OPENED = "opened", "Opened"
    FINISHED = "finished", "Finished"


def check_transition(old: Status, new: Status) -> None:
    if new not in TRANSITIONS[old]:
        raise ValidationError("This attempt is finished.", code="transition")


def check_completing(rule: str, pass_percent: int | None) -> None:
    """Raise where a rule asks for a score and does not say which, or the other way round."""
    if rule == Completing.SCORED and not pass_percent:
        raise ValidationError("Say which score is enough, in per cent.", code="pass_percent")
    if pass_percent is not None and not 0 < pass_percent <= 100:
        raise ValidationError("A score in per cent is from 1 to 100.", code="pass_percent")


def is_reached(
    rule: str, *, reached: str, percent: Decimal | None, pass_percent: int | None
) -> bool:
    """Whether an activity counts as done by what has just been reached.

    `percent` is the score of a finished attempt, None where the activity gives none.
    """
    if rule == Completing.OPTIONAL:
        return False
    if rule == Completing.OPENED:
        return True
    if reached != Reached.FINISHED:
        return False
    if rule == Completing.COMPLETED:
        return True
    return percent is not None and percent >= (pass_percent or 0)
