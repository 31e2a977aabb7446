from celery import shared_task

from assessments.rooms import services


@shared_task(name="rooms.close_old")
def close_old() -> None:
    services.close_old_rooms()


@shared_task(name="rooms.forget_votes")
def forget_votes() -> None:
    services.forget_votes()
