from celery import shared_task
from django.utils import timezone

from .services import agreements


@shared_task(name="supervision.remind_of_agreements")
def remind_of_agreements() -> None:
    agreements.remind_of_agreements(now=timezone.now())
