from celery import shared_task

from .services import grants, leavers, requests, retention


@shared_task(name="privacy.end_grants")
def end_grants() -> None:
    grants.end_grants()


@shared_task(name="privacy.remove_aged")
def remove_aged() -> None:
    retention.remove_all_aged()


@shared_task(name="privacy.remind_of_requests")
def remind_of_requests() -> None:
    requests.remind_of_requests()


@shared_task(name="privacy.settle_leavers")
def settle_leavers() -> None:
    leavers.settle_leavers()
