from celery import shared_task

from . import services


@shared_task(name="concerns.escalate_pointers")
def escalate_pointers() -> None:
    services.escalate_pointers()
