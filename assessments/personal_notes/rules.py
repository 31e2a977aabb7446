"""How long a personal note is kept, and what it says of itself (domain.md 2.3 rule 12, 2.5)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from cms.people.privacy.rules import months_after

KEPT_MONTHS = 12
LONGEST = 5000
SOON = timedelta(days=30)
UNDO_MINUTES = 10


def delete_on(created_on: date) -> date:
    """The day a note goes by itself. Changing it later does not move the day: nothing here can."""
    return months_after(created_on, KEPT_MONTHS)


def check_words(words: str) -> None:
    if not words.strip():
        raise ValidationError({"words": "Write something to keep, or go back."})
    if len(words) > LONGEST:
        raise ValidationError({"words": f"At most {LONGEST} letters. Make it two notes."})


def check_is_not_held(is_held: bool) -> None:
    """A hold is kept by the DPO and HR, and its reason is theirs to tell."""
    if is_held:
        raise ValidationError(
            "The college has to keep your notes as they are for now. Ask the data protection "
            "officer about it. You can go on writing new ones.",
            code="held",
        )


@dataclass(frozen=True)
class Countdown:
    """How long a note stays, as its page says it."""

    days: int

    @property
    def is_soon(self) -> bool:
        return self.days <= SOON.days

    @property
    def words(self) -> str:
        if self.days < 0:
            return "Its day has passed; the college has to keep it for now"
        if self.days == 0:
            return "Goes today"
        if self.days == 1:
            return "Goes tomorrow"
        if self.days < 63:
            return f"Goes in {self.days} days"
        return f"Goes in {self.days // 30} months"
