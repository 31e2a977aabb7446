"""What became of a message. The log counts these, and says nothing else of anybody's e-mail."""

from django.db.models import TextChoices

MOST_TRIES = 5


class Outcome(TextChoices):
    DRAFTED = "drafted", "became a draft"
    KNOWN = "known", "had become a draft before"
    IGNORED = "ignored", "ignored"
    FAILED = "failed", "failed and will be tried again"
    GIVEN_UP = "given_up", "put aside after failing too often"
    LATER = "later", "left until the database answers"
