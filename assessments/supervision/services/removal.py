"""What retention takes away, with all that hangs on it. Called by the retention run alone."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from cms.people.privacy.services.retention import remove_for_retention

from ..models import AgreementSignature, SupervisionAgreement


@transaction.atomic
def remove_agreements(rows: QuerySet[Any]) -> int:
    """With their signatures. One under which sessions were held stays until these are gone."""
    pks = set(rows.filter(sessions__isnull=True).values_list("pk", flat=True))
    going = SupervisionAgreement.objects.filter(pk__in=pks)
    SupervisionAgreement.objects.filter(previous__in=pks).update(previous=None)
    remove_for_retention(AgreementSignature.objects.filter(agreement__in=pks))
    removed: int = going.delete()[0]
    return removed


@transaction.atomic
def remove_bookmarks(rows: QuerySet[Any]) -> int:
    """How many went."""
    removed: int = rows.delete()[0]
    return removed
