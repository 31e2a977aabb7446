from django.db.models import TextChoices


class Purpose(TextChoices):
    """What a copy is taken for: it stands on every page of it."""

    RECORD = "record", "For my own records"
    NEXT = "next", "To prepare the next review"
    APPEAL = "appeal", "For an appeal, or a conversation about a disagreement"
    CASE = "case", "For a named case"
