"""When a version is approved, by whom it may be, and when an approval runs out. No queries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from courses.catalogue.rules import NOT_WORDING, digest, parsed, with_one_newline

TASK = WORKFLOW = "Safeguarding approval"
WARN_STAGES = (14, 3)  # days before an approval lapses on which people are told
NOT_READ = NOT_WORDING | {"minutes"}  # how long it takes is worked out, and says nothing
SHORT = 16
NOTE_LIMIT = 2000

WHY_NOT_LIVE = (
    "“{title}” is about safeguarding. This version goes live when a safeguarding lead has approved "
    "it: send it to the safeguarding lead."
)
WHY_NOT_MOVED_OUT = (
    "“{title}” is about safeguarding and stays in its module, where a safeguarding lead approves "
    "what it says. For another module, write a new page there."
)
WHY_NOT_MOVED_IN = (
    "“{title}” is live, and no safeguarding lead has approved it. Unpublish it, move it, and then "
    "send it to the safeguarding lead."
)


@dataclass(frozen=True)
class Version:
    """What somebody had before her when she decided: a revision, and the words it had then.

    A revision alone will not do: an editor that saves by itself writes into it again.
    """

    revision_pk: int
    wording: str

    @property
    def token(self) -> str:
        return f"{self.revision_pk}-{self.wording[:SHORT]}"


@dataclass(frozen=True)
class CheckedEdition:
    """An edition against which the facts of a page were read when it was approved."""

    publication: int
    title: str
    name: str
    since: str  # in words, no more exact than it is known
    holds_on: date

    @property
    def words(self) -> str:
        """A long title ends at its colon: readers want to know which book, not all it says."""
        title = self.title.partition(":")[0]
        if not self.name.isdigit():
            return f"{title} ({self.name})"
        return title if title.endswith(self.name) else f"{title} {self.name}"

    def kept(self) -> dict[str, Any]:
        return {**vars(self), "holds_on": self.holds_on.isoformat()}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "CheckedEdition":
        return cls(**{**kept, "holds_on": date.fromisoformat(kept["holds_on"])})


@dataclass(frozen=True)
class KnownEdition(CheckedEdition):
    """An edition with the day on which people here were told of it."""

    told_on: date | None = None


# Words -----------------------------------------------------------------------


def wording_of(content: Mapping[str, Any]) -> str:
    """What a revision says, as a digest.

    Nothing and "not there" are the same: a field that a later version of this software adds, and
    that nobody has filled in, does not make an approved page another.
    """
    said = {name: value for name, value in content.items() if name not in NOT_READ}
    return digest(with_one_newline(_filled(said)))


def _filled(value: Any) -> Any:
    value = parsed(value)
    if isinstance(value, Mapping):
        pairs = ((name, _filled(part)) for name, part in value.items())
        return {name: part for name, part in pairs if part}
    return [_filled(part) for part in value] if isinstance(value, list) else value


def fact_keys(content: Any) -> set[str]:
    """The facts that a revision shows, wherever in it their blocks stand."""
    return set(_fact_keys(content))


def _fact_keys(value: Any) -> Iterator[str]:
    value = parsed(value)
    if isinstance(value, Mapping):
        inner = value.get("value")
        if value.get("type") == "fact" and isinstance(inner, Mapping) and inner.get("key"):
            yield str(inner["key"])
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _fact_keys(part)


def writers_of(history: Iterable[tuple[int | None, str]], *, base: str = "") -> set[int]:
    """Who changed the words, from saves as (person, wording) since the wording `base`.

    A save that changes nothing, as when somebody leaves a comment, makes nobody a writer.
    """
    found = set()
    before = base
    for person, wording in history:
        if wording != before and person is not None:
            found.add(person)
        before = wording
    return found


# Deciding --------------------------------------------------------------------


def check_not_own(*, title: str, approver: int, writers: Iterable[int]) -> None:
    if approver in set(writers):
        raise ValidationError(
            f"You have written in this version of “{title}” yourself. "
            "Another safeguarding lead approves it.",
            code="own",
        )


def check_facts_read(*, title: str, to_read: Sequence[str]) -> None:
    """An approval says against which editions a page was checked, so that must be done first."""
    if to_read:
        raise ValidationError(
            f"“{title}” shows facts that nobody has read against the edition that holds now: "
            f"{', '.join(to_read)}. Confirm them under “Facts and sources” first.",
            code="facts",
        )


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError("Say what should change: the author has only your words to go by.")
    check_note(reason)


def check_note(note: str) -> None:
    if len(note) > NOTE_LIMIT:
        raise ValidationError(f"Keep this under {NOTE_LIMIT:,} characters.")


# Running out -----------------------------------------------------------------


def newer_than(
    checked: Iterable[CheckedEdition], known: Iterable[KnownEdition]
) -> list[KnownEdition]:
    """The editions, held or to come, that are newer than what an approval was checked against."""
    since = {edition.publication: edition.holds_on for edition in checked}
    newer = (e for e in known if e.publication in since and e.holds_on > since[e.publication])
    return sorted(newer, key=lambda edition: edition.holds_on)


def holding(newer: Iterable[KnownEdition], *, today: date) -> list[KnownEdition]:
    """Of each publication the newest that holds on the day."""
    found: dict[int, KnownEdition] = {}
    for edition in sorted(newer, key=lambda edition: edition.holds_on):
        if edition.holds_on <= today:
            found[edition.publication] = edition
    return list(found.values())


def lapses_on(newer: Iterable[KnownEdition], *, days: int) -> date | None:
    """So many days after the first newer edition holds.

    If people were told later than that, the days count from then: nothing vanishes overnight
    because somebody was late to enter an edition.
    """
    starts = (max(e.holds_on, e.told_on or e.holds_on) for e in newer)
    first = min(starts, default=None)
    return first + timedelta(days=days) if first else None


def warn_stage(days_left: int) -> int | None:
    """The warning that is due with so many days left; asked late, the one that fits today."""
    return min((stage for stage in WARN_STAGES if 0 < days_left <= stage), default=None)


# In words --------------------------------------------------------------------


def listed(words: Sequence[str]) -> str:
    """“a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def count_of_pages(number: int) -> str:
    return f"{number} page{'' if number == 1 else 's'}"


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def checked_against(editions: Iterable[CheckedEdition]) -> str:
    return listed([edition.words for edition in editions])
