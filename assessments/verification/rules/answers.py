"""A verifier's answer: three questions, and a reason when the entry goes back."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

SHORTEST_REASON = 20


class Outcome(TextChoices):
    VERIFIED = "verified", "Verified"
    RETURNED = "returned", "Returned"


@dataclass(frozen=True)
class Question:
    name: str
    words: str
    starter: str  # how a reason may begin when the answer is no


QUESTIONS = (
    Question(
        "is_real",
        "Did it happen as it says?",
        "I could not tell that this took place: could you add …",
    ),
    Question(
        "is_relevant",
        "Is it relevant to the role or the standard?",
        "I do not see yet how this belongs to your role: say in a line how …",
    ),
    Question(
        "is_applied",
        "Does it say enough about what will be different?",
        "Say what somebody would see you do differently, with whom, and by when: for example …",
    ),
)


@dataclass(frozen=True)
class Answers:
    is_real: bool
    is_relevant: bool
    is_applied: bool
    note: str = ""

    @property
    def is_three_times_yes(self) -> bool:
        return self.is_real and self.is_relevant and self.is_applied


def check_answers(outcome: Outcome, answers: Answers) -> None:
    """Three yes verify it; it goes back with a no, and a reason its owner can do something with."""
    if outcome == Outcome.VERIFIED and not answers.is_three_times_yes:
        raise ValidationError(
            "An entry is verified when all three answers are yes. With a no, return it instead.",
            code="no_among_them",
        )
    if outcome == Outcome.RETURNED and answers.is_three_times_yes:
        raise ValidationError(
            "You said yes three times, so there is nothing to return. Verify it, or say no where "
            "something is missing.",
            code="all_yes",
        )
    if outcome == Outcome.RETURNED and len(answers.note.strip()) < SHORTEST_REASON:
        raise ValidationError(
            {
                "note": "Say what is missing, so that it can be put right: at least "
                f"{SHORTEST_REASON} characters."
            }
        )


def check_waits(*, is_submitted: bool) -> None:
    if not is_submitted:
        raise ValidationError(
            "This entry does not wait for an answer any more. Nothing was saved.", code="gone"
        )


def check_read_as_it_is(read_at: datetime | None, changed_at: datetime) -> None:
    """`read_at` is the `changed_at` of what the verifier had before her; None asks nothing."""
    if read_at is not None and read_at != changed_at:
        raise ValidationError(
            "This entry was changed after you opened it. Nothing was saved: read it again.",
            code="changed",
        )
