from celery import shared_task

from . import services


@shared_task(name="targets.freeze_years")
def freeze_years() -> None:
    services.freeze_years()


@shared_task(name="targets.ask_impact")
def ask_impact() -> None:
    services.ask_impact()


@shared_task(name="targets.alert_gaps")
def alert_gaps() -> None:
    services.alert_gaps()
