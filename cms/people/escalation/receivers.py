from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .models import CardCheck, SafeguardingContact
from .services import forget_card


@receiver([post_save, post_delete], sender=SafeguardingContact)
@receiver(post_save, sender=CardCheck)
def card_changed(**_kwargs: Any) -> None:
    forget_card()
