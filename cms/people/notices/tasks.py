from celery import shared_task

from cms.people.editors.services import keep_groups_in_step

from . import services


@shared_task(name="notices.deliver_mail")
def deliver_mail(label: str, pk: int) -> None:
    services.deliver(label=label, pk=pk)


@shared_task(name="notices.sweep_mail")
def sweep_mail() -> None:
    services.sweep_mail()


@shared_task(name="notices.prepare_digests")
def prepare_digests() -> None:
    services.prepare_digests()


@shared_task(name="notices.keep_roles_in_step")
def keep_roles_in_step() -> None:
    keep_groups_in_step()
