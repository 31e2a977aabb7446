from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import CollegeSettings
from .services import forget_college


@receiver(post_save, sender=CollegeSettings)
def college_settings_saved(**_kwargs: Any) -> None:
    forget_college()
