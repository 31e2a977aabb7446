from celery import shared_task

from assessments.mailbox import services


@shared_task(name="mailbox.read_mail")
def read_mail() -> None:
    services.read_mail()
