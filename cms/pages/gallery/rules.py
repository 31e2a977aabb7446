from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class Theme(TextChoices):
    AUTO = "auto", "As device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


def check_theme(value: str) -> Theme:
    try:
        return Theme(value)
    except ValueError:
        raise ValidationError("Choose light, dark, or as your device is set.") from None


class Part(TextChoices):
    COMPONENTS = "components", "Components"
    HOME = "home", "A mentor’s home"
    LESSON = "lesson", "A lesson"
    TEAM = "team", "A team"
