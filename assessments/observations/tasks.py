from celery import shared_task

from . import services


@shared_task(name="observations.remind")
def remind() -> None:
    services.remind_of_observations()
