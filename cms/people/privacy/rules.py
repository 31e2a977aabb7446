"""What is kept about people and for how long; what opens it outside the usual rules; what somebody
may ask for (domain.md 2.3 rules 11, 12 and 18, 2.4, 2.5)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


@dataclass(frozen=True)
class Reader:
    """Somebody, or a kind of somebody, who can read a record, and why; `people` where there are
    names to give."""

    who: str
    why: str
    people: tuple[Any, ...] = ()


class CountedFrom(TextChoices):
    """When the clock of a kind of record starts."""

    WRITTEN = "written", "the day it was written"
    CLOSED = "closed", "the day it was closed"
    LEFT = "left", "the day the person left"


class Purpose(TextChoices):
    """Why a record may be opened outside the usual rules."""

    RIGHTS_REQUEST = "rights_request", "A rights request"
    LEGAL_CLAIM = "legal_claim", "A legal claim"
    GRIEVANCE = "grievance", "A grievance"
    CAPABILITY = "capability", "A capability case"
    DISCIPLINARY = "disciplinary", "A disciplinary case"


class GrantState(TextChoices):
    ASKED = "asked", "Waiting for a second person"
    OPEN = "open", "Open"
    REFUSED = "refused", "Refused"
    ENDED = "ended", "Ended"


class RequestKind(TextChoices):
    COPY = "copy", "A copy of everything about me"
    CORRECT = "correct", "Put something right"
    ERASE = "erase", "Remove something"
    RESTRICT = "restrict", "Stop using something for now"


class RequestState(TextChoices):
    OPEN = "open", "Being looked at"
    READY = "ready", "Ready to be fetched"
    CLOSED = "closed", "Closed"
    REFUSED = "refused", "Refused, with the reason"


class Answer(TextChoices):
    """What is done with a passage that also speaks of somebody else."""

    KEEP = "keep", "Leave as it is"
    REDACT = "redact", "Black out the names"
    WITHHOLD = "withhold", "Leave the passage out"


LEAST_REASON = 40  # letters: shorter says that it is needed, not why
MOST_HOURS = 168
LONGEST_MONTHS = 600


def check_grant_reason(reason: str) -> None:
    """Domain.md 2.3 rule 11: necessary, and nothing less would do."""
    if len(" ".join(reason.split())) < LEAST_REASON:
        raise ValidationError(
            {
                "reason": f"Say in at least {LEAST_REASON} letters why it is needed, and why "
                "nothing less will do."
            }
        )


def check_hours(hours: int) -> None:
    if not 1 <= hours <= MOST_HOURS:
        raise ValidationError(
            {"hours": f"Choose between 1 and {MOST_HOURS} hours, which is a week."}
        )


def check_answer_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Write in a sentence why you say so."})


def check_waits(state: str) -> None:
    """A request is answered once."""
    if state != GrantState.ASKED:
        raise ValidationError("This was answered already. Open it again to see how.")


def grant_stage(state: str, ends_at: datetime | None, now: datetime) -> GrantState:
    """Where a grant stands at a moment: at the second it ends it is over, whatever the row says."""
    if state == GrantState.OPEN and (ends_at is None or ends_at <= now):
        return GrantState.ENDED
    return GrantState(state)


def check_months(months: int) -> None:
    if not 1 <= months <= LONGEST_MONTHS:
        raise ValidationError(
            {"months": f"Choose between 1 and {LONGEST_MONTHS} months, which is 50 years."}
        )


def check_why(note: str) -> None:
    if not note.strip():
        raise ValidationError({"note": "Write down why: the next one who reads it was not here."})


def check_hold_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Write down what the hold is for: a claim, a case."})


def months_in_words(months: int) -> str:
    years, left = divmod(months, 12)
    parts = [
        f"{count} {unit}{'' if count == 1 else 's'}"
        for count, unit in ((years, "year"), (left, "month"))
        if count
    ]
    return " and ".join(parts)


def check_count_typed(typed: int, due: int) -> None:
    """Who removes has looked: she types how many there are, and there are still as many."""
    if typed != due:
        raise ValidationError(
            {"typed": f"Type the number of records to remove. At this moment there are {due}."}
        )


# Rights requests: the clock ------------------------------------------------------

ANSWER_MONTHS = 1  # UK GDPR article 12(3): one month from the day it came in
MOST_EXTRA_MONTHS = 2  # the same article, for a request that is complex
REMIND_DAYS = (10, 3)
TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    RequestState.OPEN: frozenset({RequestState.READY, RequestState.CLOSED, RequestState.REFUSED}),
    RequestState.READY: frozenset({RequestState.OPEN, RequestState.CLOSED}),
    RequestState.CLOSED: frozenset(),
    RequestState.REFUSED: frozenset(),
}


def months_after(day: date, months: int) -> date:
    """The same date so many months on, or back for fewer than none; where that month is too
    short, its last day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def answer_due(received_on: date, extra_months: int = 0) -> date:
    """The last day for an answer: always counted from the day it came in, never from another due
    day, so that a short month in between takes nothing away."""
    return months_after(received_on, ANSWER_MONTHS + extra_months)


def check_moves(state: str, to: RequestState) -> None:
    if to not in TRANSITIONS[RequestState(state)]:
        words = RequestState(state).label.lower()
        raise ValidationError(f"This request is {words}: that cannot be done with it now.")


def check_is_open(state: str) -> None:
    if state != RequestState.OPEN:
        words = RequestState(state).label.lower()
        raise ValidationError(f"This request is {words}: nothing of it can be changed now.")


def check_received(received_on: date, today: date) -> None:
    if received_on > today:
        raise ValidationError({"received_on": "A letter cannot have come on a day to come."})
    if received_on < months_after(today, -12):
        raise ValidationError({"received_on": "This is more than a year ago. Look at the year."})


def check_extension(
    *, extra_months: int, reason: str, longer_because: str, due_on: date, today: date
) -> None:
    """Once, with a reason, and told before the first month is over."""
    if longer_because:
        raise ValidationError("It was made longer once already. That cannot be done again.")
    if not 1 <= extra_months <= MOST_EXTRA_MONTHS:
        raise ValidationError({"extra_months": "One or two months more, never longer."})
    if not reason.strip():
        raise ValidationError({"reason": "Say why it takes longer. The person is told."})
    if today > due_on:
        raise ValidationError(
            "The month is over. It can only be made longer while the first month runs: answer it "
            "as soon as you can."
        )


def reminder_due(due_on: date, today: date) -> str:
    """Which reminder stands on a day: “late”, the days of the nearest one, or none."""
    left = (due_on - today).days
    if left < 0:
        return "late"
    return next((str(days) for days in sorted(REMIND_DAYS) if left <= days), "")


# Leavers ------------------------------------------------------------------------

# Long enough for a notice period to end and a first month elsewhere, short enough that nobody who
# is gone keeps a door here (domain.md 2.3, “Leavers”: 60 days by default).
LEAVER_DAYS = 60
LEAVER_REMIND_DAYS = (30, 7)  # before the account closes
READY_FOR_DAYS = 30  # a copy that is ready keeps the account open so long


class LeaverStage(TextChoices):
    HERE = "here", "Works here"
    LEAVING = "leaving", "Last day is set"
    READING = "reading", "Has left, may still read"
    OVER = "over", "The time to read is over"


def account_closes_on(left_on: date) -> date:
    return left_on + timedelta(days=LEAVER_DAYS)


def leaver_stage(left_on: date | None, today: date) -> LeaverStage:
    """The last day itself is a day of work; reading begins the day after."""
    if left_on is None:
        return LeaverStage.HERE
    if today <= left_on:
        return LeaverStage.LEAVING
    return LeaverStage.READING if today < account_closes_on(left_on) else LeaverStage.OVER


def leaver_reminder(left_on: date, today: date) -> str:
    """The reminder that stands on a day for somebody who has left, or none."""
    if leaver_stage(left_on, today) != LeaverStage.READING:
        return ""
    left = (account_closes_on(left_on) - today).days
    return next((str(days) for days in sorted(LEAVER_REMIND_DAYS) if left <= days), "")


# By the names of their addresses: her account and what was said to her, what she takes along, what
# she may ask for, and whom to call.
LEAVER_PAGES = frozenset(
    {
        "accounts:my_account",
        "audit:my_records",
        "certificates:certificate_check",
        "escalation:card",
        "escalation:card_kept",
        "escalation:offline",
        "escalation:service_worker",
        "notices:notice_list",
        "notices:notice_open",
        "objectives:objective_detail",
        "objectives:objective_list",
        "objectives:objective_print",
        "observations:observation_detail",
        "observations:observation_list",
        "observations:observation_print",
        "privacy:about_my_data",
        "records:record_detail",
        "reviews:review_detail",
        "reviews:review_export",
        "reviews:review_home",
        "privacy:bundle_fetch",
        "privacy:leaver_home",
        "privacy:request_create",
        "privacy:request_detail",
        "privacy:request_list",
        "profiles:everything",
        "profiles:export_check",
        "profiles:export_create",
    }
)
SIGN_IN_PREFIXES = ("account_", "mfa_", "socialaccount_")


def is_open_to_leavers(view_name: str) -> bool:
    return view_name in LEAVER_PAGES or view_name.startswith(SIGN_IN_PREFIXES)


def check_last_day(left_on: date, *, started_on: date | None, today: date) -> None:
    if started_on and left_on < started_on:
        raise ValidationError({"left_on": "The last day cannot be before the first day."})
    if left_on < months_after(today, -24) or left_on > months_after(today, 24):
        raise ValidationError({"left_on": "This is more than two years away. Look at the year."})


# Passages that also speak of somebody else --------------------------------------

# What others wrote for themselves, or to the safeguarding lead: left out unless the data protection
# officer decides otherwise, passage by passage.
NOTES_OF_OTHERS = "personal_note_of_others"
WITHHELD_AT_FIRST = (NOTES_OF_OTHERS, "session_preparation", "safeguarding_pointer")


def first_answer(record_class: str, is_by_another: bool) -> str:
    return Answer.WITHHOLD if is_by_another and record_class in WITHHELD_AT_FIRST else ""
