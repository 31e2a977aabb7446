from django.db.models import TextChoices


class DetailsPolicy(TextChoices):
    """What happens when a reflective text seems to hold somebody's personal details."""

    WARN = "warn", "Warn, and save"
    BLOCK = "block", "Do not save it so"
