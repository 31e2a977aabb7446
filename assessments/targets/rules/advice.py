"""What would help next in a year, and what is worth a message about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .counting import Counting, GroupLine
from .gaps import Gaps, Stretch
from .hours import Target, day_words, minutes_words
from .months import last_day_of_month
from .off_the_job import OffTheJob
from .standing import Impact, Standing

HALF_HOUR = 30


class Leads(StrEnum):
    """Where a piece of advice leads: to one of the places in the log, or nowhere."""

    RETURNED = "returned"
    DRAFTS = "drafts"
    CONFIRMED = "verified"
    NEW = "new"
    NOWHERE = ""


@dataclass(frozen=True)
class Advice:
    words: str
    why: str
    leads: Leads = Leads.NOWHERE
    action: str = ""


@dataclass(frozen=True)
class Desk:
    """What lies on its owner's desk, not handed in."""

    drafts: int = 0
    draft_minutes: int = 0
    returned: int = 0
    returned_minutes: int = 0


def next_steps(
    *,
    target: Target,
    counting: Counting,
    impact: Impact,
    gaps: Gaps,
    training: OffTheJob,
    desk: Desk,
    is_running: bool,
) -> list[Advice]:
    """The nearest to done first. For the owner alone: it tells of drafts."""
    found = list(_on_the_desk(desk))
    if target.applies and impact.missing:
        found.append(_say_what_changed(impact))
    if is_running:
        found += _to_be_done(target, counting, gaps)
    if target.applies:
        found += [_is_full(line) for line in counting.lines if line.limit and line.is_full]
    if training.without_start:
        found.append(_say_when(training))
    return found


def _on_the_desk(desk: Desk) -> Iterator[Advice]:
    if desk.returned:
        yield Advice(
            f"{_entries(desk.returned)} came back to you",
            f"{minutes_words(desk.returned_minutes)} count once you have answered what was asked.",
            Leads.RETURNED,
            "Look at it" if desk.returned == 1 else "Look at them",
        )
    if desk.drafts:
        yield Advice(
            f"{_entries(desk.drafts)} not handed in yet",
            f"{minutes_words(desk.draft_minutes)} that count nowhere yet. Only you know of them.",
            Leads.DRAFTS,
            "Finish one",
        )


def _say_what_changed(impact: Impact) -> Advice:
    entries = "one more entry" if impact.missing == 1 else f"{impact.missing} more entries"
    return Advice(
        f"Say of {entries} what changed for learners",
        "A sentence each. It can be added late, after an entry was verified too.",
        Leads.CONFIRMED,
        "Choose an entry",
    )


def _to_be_done(target: Target, counting: Counting, gaps: Gaps) -> Iterator[Advice]:
    left = target.minutes - counting.counted - counting.waiting
    if target.applies and left > 0:
        months = max(target.months - target.elapsed, 1)
        each = -(-left // (months * HALF_HOUR)) * HALF_HOUR
        yield Advice(
            f"{minutes_words(left)} still to come",
            f"About {minutes_words(each)} a month brings you to {target.words}."
            if months > 1
            else f"They bring you to {target.words}.",
            Leads.NEW,
            "Log something",
        )
    if gaps.running:
        yield Advice(
            f"Nothing handed in since {day_words(gaps.running.first_on)}",
            "A short entry closes the gap: reading, a talk, an hour with a colleague.",
            Leads.NEW,
            "Log something",
        )


def _is_full(line: GroupLine) -> Advice:
    return Advice(
        f"“{line.label}” has reached its limit",
        "More of it is welcome in your log, and counts no further this year.",
    )


def _say_when(training: OffTheJob) -> Advice:
    minutes = minutes_words(training.without_start)
    return Advice(
        "Say when your off-the-job training began",
        f"{minutes} have no time of day, so they do not count as off-the-job.",
    )


def reasons_to_tell(
    *,
    standing: Standing,
    shortfalls: Sequence[str],
    running: Stretch | None,
    training: OffTheJob,
    today: date,
) -> list[str]:
    """Sentences for the one message of a month; empty when there is nothing to say."""
    if standing == Standing.PAUSED:
        return []
    found = []
    if running is not None:
        found.append(f"Nothing was handed in since {day_words(running.first_on)}.")
    if standing == Standing.BEHIND:
        found += [f"{words[0].upper()}{words[1:]}." for words in shortfalls]
    last_month = [
        month for month in training.missing if (today - last_day_of_month(month)).days <= 31
    ]
    if last_month:
        found.append(f"No off-the-job hours were logged in {last_month[-1]:%B}.")
    return found


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
