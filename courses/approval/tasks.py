from celery import shared_task

from courses.approval import services


@shared_task(name="approval.keep_current")
def keep_current() -> None:
    services.keep_approvals_current()
