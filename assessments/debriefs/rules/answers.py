"""The three questions of a debrief."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

MOST = 3
LONGEST = 5_000
STANDARD = (
    "What went well, and what did you do that made it so?",
    "At which turn would you do something different, and what?",
    "What will you try with a {learner}, and when?",
)


def questions_of(own: Sequence[str]) -> list[str]:
    """The scenario's own questions, else three that fit every scenario."""
    return [question for question in own if question.strip()][:MOST] or list(STANDARD)


def check_answer(text: str) -> None:
    if len(text) > LONGEST:
        raise ValidationError(
            f"Keep each answer under {LONGEST:,} characters; this one has {len(text):,}.",
            code="too_long",
        )


def joined(answers: Sequence[tuple[str, str]], *, most: int = 0) -> str:
    """Questions and answers as one text, cut at `most` characters where there is a limit."""
    text = "\n\n".join(f"{question}\n{answer}" for question, answer in answers)
    return text if not most or len(text) <= most else f"{text[: most - 1]}…"
