from celery import shared_task

from courses.bundles import services


@shared_task(name="bundles.sweep_uploads")
def sweep_uploads() -> None:
    services.sweep_uploads()
