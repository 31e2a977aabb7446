"""What an entry says, what it may not say, and what is still missing before it is handed in."""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from .activities import EVIDENCE_REQUIRED, ActivityType
from .policy import DEFAULT, Policy
from .reflections import ReflectionModel
from .times import EARLIEST, MINUTES_A_DAY, MINUTES_OF_ALL, days_between

MOST_STATEMENTS = 4
LONGEST_CLAIM = 200
LONGEST_SUMMARY = 1_000
LONGEST_TEXT = 20_000  # some ten pages: what is longer is a file


class Mode(TextChoices):
    IN_PERSON = "in_person", "In person"
    ONLINE = "online", "Online"
    BLENDED = "blended", "Both"
    OWN_PACE = "own_pace", "At my own pace"


class Planning(TextChoices):
    PLANNED = "planned", "Planned"
    UNPLANNED = "unplanned", "It came up"


class NeedSource(TextChoices):
    OBJECTIVE = "objective", "An objective"
    SUPERVISION = "supervision", "Supervision"
    OBSERVATION = "observation", "An observation"
    MANDATORY = "mandatory", "It is mandatory"
    OWN_INTEREST = "own_interest", "My own interest"
    NEW_LAW = "new_law", "New law or guidance"


class ImpactStatus(TextChoices):
    TOO_EARLY = "too_early", "Too early to say"
    PARTLY = "partly", "Partly"
    CLEAR = "clear", "Clearly"


class Grade(TextChoices):
    """How far an entry has come (features.md C10)."""

    ACTIVITY = "activity", "Activity"
    APPLIED = "applied", "Applied"
    IMPACT = "impact", "Impact"


CAME_TO_SOMETHING = (ImpactStatus.PARTLY, ImpactStatus.CLEAR)


@dataclass(frozen=True)
class EntryContent:
    """What its owner says of an activity. Only title and first day are needed to begin with."""

    title: str
    start_on: date
    end_on: date | None = None
    activity_type: str = ""
    provider: str = ""
    mode: str = ""
    minutes: int | None = None
    is_participatory: bool = False
    planning: str = ""
    need_source: str = ""
    reason: str = ""
    what_i_learned: str = ""
    application: str = ""
    shared_summary: str = ""
    cost: Decimal | None = None
    counts_to_target: bool = True
    is_off_the_job: bool = False
    started_at: time | None = None
    reflection_model: str = ReflectionModel.WHAT
    reflection: dict[str, str] = field(default_factory=dict)


def check_entry(
    *, start_on: date | None, end_on: date | None, minutes: int | None, today: date
) -> None:
    """Raise what would make the entry untrue, by field. What is only unfinished is no error."""
    problems: dict[str, str] = {}
    if start_on and start_on > today:
        problems["start_on"] = "This day is still to come. Log the activity once it has happened."
    if start_on and start_on < EARLIEST:
        problems["start_on"] = "Check the year: this day is before the year 2000."
    if end_on and end_on > today:
        problems["end_on"] = "This day is still to come. Leave it empty until it is over."
    if start_on and end_on and end_on < start_on:
        problems["end_on"] = "The last day is before the first. Change one of the two."
    if minutes is not None:
        days = days_between(start_on, end_on) if start_on else 1
        if minutes <= 0:
            problems["minutes"] = "Say how long it took, such as 45, 1h30 or 1:30."
        elif minutes > days * MINUTES_A_DAY:
            problems["minutes"] = (
                f"At most 8 hours a day count, and this is {days} day{'s' if days > 1 else ''}. "
                "Lower the time, or give the last day as well."
            )
    if problems:
        raise ValidationError({field: [text] for field, text in problems.items()})


def check_statements(count: int) -> None:
    if count > MOST_STATEMENTS:
        raise ValidationError(f"Choose the {MOST_STATEMENTS} statements it fits best, not {count}.")


def unfinished(content: EntryContent, *, statements: int, policy: Policy = DEFAULT) -> list[str]:
    """What must be there before an entry can be handed in, in plain words."""
    found = []
    if content.minutes is None:
        found.append("Say how long it took.")
    if not content.activity_type:
        found.append("Say what kind of activity it was.")
    written = len(content.application.strip())
    if written < policy.shortest_application:
        so_far = f" ({written} so far)" if written else ""
        found.append(
            "Write what you will do differently, and by when: "
            f"at least {policy.shortest_application} characters{so_far}."
        )
    if not content.shared_summary.strip():
        found.append("Write the summary that others may read: two or three sentences.")
    if not statements:
        found.append(f"Link it to one to {MOST_STATEMENTS} statements of the standard.")
    return found


def evidence_required(activity_type: str) -> bool:
    return activity_type in EVIDENCE_REQUIRED


def evidence_to_keep(content: EntryContent, policy: Policy = DEFAULT) -> str:
    """What will be asked for one day and is soon lost. A module of this site proves itself."""
    if evidence_required(content.activity_type):
        return "Keep the certificate: this kind of activity needs one as evidence."
    is_long = (content.minutes or 0) >= policy.evidence_expected_minutes
    if is_long and content.activity_type != ActivityType.PLATFORM_MODULE:
        return "Keep a certificate, slide or note: for this long, evidence is expected."
    return ""


def is_too_much_for_a_day(claimed: float) -> bool:
    return claimed > MINUTES_OF_ALL


def grade(*, impact_status: str, impact_note: str, application: str, policy: Policy) -> Grade:
    if impact_status in CAME_TO_SOMETHING and impact_note.strip():
        return Grade.IMPACT
    if len(application.strip()) >= policy.shortest_application:
        return Grade.APPLIED
    return Grade.ACTIVITY
