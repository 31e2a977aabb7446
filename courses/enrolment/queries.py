"""Which enrolment runs now. The highest standing cycle is the current one."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from courses.catalogue.models import ModulePage
from courses.enrolment.models import Enrolment


def current_enrolment(participant: AbstractBaseUser, module: ModulePage | int) -> Enrolment | None:
    module_pk = module if isinstance(module, int) else module.pk
    return (
        Enrolment.objects.standing()
        .filter(participant=participant.pk, module=module_pk)
        .select_related("completion")
        .order_by("-cycle")
        .first()
    )


def current_enrolments(
    participants: Iterable[int] | None = None, where: Q | None = None
) -> list[Enrolment]:
    """The current enrolment of each person in each module, in one query."""
    rows = Enrolment.objects.standing().select_related("completion").order_by("cycle")
    if participants is not None:
        rows = rows.filter(participant__in=list(participants))
    if where is not None:
        rows = rows.filter(where)
    return list({(row.participant_id, row.module_id): row for row in rows}.values())
