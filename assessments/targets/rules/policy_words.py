"""Every number of the policy in a plain sentence, so that nobody has to guess what it does."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from assessments.cpd.rules import Policy, write_minutes

from .hours import explain, hours_words


@dataclass(frozen=True)
class PolicyLine:
    label: str
    value: str
    words: str


@dataclass(frozen=True)
class PolicyGroup:
    title: str
    lines: tuple[PolicyLine, ...]


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


def _percent(value: int) -> str:
    return "no limit" if value >= 100 else f"{value} % of the target"


def _count(value: int, one: str, many: str) -> str:
    return f"{value} {one if value == 1 else many}"


def _months(value: int) -> str:
    return _count(value, "month", "months")


def _weeks(value: int) -> str:
    return _count(value, "week", "weeks")


def _days(value: int) -> str:
    return _count(value, "day", "days")


def _step(value: Decimal) -> str:
    return hours_words(value) if value else "not rounded"


def _of_target(value: int) -> str:
    return f"{value} % of the target" if value else "none asked for"


def _from(value: int) -> str:
    hours, minutes = divmod(value, 60)
    return hours_words(Decimal(hours)) if not minutes else write_minutes(value)


Say = Callable[[Any], str]
Row = tuple[str, str, Say, str]
GROUPS: dict[str, tuple[Row, ...]] = {
    "The target": (
        ("annual_hours", "A year, full time", hours_words,
         "Part-time posts have their share of it, and so has part of a year."),
        ("floor_hours", "Never under", hours_words,
         "However small the post, for a whole year; for part of a year, its share."),
        ("round_up_to", "Rounded up to", _step, "A target is never rounded down."),
        ("absence_over_months", "A long absence is longer than", _months,
         "Its whole months are taken out of the target."),
    ),
    "What counts how far": (
        ("self_directed_percent", "Self-directed learning, at most", _percent,
         "Reading, podcasts, videos, writing resources, online communities."),
        ("contribution_percent", "Contribution, at most", _percent,
         "Mentoring a colleague, leading a session, writing content, examining."),
        ("mandatory_percent", "Mandatory training, at most", _percent,
         "Safeguarding, Prevent, data protection, equality, health and safety: shown apart."),
        ("group_supervision_hours", "Group supervision, at most", hours_words,
         "Formal learning and keeping current in the vocation have no limit."),
        ("participatory_percent", "Together with others, at least", _of_target,
         "Time spent learning with others rather than alone."),
    ),
    "What comes of it": (
        ("impact_entries", "Entries that say what changed", str,
         "Hours alone are not enough: so many entries say what changed for learners."),
        ("impact_first_weeks", "First asked after", _weeks,
         "The site asks what changed, counted from an entry’s last day."),
        ("impact_second_weeks", "Asked again after", _weeks, "And then no more."),
        ("gap_months", "A gap is longer than", _months,
         "So long without anything handed in; long absences are left out."),
    ),
    "Handing in and verifying": (
        ("shortest_application", "“What I will do differently”, at least",
         lambda value: f"{value} characters", "Needed before an entry is handed in."),
        ("evidence_expected_minutes", "Evidence is expected from", _from,
         "A certificate, a slide, a note. Qualifications and conferences always need it."),
        ("verify_within_days", "Verified within",
         lambda value: _count(value, "working day", "working days"), "By the line manager."),
        ("witness_days", "A witness’s link works for", _days, "Then it has to be sent again."),
        ("close_after_days", "Entries are closed after", _days, "Counted from the year’s end."),
    ),
    "Looking again at a sample": (
        ("sample_percent", "Of verified entries", lambda value: f"{value} %",
         "Drawn at random by the quality lead, each term."),
        ("sample_least", "Of each mentor, at least", str, "Where there are so many."),
        ("sample_all_over_hours", "Always, when longer than", hours_words, "Whoever wrote it."),
        ("sample_first_year", "The first entry of somebody new",
         lambda value: "always" if value else "like any other", "In her first year in post."),
    ),
}  # fmt: skip
ROWS: dict[str, Row] = {row[0]: row for rows in GROUPS.values() for row in rows}


def policy_groups(policy: Policy) -> list[PolicyGroup]:
    return [
        PolicyGroup(
            title,
            tuple(
                PolicyLine(label, say(getattr(policy, name)), words)
                for name, label, say, words in rows
            ),
        )
        for title, rows in GROUPS.items()
    ]


def changes(before: Policy, after: Policy) -> list[Change]:
    """What differs, said as the policy’s page says it."""
    found = []
    for name in (each.name for each in fields(Policy)):
        was, will = getattr(before, name), getattr(after, name)
        if was != will:
            _, label, say, _ = ROWS[name]
            found.append(Change(label, say(was), say(will)))
    return found


@dataclass(frozen=True)
class Example:
    who: str
    sum: str


def examples(policy: Policy) -> list[Example]:
    whole, three_days, half_day = Decimal("1"), Decimal("0.6"), Decimal("0.1")
    return [
        Example("Full time, the whole year", explain(policy=policy, fte=whole, months=12)),
        Example("Three days a week", explain(policy=policy, fte=three_days, months=12)),
        Example(
            "Three days a week, from 1 January", explain(policy=policy, fte=three_days, months=7)
        ),
        Example("Half a day a week", explain(policy=policy, fte=half_day, months=12)),
        Example(
            "Full time, with four months of family leave",
            explain(policy=policy, fte=whole, months=8),
        ),
    ]
