from celery import shared_task

from . import services


@shared_task(name="escalation.flag_stale_card")
def flag_stale_card() -> None:
    services.flag_stale_card()
