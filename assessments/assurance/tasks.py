from celery import shared_task
from django.utils import timezone

from .services import ask_for_pulse


@shared_task(name="assurance.ask_for_pulse")
def ask() -> int:
    return ask_for_pulse(now=timezone.now())
