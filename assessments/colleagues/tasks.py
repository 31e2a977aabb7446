from celery import shared_task

from . import services


@shared_task(name="colleagues.close_due")
def close_due() -> None:
    services.close_due_rounds()
