from celery import shared_task

from . import services


@shared_task(name="actions.remind")
def remind() -> None:
    services.remind_of_actions()
