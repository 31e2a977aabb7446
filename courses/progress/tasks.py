from celery import shared_task

from courses.progress import services


@shared_task(name="progress.remind")
def remind() -> None:
    services.remind()
