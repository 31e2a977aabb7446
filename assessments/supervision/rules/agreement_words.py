"""An agreement as words to read, to sign and to compare. Plain values in, plain values out."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from difflib import SequenceMatcher

from .agreements import AgreementContent, tidied
from .kinds import SessionType
from .states import Medium, SharedWithManager, WhoBooks

HASHED_AS = 1  # raise it when what is hashed changes; old hashes then stay checkable


def words_hash(
    content: AgreementContent,
    *,
    version: int,
    supervisee: int,
    supervisor: int,
    manager: int | None,
) -> str:
    """SHA-256 over everything that is signed: the words, the days, and who the people are."""
    signed = {
        "hashed_as": HASHED_AS,
        "version": version,
        "supervisee": supervisee,
        "supervisor": supervisor,
        "manager": manager,
        "content": asdict(tidied(content)),
    }
    text = json.dumps(
        signed, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=date.isoformat
    )
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Line:
    key: str
    label: str
    words: str


@dataclass(frozen=True)
class Chapter:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Names:
    supervisee: str
    supervisor: str


def chapters(content: AgreementContent, names: Names) -> tuple[Chapter, ...]:
    """The whole text in the order in which it is read."""
    return (
        Chapter("What it is for", _purpose(content)),
        Chapter("Our meetings", _meetings(content)),
        Chapter("What each of us brings", _bringing(content, names)),
        Chapter("What is written down, and who reads it", _recording(content, names)),
        Chapter(
            "The limits of confidentiality",
            (Line("limits", "What stays between us", content.limits),),
        ),
        Chapter("If it is hard, and whether it helps", _looking_back(content)),
    )


def _purpose(content: AgreementContent) -> tuple[Line, ...]:
    types = ", ".join(SessionType(kind).label for kind in content.types)
    return (Line("purpose", "Purpose", content.purpose), Line("types", "Kinds of session", types))


def _meetings(content: AgreementContent) -> tuple[Line, ...]:
    protected = "Yes, it is in the job plan" if content.is_time_protected else "Not confirmed yet"
    where = ". ".join(filter(None, (Medium(content.medium).label, content.place)))
    return (
        Line("interval_days", "How often", rhythm(content.interval_days)),
        Line("minutes", "How long", f"{content.minutes} minutes"),
        Line("place", "How and where", where),
        Line("who_books", "Who books", WhoBooks(content.who_books).label),
        Line("is_time_protected", "Protected time", protected),
        Line("cancelling", "When a session has to be moved", content.cancelling),
    )


def _bringing(content: AgreementContent, names: Names) -> tuple[Line, ...]:
    lines = (
        Line("expected_of_supervisee", names.supervisee, content.expected_of_supervisee),
        Line("expected_of_supervisor", names.supervisor, content.expected_of_supervisor),
    )
    if not content.adjustments:
        return lines
    return (*lines, Line("adjustments", "Adjustments or access needs", content.adjustments))


def _recording(content: AgreementContent, names: Names) -> tuple[Line, ...]:
    training = "Yes" if content.shows_training else "No"
    return (
        Line("recording", "What is recorded, and where", content.recording),
        Line("shared_with_manager", "What the line manager reads", _shared(content)),
        Line(
            "shows_training", f"{names.supervisor} sees how far training modules have got", training
        ),
    )


def _shared(content: AgreementContent) -> str:
    parts = [SharedWithManager(part).label for part in content.shared_with_manager]
    return ". ".join(["Day, length, kind and attendance", *parts])


def _looking_back(content: AgreementContent) -> tuple[Line, ...]:
    return (
        Line("disagreeing", "When we disagree", content.disagreeing),
        Line("reviewing", "How we look at whether it helps", content.reviewing),
        Line("starts_on", "First day", day_in_words(content.starts_on)),
        Line("review_on", "Looked at again by", day_in_words(content.review_on)),
    )


def rhythm(interval_days: int | None) -> str:
    if interval_days is None:
        return "As often as the college’s policy says"
    if interval_days % 7:
        return f"At least every {interval_days} days"
    weeks = interval_days // 7
    return "At least every week" if weeks == 1 else f"At least every {weeks} weeks"


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# Comparing -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    words: str
    is_other: bool  # the other side has it not

    @property
    def marked(self) -> str:
        """Without the gap behind it, so that a mark ends with its last letter."""
        return self.words.rstrip()

    @property
    def gap(self) -> str:
        return self.words[len(self.marked) :]


@dataclass(frozen=True)
class Difference:
    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def differences(before: Sequence[Chapter], after: Sequence[Chapter]) -> list[Difference]:
    """Line by line what is not the same, in the order of the newer text and then of the older."""
    old = {line.key: line for chapter in before for line in chapter.lines}
    new = {line.key: line for chapter in after for line in chapter.lines}
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key), new.get(key)
        if (was and was.words) != (now and now.words):
            label = now.label if now else old[key].label
            found.append(_difference(label, was.words if was else "", now.words if now else ""))
    return found


def line_count(text: Sequence[Chapter]) -> int:
    return sum(len(chapter.lines) for chapter in text)


def _difference(label: str, before: str, after: str) -> Difference:
    one, other = _words_in(before), _words_in(after)
    was: list[Piece] = []
    now: list[Piece] = []
    matcher = SequenceMatcher(None, _bare(one), _bare(other), autojunk=False)
    for kind, i, j, m, n in matcher.get_opcodes():
        is_other = kind != "equal"
        if i < j:
            was.append(Piece("".join(one[i:j]), is_other))
        if m < n:
            now.append(Piece("".join(other[m:n]), is_other))
    return Difference(label, tuple(was), tuple(now))


def _words_in(text: str) -> list[str]:
    """Each word with the gap behind it: put together again they are the text."""
    return re.findall(r"\S+\s*", text)


def _bare(words: list[str]) -> list[str]:
    return [word.strip() for word in words]
