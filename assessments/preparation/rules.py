"""What a mentor brings to a session; her supervisor reads it a day before (domain.md 4.4)."""

from datetime import timedelta

from django.db.models import TextChoices

VISIBLE_BEFORE = timedelta(hours=24)


class Source(TextChoices):
    OWN = "own", "Written here"
    BOOKMARK = "bookmark", "A bookmark"
    DEBRIEF = "debrief", "A scenario debrief"
    CPD = "cpd", "A CPD entry"
    ACTION = "action", "An open action"
