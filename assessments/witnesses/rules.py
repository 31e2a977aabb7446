"""Somebody outside confirms an entry by a link that works once.

What the link opens is part of what is signed: a link that shows the summary is another link than
one that does not, so neither can be turned into the other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.crypto import salted_hmac

from assessments.cpd.rules import STANDING, EntryState

MOST_OPEN = 5  # links of one entry at a time
MOST_A_DAY = 10  # withdrawn ones too: nobody is to be written to without end
LONGEST_STATEMENT = 1_000
LOOKS_A_MINUTE = 30  # at one link: somebody who reads and writes never comes near it
WRONG_A_MINUTE = 10  # from one address, at links that do not exist
ASKABLE = tuple(state for state in STANDING if state != EntryState.CLOSED)


class WitnessKind(TextChoices):
    WITNESS = "witness", "Confirm that it happened"
    FEEDBACK = "feedback", "Give feedback on what you saw"


class Confirmation(TextChoices):
    YES = "yes", "Yes, it happened as described"
    NOT_QUITE = "not_quite", "Not quite"
    NO = "no", "No"

    @property
    def as_stored(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.value)


class LinkState(TextChoices):
    OPEN = "open", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Run out"


@dataclass(frozen=True)
class WitnessAnswer:
    name: str
    role: str
    confirmation: Confirmation
    statement: str = ""


def witness_token(nonce: str, *, with_summary: bool) -> str:
    """Nobody who reads the database can work it out without the site's secret."""
    salt = "waymark.witness.summary" if with_summary else "waymark.witness"
    return salted_hmac(salt, nonce, algorithm="sha256").hexdigest()[:48]


def link_state(
    *,
    answered_at: datetime | None,
    withdrawn_at: datetime | None,
    expires_at: datetime,
    entry_state: str,
    now: datetime,
) -> LinkState:
    """An entry that was discarded or closed takes its open links with it."""
    if answered_at:
        return LinkState.ANSWERED
    if withdrawn_at or entry_state not in ASKABLE:
        return LinkState.WITHDRAWN
    return LinkState.EXPIRED if expires_at <= now else LinkState.OPEN


def expires_at(asked_at: datetime, days: int) -> datetime:
    return asked_at + timedelta(days=days)


def check_can_be_asked(entry_state: str, open_links: int, asked_today: int = 0) -> None:
    if entry_state == EntryState.CLOSED:
        raise ValidationError("This entry is closed, so nobody is asked about it any more.")
    if entry_state not in ASKABLE:
        raise ValidationError("Bring this entry back before you ask somebody about it.")
    if open_links >= MOST_OPEN:
        raise ValidationError(
            f"{MOST_OPEN} people are asked about this entry already. Wait for one of them, or "
            "withdraw a link.",
            code="enough",
        )
    if asked_today >= MOST_A_DAY:
        raise ValidationError(
            f"You have asked {asked_today} times about this entry today. Go on tomorrow.",
            code="enough_today",
        )


def check_is_open(state: LinkState) -> None:
    if state != LinkState.OPEN:
        raise ValidationError("This link has been used or no longer works.", code=str(state.value))


def check_answer(answer: WitnessAnswer, kind: str) -> None:
    problems = {}
    if not answer.name.strip():
        problems["witness_name"] = "Give your name, so that it is clear who says this."
    if not answer.role.strip():
        problems["witness_role"] = "Say what you do and where, such as “Tutor, Eastgate College”."
    if len(answer.statement) > LONGEST_STATEMENT:
        problems["statement"] = f"At most {LONGEST_STATEMENT:,} characters: say the main thing."
    elif not answer.statement.strip():
        if answer.confirmation != Confirmation.YES:
            problems["statement"] = "Say in a sentence what was different."
        elif kind == WitnessKind.FEEDBACK:
            problems["statement"] = "You were asked for feedback: say in a sentence what you saw."
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})
