"""What kind of event a verb is, and its words."""

from dataclasses import dataclass

from django.db.models import TextChoices


class EventKind(TextChoices):
    READ = "read", "Opened"
    CHANGE = "change", "Changed"
    TECHNICAL = "technical", "Technical"


@dataclass(frozen=True)
class Verb:
    words: str
    kind: EventKind
