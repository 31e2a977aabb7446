from celery import shared_task

from . import services


@shared_task(name="verification.remind")
def remind() -> None:
    services.remind_managers()
