"""Questions and talk time in words. Information for a conversation, never a grade."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

MOST_QUESTIONS = 999
MOST_SECONDS = 4 * 60 * 60
# Half of the questions open is what MITI 4.2 calls good practice (features.md R6).
YARDSTICK = 50


@dataclass(frozen=True)
class Tally:
    """What was counted while watching."""

    open_questions: int = 0
    closed_questions: int = 0
    mentor_seconds: int = 0
    learner_seconds: int = 0
    silence_seconds: int = 0

    @property
    def is_empty(self) -> bool:
        return self == Tally()


def check_tally(tally: Tally) -> None:
    problems = {}
    for name in ("open_questions", "closed_questions"):
        if not 0 <= getattr(tally, name) <= MOST_QUESTIONS:
            problems[name] = [f"Write a number from 0 to {MOST_QUESTIONS}."]
    for name in ("mentor_seconds", "learner_seconds", "silence_seconds"):
        if not 0 <= getattr(tally, name) <= MOST_SECONDS:
            problems[name] = ["Write a time of no more than four hours."]
    if problems:
        raise ValidationError(problems)


def percent(part: int, whole: int) -> int:
    return int(100 * part / whole + 0.5) if whole else 0


def question_words(tally: Tally) -> str:
    asked = tally.open_questions + tally.closed_questions
    if not asked:
        return ""
    share = percent(tally.open_questions, asked)
    return f"{tally.open_questions} of {asked} questions were open ({share} %)."


def yardstick_words(tally: Tally) -> str:
    """Beside the share: what researchers of such talks call good practice."""
    if not tally.open_questions + tally.closed_questions:
        return ""
    return (
        f"In studies of such talks (MITI) a good conversation has about {YARDSTICK} % open "
        "questions. Take it as information: some talks need other questions."
    )


def talk_words(tally: Tally) -> str:
    both = tally.mentor_seconds + tally.learner_seconds
    if not both:
        return ""
    share = percent(tally.learner_seconds, both)
    return (
        f"The learner talked for {clock(tally.learner_seconds)} and the mentor for "
        f"{clock(tally.mentor_seconds)}: {share} % of the talking was the learner’s."
    )


def silence_words(tally: Tally) -> str:
    if not tally.silence_seconds:
        return ""
    return f"The longest silence lasted {clock(tally.silence_seconds)}."


def clock(seconds: int) -> str:
    """Minutes and seconds as on a stopwatch."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def seconds_of(text: str) -> int:
    """“7:30” or “7” (minutes). Raises ValidationError for anything else."""
    minutes, _, seconds = text.strip().partition(":")
    is_said = minutes.isascii() and minutes.isdigit() and len(minutes) < 4
    is_said = is_said and (not seconds or (seconds.isascii() and seconds.isdigit()))
    if not is_said or len(seconds) > 2 or int(seconds or 0) > 59:
        raise ValidationError("Write minutes and seconds as 7:30, or minutes alone.")
    return int(minutes) * 60 + int(seconds or 0)
