from celery import shared_task

from . import services


@shared_task(name="personal_notes.delete_old_notes")
def delete_old_notes() -> None:
    services.delete_old_notes()
