from celery import shared_task

from . import services


@shared_task(name="objectives.remind")
def remind() -> None:
    services.remind_of_objectives()
