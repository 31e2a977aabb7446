from django.db.models import TextChoices


class Purpose(TextChoices):
    """What a copy is taken for: it stands on every page of it."""

    RECORD = "record", "For my own records"
    REVIEW = "review", "For my review"
    ACCREDITATION = "accreditation", "For accreditation as a supervisor or coach"
    DISAGREEMENT = "disagreement", "For a conversation about a disagreement"
    CASE = "case", "For a case I take part in"
