"""What a mentor marks to take to her supervision."""

from django.core.exceptions import ValidationError

LONGEST = 2_000


def check_words(title: str, words: str) -> None:
    if not title.strip():
        raise ValidationError("Say in a few words what you want to talk about.")
    if len(words) > LONGEST:
        raise ValidationError(f"Keep it under {LONGEST:,} characters: it is a reminder, no record.")
