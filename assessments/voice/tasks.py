from celery import shared_task

from . import services


@shared_task(name="voice.close_due")
def close_due() -> None:
    services.close_due()


@shared_task(name="voice.forget_raw")
def forget_raw() -> None:
    services.forget_raw()


@shared_task(name="voice.tell_of_concerns")
def tell_of_concerns() -> None:
    services.tell_of_concerns()
