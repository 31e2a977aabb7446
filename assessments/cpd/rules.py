"""What a CPD entry may say, how its time is read and summed, and the states of a draft."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class EntryState(TextChoices):
    DRAFT = "draft", "Draft"
    DISCARDED = "discarded", "Discarded"


TRANSITIONS: dict[EntryState, set[EntryState]] = {
    EntryState.DRAFT: {EntryState.DISCARDED},
    EntryState.DISCARDED: {EntryState.DRAFT},
}
UNDO_FOR = timedelta(days=30)
MINUTES_A_DAY = 8 * 60
MOST_STATEMENTS = 4
SHORTEST_APPLICATION = 80
EVIDENCE_EXPECTED_FROM = 120
YEAR_STARTS_IN = 8  # the CPD year runs from 1 August to 31 July
EARLIEST = date(2000, 1, 1)  # before it, a year was mistyped


class ActivityGroup(TextChoices):
    FORMAL = "formal", "Formal learning"
    PRACTICE = "practice", "Practice-based"
    CURRENCY = "currency", "Keeping current in my vocation"
    SELF = "self", "Self-directed"
    CONTRIBUTION = "contribution", "Contribution"
    MANDATORY = "mandatory", "Mandatory"


class ActivityType(TextChoices):
    COURSE = "course", "Course"
    WORKSHOP = "workshop", "Workshop"
    QUALIFICATION = "qualification", "Qualification unit"
    PLATFORM_MODULE = "platform_module", "Module on this site"
    CONFERENCE = "conference", "Conference"
    WEBINAR = "webinar", "Webinar"
    PEER_OBSERVATION = "peer_observation", "Peer observation, giving or receiving"
    SHADOWING = "shadowing", "Shadowing"
    JOB_SWAP = "job_swap", "Job swap"
    CASE_DISCUSSION = "case_discussion", "Team case discussion, anonymised"
    CO_DELIVERY = "co_delivery", "Co-delivery"
    ACTION_RESEARCH = "action_research", "Action research"
    GROUP_SUPERVISION = "group_supervision", "Group supervision"
    PLACEMENT = "placement", "Vocational placement"
    INDUSTRY_VISIT = "industry_visit", "Industry visit"
    PROFESSIONAL_BODY = "professional_body", "Professional body update"
    READING = "reading", "Reading"
    PODCAST = "podcast", "Podcast"
    VIDEO = "video", "Video"
    RESOURCE_WRITING = "resource_writing", "Writing a resource"
    ONLINE_COMMUNITY = "online_community", "Online community"
    MENTORING_COLLEAGUE = "mentoring_colleague", "Mentoring a colleague"
    LEADING_SESSION = "leading_session", "Leading a session"
    WRITING_CONTENT = "writing_content", "Writing content"
    EXTERNAL_EXAMINING = "external_examining", "External examining"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    PREVENT = "prevent", "Prevent"
    DATA_PROTECTION = "data_protection", "Data protection"
    EQUALITY = "equality", "Equality"
    HEALTH_SAFETY = "health_safety", "Health and safety"


_T = ActivityType
TYPES_OF_GROUP: dict[ActivityGroup, list[ActivityType]] = {
    ActivityGroup.FORMAL: [
        _T.COURSE, _T.WORKSHOP, _T.QUALIFICATION, _T.PLATFORM_MODULE, _T.CONFERENCE, _T.WEBINAR,
    ],
    ActivityGroup.PRACTICE: [
        _T.PEER_OBSERVATION, _T.SHADOWING, _T.JOB_SWAP, _T.CASE_DISCUSSION, _T.CO_DELIVERY,
        _T.ACTION_RESEARCH, _T.GROUP_SUPERVISION,
    ],
    ActivityGroup.CURRENCY: [_T.PLACEMENT, _T.INDUSTRY_VISIT, _T.PROFESSIONAL_BODY],
    ActivityGroup.SELF: [
        _T.READING, _T.PODCAST, _T.VIDEO, _T.RESOURCE_WRITING, _T.ONLINE_COMMUNITY,
    ],
    ActivityGroup.CONTRIBUTION: [
        _T.MENTORING_COLLEAGUE, _T.LEADING_SESSION, _T.WRITING_CONTENT, _T.EXTERNAL_EXAMINING,
    ],
    ActivityGroup.MANDATORY: [
        _T.SAFEGUARDING, _T.PREVENT, _T.DATA_PROTECTION, _T.EQUALITY, _T.HEALTH_SAFETY,
    ],
}  # fmt: skip
GROUP_OF_TYPE = {kind: group for group, kinds in TYPES_OF_GROUP.items() for kind in kinds}
GROUPED_CHOICES = [
    (str(group.label), [(kind.value, str(kind.label)) for kind in kinds])
    for group, kinds in TYPES_OF_GROUP.items()
]
EVIDENCE_REQUIRED = {ActivityType.QUALIFICATION, ActivityType.CONFERENCE}


def is_mandatory(activity_type: str) -> bool:
    return activity_type in ActivityType.values and (
        GROUP_OF_TYPE[ActivityType(activity_type)] == ActivityGroup.MANDATORY
    )


@dataclass(frozen=True)
class EntryContent:
    """What its owner says of an activity. Only title and first day are needed to begin with."""

    title: str
    start_on: date
    end_on: date | None = None
    activity_type: str = ""
    provider: str = ""
    minutes: int | None = None
    what_i_learned: str = ""
    application: str = ""
    reflection_private: str = ""


# What is refused ---------------------------------------------------------------


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


def check_transition(state: str, to: EntryState) -> None:
    if to not in TRANSITIONS[EntryState(state)]:
        raise ValidationError(f"This entry is already {to.label.lower()}.", code="transition")


def check_can_be_changed(state: str) -> None:
    if state != EntryState.DRAFT:
        raise ValidationError("Bring this entry back before you change it.", code="discarded")


def check_undo(discarded_at: datetime, now: datetime) -> None:
    if not can_be_restored(discarded_at, now):
        raise ValidationError(
            f"An entry can be brought back for {UNDO_FOR.days} days; this one is gone.",
            code="too_late",
        )


def can_be_restored(discarded_at: datetime, now: datetime) -> bool:
    return now - discarded_at <= UNDO_FOR


# Time --------------------------------------------------------------------------


def days_between(start_on: date, end_on: date | None) -> int:
    """Both days counted; an entry of one day needs no last day."""
    return max(((end_on or start_on) - start_on).days, 0) + 1


def read_minutes(text: str) -> int:
    """Minutes from what people write: “45”, “1h30”, “1:30”, “1.5 h”, “2 hours”, “50 min”."""
    plain = re.sub(r"\s+", "", text.lower().replace(",", "."))
    plain = re.sub(r"hours?|hrs?", "h", plain)
    plain = re.sub(r"minutes?|mins?|m$", "", plain)
    if re.fullmatch(r"\d{1,5}", plain):
        return int(plain)
    if found := re.fullmatch(r"(\d{1,3})[:h]([0-5]?\d)?", plain):
        return int(found[1]) * 60 + int(found[2] or 0)
    if found := re.fullmatch(r"(\d{1,3}\.\d{1,2})h", plain):
        return round(float(found[1]) * 60)
    raise ValidationError("Write the time as minutes or hours, such as 45, 1h30 or 1:30.")


def write_minutes(minutes: int | None) -> str:
    """The shortest way to say it that `read_minutes` reads back as the same number."""
    if minutes is None:
        return ""
    return str(minutes) if minutes < 60 else f"{minutes // 60}h{minutes % 60:02d}"


@dataclass(frozen=True)
class CPDYear:
    """From 1 August to 31 July, known by the year it starts in."""

    start: int

    @property
    def first_on(self) -> date:
        return date(self.start, YEAR_STARTS_IN, 1)

    @property
    def last_on(self) -> date:
        return date(self.start + 1, YEAR_STARTS_IN, 1) - timedelta(days=1)

    @property
    def label(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02d}"


def cpd_year(day: date) -> CPDYear:
    return CPDYear(day.year if day.month >= YEAR_STARTS_IN else day.year - 1)


def years_between(first: date | None, today: date) -> list[CPDYear]:
    """The CPD years from the first entry to now, the current one first."""
    now = cpd_year(today).start
    since = min(cpd_year(first).start, now) if first else now
    return [CPDYear(start) for start in range(now, since - 1, -1)]


def fullest_day(spans: Iterable[tuple[date, date | None, int]]) -> tuple[date | None, float]:
    """The day on which most is claimed, each entry's minutes spread evenly over its days."""
    load: dict[date, float] = defaultdict(float)
    for start_on, end_on, minutes in spans:
        days = days_between(start_on, end_on)
        for offset in range(days):
            load[start_on + timedelta(days=offset)] += minutes / days
    if not load:
        return None, 0.0
    day = max(load, key=lambda on: load[on])
    return day, load[day]


# What is still to do: said, never refused ---------------------------------------


def unfinished(content: EntryContent, *, statements: int) -> list[str]:
    """What the owner will want to add before she shows the entry to anybody, in plain words."""
    found = []
    if content.minutes is None:
        found.append("Say how long it took.")
    if not content.activity_type:
        found.append("Say what kind of activity it was.")
    if not content.what_i_learned.strip():
        found.append("Write what you learned.")
    written = len(content.application.strip())
    if written < SHORTEST_APPLICATION:
        so_far = f" ({written} so far)" if written else ""
        found.append(
            "Write what you will do differently, and by when: "
            f"at least {SHORTEST_APPLICATION} characters{so_far}."
        )
    if not statements:
        found.append(f"Link it to one to {MOST_STATEMENTS} statements of the standard.")
    return found


def evidence_to_keep(content: EntryContent) -> str:
    """What will be asked for one day and is soon lost. A module of this site proves itself."""
    if content.activity_type in EVIDENCE_REQUIRED:
        return "Keep the certificate: this kind of activity needs one as evidence."
    is_long = (content.minutes or 0) >= EVIDENCE_EXPECTED_FROM
    if is_long and content.activity_type != ActivityType.PLATFORM_MODULE:
        return "Keep a certificate, slide or note: from two hours on, evidence is expected."
    return ""


PERSONAL = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    "a ten-figure number, as a ULN is": re.compile(r"(?<!\d)\d{10}(?!\d)"),
    "a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    "a date of birth": re.compile(
        r"(?i:\b(?:born|birth|dob|d\.o\.b\.?)\b[^.\n]{0,20})\d{1,2}[/. -]\w{1,9}[/. -]\d{2,4}"
    ),
    "a learner’s name": re.compile(
        r"\b(?i:learner|student|apprentice|mentee|pupil)s?,? (?:(?i:called|named) )?[A-Z][a-z]+\b"
    ),
}


def personal_details(*texts: str) -> list[str]:
    """What looks like somebody else's personal data: a hint, so that a mistake costs nothing."""
    return [name for name, sign in PERSONAL.items() if any(sign.search(text) for text in texts)]
