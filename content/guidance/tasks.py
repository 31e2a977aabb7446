from celery import shared_task

from . import services


@shared_task(name="guidance.announce_editions")
def announce_editions() -> None:
    services.announce_editions()
