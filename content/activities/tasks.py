from celery import shared_task

from . import services


@shared_task(name="activities.read_upload")
def read_upload(pk: int) -> None:
    services.read_upload(upload_pk=pk)


@shared_task(name="activities.resume_uploads")
def resume_uploads() -> None:
    services.resume_uploads()


@shared_task(name="activities.sweep_storage")
def sweep_storage() -> None:
    services.sweep_storage()


@shared_task(name="activities.make_ready")
def make_ready(libraries: list[int]) -> None:
    services.make_ready(libraries=libraries)


@shared_task(name="activities.make_version_ready")
def make_version_ready(pk: int) -> None:
    services.make_version_ready(version_pk=pk)
