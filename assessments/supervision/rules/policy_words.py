"""A policy in plain sentences, so that nobody has to guess what it asks."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .frequency import LONG_ABSENCE, Policy
from .kinds import CountsTowards, SessionType
from .states import NeedKind

WEEK = 7
NEEDS: dict[str, str] = {
    NeedKind.SUPPORT_PLAN: "while a support plan is in place",
    NeedKind.INTENSIVE: "with an intensive caseload",
    NeedKind.SAFEGUARDING_LINK: "in a safeguarding link role",
}


def _count(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"


def days_words(days: int) -> str:
    """“42 days (6 weeks)”."""
    weeks, rest = divmod(days, WEEK)
    said = _count(days, "day")
    return said if rest or not weeks else f"{said} ({_count(weeks, 'week')})"


def share_words(fte: Decimal) -> str:
    return "half time" if fte == Decimal("0.5") else f"{fte.normalize():f} of full time"


def stage_words(from_day: int | None, until_day: int | None) -> str:
    """“in weeks 7 to 26 of the post”, or in days where they are no whole weeks."""
    first, last = from_day or 1, until_day
    is_weeks = (first - 1) % WEEK == 0 and (last is None or last % WEEK == 0)
    begins = (first - 1) // WEEK + 1 if is_weeks else first
    unit = "week" if is_weeks else "day"
    if last is None:
        return "" if first == 1 else f"from {unit} {begins} of the post on"
    ends = last // WEEK if is_weeks else last
    if begins == ends:
        return f"in {unit} {begins} of the post"
    return f"in {unit}s {begins} to {ends} of the post"


def who_words(policy: Policy, team: str = "") -> str:
    """For whom it is: “Everybody in weeks 1 to 6 of the post”."""
    parts = [
        NEEDS.get(policy.need, ""),
        stage_words(policy.from_day, policy.until_day),
        f"with {share_words(policy.fte_from)} or more" if policy.fte_from is not None else "",
        f"with less than {share_words(policy.fte_below)}" if policy.fte_below is not None else "",
        f"in the team “{team}”" if team else "",
        f"back from more than {LONG_ABSENCE} working days away"
        if policy.back_within_days is not None
        else "",
    ]
    said = [part for part in parts if part]
    return f"Everybody {', '.join(said)}" if said else "Everybody who is supervised"


def asks_words(policy: Policy) -> str:
    if policy.back_within_days is not None:
        within = _count(policy.back_within_days, "working day")
        asked = f"The first session within {within} of the return"
    else:
        what = (
            "A session" if policy.target == CountsTowards.FREQUENCY else "Safeguarding supervision"
        )
        asked = f"{what} at least every {days_words(policy.interval_days)}"
    return f"{asked}, with {grace_words(policy.tolerance_days)}."


def grace_words(days: int) -> str:
    return f"{_count(days, 'day')} of grace" if days else "no days of grace"


def further_words(policy: Policy) -> list[str]:
    """What else it says, one sentence each."""
    said = []
    if policy.contact_hours:
        hours = _count(policy.contact_hours, "hour")
        said.append(f"Sooner, where {hours} with learners have passed since the last one.")
    if policy.least_a_year:
        said.append(
            f"A warning is shown to whoever meets fewer than {policy.least_a_year} times a year."
        )
    said += [counts_words(policy), pauses_words(policy)]
    return said


def counts_words(policy: Policy) -> str:
    length = f"of {_count(policy.min_minutes, 'minute')} or more" if policy.min_minutes else ""
    kinds = types_words(policy.types_allowed)
    said = " ".join(part for part in ("Sessions", length, "count") if part)
    if policy.types_allowed:
        return f"{said}, of these kinds: {kinds}."
    return f"{said}{group_words(policy.group_percent)}."


def types_words(types: tuple[str, ...]) -> str:
    return ", ".join(str(SessionType(kind).label).lower() for kind in types) or "every kind"


def group_words(percent: int) -> str:
    if percent == 0:
        return "; group sessions do not"
    if percent >= 100:
        return ", group sessions like any other"
    share = {33: "one in three", 50: "one in two", 25: "one in four", 20: "one in five"}
    return f"; of group sessions at most {share.get(percent, f'{percent} %')}"


def pauses_words(policy: Policy) -> str:
    stops = [
        *(["a long absence"] if policy.pauses_when_away else []),
        *(["a closure of the college"] if policy.pauses_when_closed else []),
    ]
    if not stops:
        return "The clock never stops, also not in holidays or absences."
    said = " and ".join(stops)
    return f"{said[:1].upper()}{said[1:]} {'stop' if len(stops) > 1 else 'stops'} the clock."


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _or_any(value: object) -> str:
    return "–" if value in (None, "", ()) else str(value)


Say = Callable[[Any], str]
ROWS: dict[str, tuple[str, Say]] = {
    "name": ("Name", str),
    "is_active": ("In use", _yes),
    "priority": ("Priority", str),
    "need": ("Only while", lambda value: NEEDS.get(value, "–")),
    "from_day": ("From this day in post", _or_any),
    "until_day": ("Until this day in post", _or_any),
    "fte_from": ("From this share of full time", _or_any),
    "fte_below": ("Below this share of full time", _or_any),
    "team": ("Only one team", lambda value: "yes" if value else "no"),
    "back_within_days": ("After a long absence, working days", _or_any),
    "target": ("Counts", lambda value: str(CountsTowards(value).label)),
    "interval_days": ("A session at least every", days_words),
    "tolerance_days": ("Grace", grace_words),
    "least_a_year": ("Never fewer in a year than", lambda value: str(value) if value else "–"),
    "contact_hours": ("And after so many hours with learners", _or_any),
    "min_minutes": ("Shortest session that counts", lambda value: _count(value, "minute")),
    "types_allowed": ("Kinds that count", types_words),
    "group_percent": ("Group sessions, at most", lambda value: f"{value} %"),
    "pauses_when_away": ("A long absence stops the clock", _yes),
    "pauses_when_closed": ("A closure stops the clock", _yes),
    "note": ("Why", _or_any),
}


def changes(before: Policy | None, after: Policy) -> list[Change]:
    """What differs, said as the page of policies says it; of a new one everything."""
    found = []
    for name, (label, say) in ROWS.items():
        was, will = getattr(before, name, None), getattr(after, name)
        if before is None or was != will:
            found.append(Change(label, say(was) if before else "–", say(will)))
    return found
