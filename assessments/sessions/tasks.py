from celery import shared_task

from . import services


@shared_task(name="sessions.remind")
def remind() -> None:
    services.remind_of_sessions()
