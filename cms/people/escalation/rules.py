"""What is true of the safeguarding card: whom to call, in which order, and when to check it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone


class ContactKind(TextChoices):
    DSL = "dsl", "Safeguarding lead"
    DEPUTY = "deputy", "Deputy safeguarding lead"
    OUT_OF_HOURS = "out_of_hours", "Out of hours"
    CHILDREN = "children", "Children’s social care"
    ADULTS = "adults", "Adult social care"
    STAFF_CONCERN = "staff_concern", "Concern about a member of staff"


class Direction(TextChoices):
    UP = "up", "Up"
    DOWN = "down", "Down"


@dataclass(frozen=True)
class Section:
    """A part of the card: people who stand in for one another."""

    code: str
    title: str
    hint: str
    kinds: frozenset[str]
    is_ordered: bool = False


LINE = Section(
    "line",
    "Call the first. No answer? Call the next",
    "A call is better than an e-mail. Say that it is about safeguarding.",
    frozenset({ContactKind.DSL, ContactKind.DEPUTY}),
    is_ordered=True,
)
SECTIONS = (
    LINE,
    Section(
        "out_of_hours",
        "Evenings, weekends and holidays",
        "",
        frozenset({ContactKind.OUT_OF_HOURS}),
    ),
    Section(
        "outside",
        "Nobody answers and it cannot wait",
        "Anybody may call them. Tell the lead as soon as you can that you did.",
        frozenset({ContactKind.CHILDREN, ContactKind.ADULTS}),
    ),
    Section(
        "staff",
        "Is it about a member of staff?",
        "Tell the person named here and nobody else. Is it about that person? Tell the next.",
        frozenset({ContactKind.STAFF_CONCERN}),
    ),
)


def section_of(kind: str) -> Section:
    return next(section for section in SECTIONS if kind in section.kinds)


# Numbers -------------------------------------------------------------------

EXTENSION = re.compile(r"\s*(?:ext\.?|extension|x)\s*([0-9]{1,6})$", re.IGNORECASE)
NUMBER = re.compile(r"\+?[0-9\s().-]+")


def tel_of(phone: str) -> str:
    """What a `tel:` link dials, a pause before the extension; empty when it is no number."""
    found = EXTENSION.search(phone.strip())
    extension = found.group(1) if found else ""
    main = EXTENSION.sub("", phone.strip())
    if main and not NUMBER.fullmatch(main):
        return ""
    if main.startswith("+"):
        main = main.replace("(0)", "")
    digits = re.sub(r"[^0-9+]", "", main)
    if main and not 3 <= len(digits.lstrip("+")) <= 15:
        return ""
    return ",".join(part for part in (digits, extension) if part)


# Contacts ------------------------------------------------------------------


@dataclass(frozen=True)
class ContactFacts:
    """What a safeguarding lead says of a contact."""

    kind: str
    name: str
    role_words: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    away_from: date | None = None
    away_until: date | None = None


def is_away(away_from: date | None, away_until: date | None, on: date) -> bool:
    """Both days count. Without a last day somebody is away until the card says otherwise."""
    return away_from is not None and away_from <= on and (away_until is None or on <= away_until)


def check_phone(phone: str) -> None:
    if phone and not tel_of(phone):
        raise ValidationError(
            {
                "phone": "Write the number alone, such as 01632 960140 or 01632 960140 ext 12. "
                "Everything else goes under “When they answer”."
            }
        )


def check_absence(away_from: date | None, away_until: date | None) -> None:
    if away_until and not away_from:
        raise ValidationError({"away_from": "Say from which day they are away."})
    if away_from and away_until and away_until < away_from:
        raise ValidationError({"away_until": "The last day away cannot be before the first."})


def check_keeps_lead(kind: str, new_kind: str | None, other_leads: int) -> None:
    """Refuse to leave the card without a lead. `new_kind` is None when the contact goes."""
    if kind == ContactKind.DSL and new_kind != ContactKind.DSL and not other_leads:
        raise ValidationError(
            "This is the only safeguarding lead on the card, and nobody may open it and find "
            "none. Add the new lead first.",
            code="last_lead",
        )


# The card ------------------------------------------------------------------


@dataclass(frozen=True)
class Contact:
    """One line of the card as it is read on one day."""

    pk: int
    kind: str
    name: str
    role_words: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    away_from: date | None = None
    away_until: date | None = None
    is_away: bool = False
    can_go_up: bool = False
    can_go_down: bool = False

    @property
    def tel(self) -> str:
        return tel_of(self.phone)

    @property
    def about(self) -> str:
        """The job in the college's words, else what they are, where no heading says so."""
        is_in_line = self.kind in LINE.kinds
        return self.role_words or (str(ContactKind(self.kind).label) if is_in_line else "")


@dataclass(frozen=True)
class Part:
    """A section with the contacts in it, for the page to go through."""

    section: Section
    contacts: tuple[Contact, ...]

    @property
    def is_all_away(self) -> bool:
        return all(contact.is_away for contact in self.contacts)


@dataclass(frozen=True)
class Card:
    """Whom to call, in order, those away on the day last; and when somebody last vouched for it."""

    contacts: tuple[Contact, ...]
    checked_at: datetime | None
    checked_by: str
    due_on: date | None
    is_stale: bool

    @property
    def is_empty(self) -> bool:
        return not self.contacts

    @property
    def has_lead(self) -> bool:
        return any(contact.kind == ContactKind.DSL for contact in self.contacts)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        found = (
            Part(section, tuple(c for c in self.contacts if c.kind in section.kinds))
            for section in SECTIONS
        )
        return tuple(part for part in found if part.contacts)


def lay_out(
    contacts: Iterable[Contact],
    *,
    checked_at: datetime | None,
    checked_by: str,
    check_days: int,
    on: date,
) -> Card:
    """The card of a day, from contacts in the order of their positions."""
    marked = [replace(c, is_away=is_away(c.away_from, c.away_until, on)) for c in contacts]
    marked.sort(key=_rank)
    today = [c for _, group in groupby(marked, key=_rank) for c in _with_neighbours(list(group))]
    due_on = timezone.localdate(checked_at) + timedelta(days=check_days) if checked_at else None
    return Card(
        contacts=tuple(today),
        checked_at=checked_at,
        checked_by=checked_by,
        due_on=due_on,
        is_stale=bool(today) and (due_on is None or on > due_on),
    )


def _rank(contact: Contact) -> tuple[int, bool]:
    return SECTIONS.index(section_of(contact.kind)), contact.is_away


def _with_neighbours(group: list[Contact]) -> Iterator[Contact]:
    """Only those who are both there, or both away, can change places."""
    for place, contact in enumerate(group):
        yield replace(contact, can_go_up=place > 0, can_go_down=place < len(group) - 1)


def check_can_be_confirmed(card: Card) -> None:
    if not card.has_lead:
        raise ValidationError(
            "The card names no safeguarding lead yet. Add the lead, then confirm it.",
            code="no_lead",
        )


def words_of_flag(card: Card) -> tuple[str, str]:
    """Title and text of what those who keep the card are told when it needs them."""
    if not card.has_lead:
        return (
            "The safeguarding card names no lead",
            "Staff who are worried about somebody open it and find nobody to call. Add the lead, "
            "the deputies and their numbers.",
        )
    since = "It has never been confirmed."
    if card.checked_at:
        day = timezone.localdate(card.checked_at)
        since = f"It was last confirmed on {day:%-d %B %Y} by {card.checked_by}."
    return (
        "The safeguarding card needs checking",
        f"{since} Read it through, put right what has changed and confirm that everything on it "
        "is right.",
    )
