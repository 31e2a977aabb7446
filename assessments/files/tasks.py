from celery import shared_task

from . import services
from .models import EvidenceFile


@shared_task(name="files.scan_one")
def scan_one(pk: int) -> None:
    file = EvidenceFile.objects.kept().filter(pk=pk).first()
    if file is not None:
        services.scan_file(file=file)


@shared_task(name="files.scan_waiting")
def scan_waiting() -> None:
    services.scan_waiting()


@shared_task(name="files.sweep_orphans")
def sweep_orphans() -> None:
    services.sweep_orphans()


@shared_task(name="files.remind_of_expiry")
def remind_of_expiry() -> None:
    services.remind_of_expiry()
