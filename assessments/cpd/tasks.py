from celery import shared_task

from . import services


@shared_task(name="cpd.purge_discarded")
def purge_discarded() -> None:
    services.purge_discarded()


@shared_task(name="cpd.close_years")
def close_years() -> None:
    services.close_years()
