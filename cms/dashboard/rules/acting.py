"""What may be done with the chosen, and what a reminder says. Nothing is said twice in a day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import TextChoices

from assessments.reviews.rules import ReviewState
from courses.progress.rules import days_in_words

from .practice import Review
from .training import Held

ONCE_IN = timedelta(hours=24)


class Act(TextChoices):
    REMIND_MODULES = "remind_modules", "Remind of modules that are overdue or have run out"
    REMIND_REVIEW = "remind_review", "Remind of their next step in a review"
    ENROL = "enrol", "Put a module on their list"
    VERIFY = "verify", "Verify their CPD"
    BOOK = "book", "See to their supervision"


# What a mentor is asked for while it is her turn.
REVIEW_STEPS: dict[ReviewState, tuple[str, str]] = {
    ReviewState.OPENED: (
        "Your self-assessment is still to come",
        "It is yours alone until you hand it in. Ten minutes are enough to begin.",
    ),
    ReviewState.SHARED: (
        "Your review waits for your answer",
        "Read it in peace, then say whether you agree, agree with a comment, or see it otherwise.",
    ),
    ReviewState.RESPONSE: (
        "Your review waits for your signature",
        "Your answer is kept with it. Signing says that you have read it, as it stands.",
    ),
    ReviewState.MODERATED: (
        "Your review waits for your signature",
        "It has been moderated. Signing says that you have read it, as it stands.",
    ),
}


def waits_for_mentor(review: Review | None) -> bool:
    return review is not None and review.turn == "mentor" and review.state in REVIEW_STEPS


def said_lately(told_at: datetime | None, now: datetime) -> bool:
    return told_at is not None and now - told_at < ONCE_IN


def module_words(held: Held, today: date) -> str:
    """“Target setting and review was due 12 days ago”."""
    if held.has_run_out and held.expires_on:
        return f"{held.module.title} ran out {days_in_words((held.expires_on - today).days)}"
    if held.due_on:
        return f"{held.module.title} was due {days_in_words((held.due_on - today).days)}"
    return held.module.title


def title_words(who: str, held: Sequence[Held]) -> str:
    if len(held) == 1:
        return f"{who} asks you to look at “{held[0].module.title}”"
    return f"{who} asks you to look at {len(held)} modules"
