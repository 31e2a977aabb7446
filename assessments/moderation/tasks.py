from celery import shared_task

from . import services


@shared_task(name="moderation.announce_exercises")
def announce_exercises() -> None:
    services.announce_exercises()
