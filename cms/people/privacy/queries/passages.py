"""Everything that is kept about a person in words, and which of it speaks of somebody else too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from cms.people.accounts.models import User

from ..models import Redaction, RightsRequest
from ..registry import Passage, RecordClass, record_classes
from .names import NameIndex, PersonNames, Piece, black_out, composed, marks_in, name_index, pieces

Key = tuple[str, str, str]
LONGEST_ID, LONGEST_PART = 64, 60  # as `Redaction` keeps them


@dataclass(frozen=True)
class Found:
    """A passage about a person, to be read against the names of everybody else."""

    kind: RecordClass
    passage: Passage
    key: Key
    words_hash: str
    is_by_another: bool
    names: NameIndex

    @cached_property
    def names_others(self) -> bool:
        texts = (self.passage.title, self.passage.words)
        return any(marks_in(composed(text), self.names) for text in texts)

    @property
    def needs_answer(self) -> bool:
        return self.is_by_another or self.names_others

    def blacked_out(self) -> tuple[str, str]:
        return black_out(self.passage.title, self.names), black_out(self.passage.words, self.names)


def names_around(person: User) -> NameIndex:
    """The names of everybody with an account, also of those who have left."""
    others = User.objects.exclude(pk=person.pk)
    rows = others.values_list("first_name", "last_name", "known_as", "email")
    return name_index(_names_of(person), (PersonNames(*row) for row in rows))


def _names_of(person: User) -> PersonNames:
    return PersonNames(person.first_name, person.last_name, person.known_as, person.email)


def found_about(person: User) -> list[Found]:
    """In a fixed order: kind by kind, the oldest first. Looking for names takes the time there is
    in it, and is done when it is asked."""
    names = names_around(person)
    return [
        Found(
            kind=kind,
            passage=passage,
            key=key,
            words_hash=words_hash(passage),
            is_by_another=passage.author is not None and passage.author != person,
            names=names,
        )
        for kind in record_classes()
        for key, passage in _keyed(kind, kind.about(person))
    ]


def _keyed(kind: RecordClass, passages: Iterable[Passage]) -> Iterator[tuple[Key, Passage]]:
    """Each with a key of its own, even where a kind gives two passages one name."""
    times: dict[Key, int] = defaultdict(int)
    for passage in sorted(passages, key=_when):
        plain = (kind.key, str(passage.object_id)[:LONGEST_ID], passage.part[:LONGEST_PART])
        times[plain] += 1
        number = f" ({times[plain]})" if times[plain] > 1 else ""
        yield (*plain[:2], f"{plain[2][: LONGEST_PART - len(number)]}{number}"), passage


def _when(passage: Passage) -> tuple[str, str, str]:
    day = passage.on.isoformat() if passage.on else ""
    return day, str(passage.object_id).zfill(20), passage.part


def words_hash(passage: Passage) -> str:
    """Says whether words have changed and, without the site's key, nothing about them."""
    said = "\x1f".join((passage.title, passage.words, author_name(passage.author)))
    return salted_hmac("waymark.redaction", said, algorithm="sha256").hexdigest()


def author_name(author: Any) -> str:
    """Of an account, or of somebody without one, who is given by name."""
    return getattr(author, "display_name", "") or str(author or "")


# The queue -----------------------------------------------------------------------


@dataclass(frozen=True)
class Alike:
    """Places with the same words in one request: one look and one answer for all of them."""

    words_hash: str
    answer: str
    count: int
    label: str
    found: Found | None  # none: changed or gone since somebody looked

    @property
    def title(self) -> list[Piece]:
        return pieces(self.found.passage.title, self.found.names) if self.found else []

    @property
    def words(self) -> list[Piece]:
        return pieces(self.found.passage.words, self.found.names) if self.found else []

    @property
    def author(self) -> str:
        is_told = self.found is not None and self.found.is_by_another
        return author_name(self.found.passage.author) if self.found and is_told else ""


def open_redactions(request: RightsRequest) -> QuerySet[Redaction]:
    return Redaction.objects.filter(request=request, answer="")


def redaction_counts(request: RightsRequest) -> dict[str, int]:
    rows = Redaction.objects.filter(request=request).values_list("answer", flat=True)
    answers = list(rows)
    waiting = sum(not answer for answer in answers)
    return {"all": len(answers), "open": waiting, "answered": len(answers) - waiting}


def alike_rows(request: RightsRequest) -> list[Alike]:
    """The whole queue, what waits first; identical words stand there once."""
    by_key = {found.key: found for found in found_about(request.subject)}
    groups: dict[tuple[str, str], list[Redaction]] = defaultdict(list)
    for row in Redaction.objects.filter(request=request).order_by("pk"):
        groups[(row.answer, row.words_hash)].append(row)
    shown = [_alike(answer, rows, by_key) for (answer, _), rows in groups.items()]
    return sorted(shown, key=lambda row: bool(row.answer))


def _alike(answer: str, rows: list[Redaction], by_key: dict[Key, Found]) -> Alike:
    first = rows[0]
    found = by_key.get((first.record_class, first.object_id, first.part))
    if found is not None and found.words_hash != first.words_hash:
        found = None
    label = found.kind.label if found else first.record_class
    return Alike(first.words_hash, answer, len(rows), label, found)
