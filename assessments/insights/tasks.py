from celery import shared_task

from . import services


@shared_task(name="insights.send_summaries")
def send_summaries() -> None:
    services.send_summaries()
