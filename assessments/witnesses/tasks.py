from celery import shared_task

from . import services


@shared_task(name="witnesses.forget_addresses")
def forget_addresses() -> None:
    services.forget_addresses()
