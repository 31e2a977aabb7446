"""What two or three people agree about supervision, and when it may be offered, signed and ended
(domain.md 4.3; 4.8 for who may take on another supervisee; 2.3 rule 9 for the third signature)."""

import calendar
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from .kinds import HELD_BY_MANAGER, KINDS, SessionType
from .states import AgreementState, Medium, SharedWithManager, WhoBooks

LASTS_AT_MOST = 12  # months until it is looked at again
FIRST_LOOK = 3  # months after its first day
TRAINING_LASTS_DAYS = 730  # 24 months, in days so that a query can count them
SUPERVISEES_OF_A_WHOLE_POST = 20

PURPOSE = (
    "Protected time to think about the work: what went well, what was hard, and what to try next. "
    "It supports, develops and keeps practice safe. It is no inspection and no appraisal."
)
PURPOSE_WITH_MANAGER = (
    "Protected time to look at how the work goes against what was agreed, what gets in the way, "
    "and what support is needed."
)
EXPECTED_OF_SUPERVISEE = (
    "Comes prepared with what matters most just now, speaks openly about what went well and what "
    "did not, and does what was agreed. Names no learners."
)
EXPECTED_OF_SUPERVISOR = (
    "Keeps the time free from interruption, listens first, asks before advising, says plainly what "
    "has to be said, and does what was agreed."
)
CANCELLING = (
    "Only for illness, an emergency or a safeguarding matter. Whoever cannot come says so as early "
    "as possible and why in one word; a new day is fixed in the same message. After sickness leave "
    "we meet within five working days of the return."
)
RECORDING = (
    "The supervisor writes a short shared record here within five working days: themes, learning "
    "and actions. Both of us read and sign it. Learners are never named; their records stay in the "
    "college’s own system. Notes of one’s own are not shared, but may have to be disclosed."
)
LIMITS = (
    "What we say here stays between us except:\n"
    "1. someone may be at risk of harm;\n"
    "2. the law requires it;\n"
    "3. there may be serious misconduct or unsafe practice;\n"
    "4. an action we both agree to share;\n"
    "5. a court or a data rights request.\n"
    "If I need to share, I will tell you first unless that would put someone at risk."
)
DISAGREEING = (
    "We say so to each other first and write both views in the record. If that does not settle it, "
    "either of us may ask the supervisor’s manager to listen to both."
)
REVIEWING = (
    "Three months after the first day, and at least once a year, we ask each other: does this "
    "help, what should change? Either of us may ask for it earlier."
)

TEXTS = {  # each with the most characters it may have
    "purpose": 1000,
    "expected_of_supervisee": 1000,
    "expected_of_supervisor": 1000,
    "cancelling": 1000,
    "recording": 1000,
    "limits": 2000,
    "disagreeing": 1000,
    "reviewing": 1000,
}
OPTIONAL_TEXTS = {"place": 200, "adjustments": 500}
WITHOUT_MANAGER = tuple(kind for kind in SessionType if kind != SessionType.MANAGERIAL)

TRANSITIONS: dict[AgreementState, tuple[AgreementState, ...]] = {
    AgreementState.DRAFT: (AgreementState.OFFERED, AgreementState.WITHDRAWN),
    AgreementState.OFFERED: (AgreementState.IN_FORCE, AgreementState.WITHDRAWN),
    AgreementState.IN_FORCE: (AgreementState.REPLACED, AgreementState.ENDED),
    AgreementState.REPLACED: (),
    AgreementState.ENDED: (),
    AgreementState.WITHDRAWN: (),
}
NOT_NOW = {
    AgreementState.DRAFT: "It is still being written: nobody can sign it yet.",
    AgreementState.OFFERED: "It waits for signatures. Take it back first to change it.",
    AgreementState.IN_FORCE: "It is in force. To change it, write the next version.",
    AgreementState.REPLACED: "A newer version has taken its place. Look at that one.",
    AgreementState.ENDED: "It has ended. A new one can be written.",
    AgreementState.WITHDRAWN: "It is not waiting for signatures any more: it was taken back.",
}


@dataclass(frozen=True)
class AgreementContent:
    """Everything the people fill in. The wordings to adapt are those of domain.md 4.3."""

    starts_on: date
    review_on: date
    types: tuple[str, ...] = (SessionType.DEVELOPMENTAL, SessionType.REFLECTIVE)
    interval_days: int | None = None
    minutes: int = 60
    medium: str = Medium.IN_PERSON
    place: str = ""
    who_books: str = WhoBooks.SUPERVISOR
    is_time_protected: bool = False
    purpose: str = PURPOSE
    expected_of_supervisee: str = EXPECTED_OF_SUPERVISEE
    expected_of_supervisor: str = EXPECTED_OF_SUPERVISOR
    cancelling: str = CANCELLING
    recording: str = RECORDING
    shared_with_manager: tuple[str, ...] = field(
        default=(SharedWithManager.MARKED_ITEMS, SharedWithManager.MARKED_ACTIONS)
    )
    limits: str = LIMITS
    disagreeing: str = DISAGREEING
    reviewing: str = REVIEWING
    shows_training: bool = False
    adjustments: str = ""


CONTENT_FIELDS = tuple(one.name for one in fields(AgreementContent))


def starting_content(starts_on: date, *, with_manager: bool = False) -> AgreementContent:
    """What a new agreement begins with; another where a line manager supervises her own report."""
    content = AgreementContent(starts_on, months_later(starts_on, LASTS_AT_MOST))
    if not with_manager:
        return content
    types = tuple(HELD_BY_MANAGER[:1])
    return replace(content, types=types, purpose=PURPOSE_WITH_MANAGER, shared_with_manager=())


def tidied(content: AgreementContent) -> AgreementContent:
    """One spelling of the same words, so that the same words always have the same hash."""
    texts: dict[str, Any] = {
        name: _tidied(getattr(content, name)) for name in (*TEXTS, *OPTIONAL_TEXTS)
    }
    return replace(
        content,
        types=tuple(str(kind) for kind in KINDS if kind in content.types),
        shared_with_manager=tuple(
            str(part) for part in SharedWithManager if part in content.shared_with_manager
        ),
        medium=str(content.medium),
        who_books=str(content.who_books),
        **texts,
    )


def _tidied(words: str) -> str:
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def months_later(day: date, months: int) -> date:
    """The same day some months on; the last of the month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


# What it says --------------------------------------------------------------------------


def types_open_to(*, is_manager: bool, is_dsl: bool) -> tuple[SessionType, ...]:
    """A line manager’s sessions with her own report are managerial or probation (domain.md 2.1);
    nobody else holds managerial ones, and safeguarding supervision is a DSL’s."""
    if is_manager:
        return HELD_BY_MANAGER
    return tuple(kind for kind in WITHOUT_MANAGER if is_dsl or kind != SessionType.SAFEGUARDING)


def check_content(content: AgreementContent, *, open_types: Collection[str]) -> None:
    errors: dict[str, str] = {}
    if not content.types:
        errors["types"] = "Choose at least one kind of session."
    elif not set(content.types) <= set(open_types):
        errors["types"] = (
            "Choose from the list: managerial sessions are the line manager’s, who holds no others "
            "than those and probation; those about safeguarding are a safeguarding lead’s."
        )
    if content.review_on <= content.starts_on:
        errors["review_on"] = "Choose a day after the first day."
    elif content.review_on > months_later(content.starts_on, LASTS_AT_MOST):
        errors["review_on"] = "Choose a day within twelve months of the first day."
    if not set(content.shared_with_manager) <= set(SharedWithManager):
        errors["shared_with_manager"] = "Choose from the list."
    for name, most in {**TEXTS, **OPTIONAL_TEXTS}.items():
        words = getattr(content, name)
        if name in TEXTS and not words.strip():
            errors[name] = "Write a sentence. The words we suggest are fine if they fit."
        elif len(words) > most:
            errors[name] = f"Keep it under {most:,} characters."
    if errors:
        raise ValidationError(errors)


def check_days_at_offer(content: AgreementContent, today: date, *, replaces: date | None) -> None:
    """`replaces`: the first day of the version in force, which ends when this one is signed; there
    must be no gap between the two."""
    if content.review_on <= today:
        raise ValidationError("The day to look at it again has passed. Choose another.")
    if replaces is not None and content.starts_on > max(today, replaces):
        raise ValidationError(
            "A new version holds as soon as everybody has signed, so its first day cannot lie "
            "ahead. Choose today."
        )


# Who takes part ------------------------------------------------------------------------


@dataclass(frozen=True)
class Readiness:
    """What a supervisor’s post says of one more supervisee; `taken` counts the others."""

    has_post: bool
    fte: Decimal = Decimal(0)
    trained_on: date | None = None
    may_exceed_until: date | None = None
    taken: int = 0

    @property
    def most(self) -> int:
        return most_supervisees(self.fte)

    @property
    def trained_until(self) -> date | None:
        """The last day on which her training counts."""
        lasts = timedelta(days=TRAINING_LASTS_DAYS - 1)
        return self.trained_on + lasts if self.trained_on else None


def most_supervisees(fte: Decimal) -> int:
    """Twenty for a whole post, ten for half of one; never none."""
    return max(1, int(fte * SUPERVISEES_OF_A_WHOLE_POST))


def why_not_ready(post: Readiness, day: date) -> str:
    """The sentence that says what is missing, and who can help; empty when nothing is."""
    if not post.has_post:
        return (
            "No time for supervising is set down yet, so nobody knows how many people it allows. "
            "HR or a quality lead can add it."
        )
    if post.trained_until is None or post.trained_until < day:
        return (
            "No training as a supervisor in the last 24 months is set down. "
            "HR or a quality lead can add it once it is done."
        )
    is_approved = post.may_exceed_until is not None and post.may_exceed_until >= day
    if post.taken >= post.most and not is_approved:
        return (
            f"All places are taken: {post.taken} of {post.most} for the time there is. "
            "HR or a quality lead can approve more, or set down more time."
        )
    return ""


def check_ready(post: Readiness, day: date, *, name: str) -> None:
    if problem := why_not_ready(post, day):
        raise ValidationError(f"{name} cannot take this on yet. {problem}", code="not_ready")


def check_works_here(name: str, *, is_here: bool, left_on: date | None, day: date) -> None:
    if not is_here or (left_on is not None and left_on < day):
        raise ValidationError(
            f"{name} does not work here any more, so nothing is agreed with them.", code="left"
        )


def check_no_conflict(has_conflict: bool) -> None:
    if has_conflict:
        raise ValidationError(
            "A conflict of interest is declared between the two, so neither supervises the other. "
            "Choose another supervisor.",
            code="conflict",
        )


def check_manager(manager: int | None, *, supervisor: int, line_manager: int | None) -> None:
    """Only her line manager is the third to sign, and only when another supervises."""
    if manager is None:
        return
    if manager == supervisor:
        raise ValidationError("The line manager supervises, so two signatures are enough.")
    if manager != line_manager:
        raise ValidationError(
            "The third signature is the line manager’s, who is somebody else by now. Take it back "
            "and choose who signs."
        )


# What happens to it --------------------------------------------------------------------


def is_allowed(before: str, after: AgreementState) -> bool:
    return after in TRANSITIONS[AgreementState(before)]


def check_transition(before: str, after: AgreementState) -> None:
    if not is_allowed(before, after):
        raise ValidationError(NOT_NOW[AgreementState(before)], code="gone")


def check_none_open(states: Iterable[str]) -> None:
    """One text at a time between the same two people."""
    found = set(states)
    if AgreementState.DRAFT in found:
        raise ValidationError("An agreement between these two is being written already.")
    if AgreementState.OFFERED in found:
        raise ValidationError("An agreement between these two waits for signatures already.")
    if AgreementState.IN_FORCE in found:
        raise ValidationError(
            "These two have an agreement in force. Write its next version instead."
        )


def check_seen(seen: object, now: object) -> None:
    """Nobody overwrites what somebody else has written meanwhile."""
    if seen is not None and seen != now:
        raise ValidationError(
            "Somebody else has changed it since you opened it. Your words are still in the form: "
            "open the newest text in another window, and bring the two together.",
            code="changed",
        )


def check_same_words(seen: str, now: str) -> None:
    if seen != now:
        raise ValidationError(
            "These are not the words you had before you. Read them as they are now, then sign.",
            code="outdated",
        )


def check_end(ends_on: date, *, starts_on: date, ends_before: date | None, today: date) -> None:
    if ends_on < today:
        raise ValidationError({"ends_on": "Choose today or a day to come."})
    if ends_on < starts_on:
        raise ValidationError({"ends_on": "Choose its first day or a later one."})
    if ends_before is not None and ends_on >= ends_before:
        raise ValidationError(
            {"ends_on": "It ends already. Choose an earlier day, or write a new version."}
        )


def is_time_for_first_look(*, starts_on: date, review_on: date, today: date) -> bool:
    """Three months in; not for one that is nearly due for its review, nor long afterwards."""
    first = months_later(starts_on, FIRST_LOOK)
    return first <= today < min(review_on, months_later(first, 1))
