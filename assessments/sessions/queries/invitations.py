"""Which sessions a notice tells of: one, or all that were booked together."""

from typing import Any

from ..access import attended_by
from ..models import SupervisionSession
from ..rules import session_of_key


def sessions_of_notice(recipient: Any, key: str) -> list[SupervisionSession]:
    """Nothing for a notice of another kind, and for whoever is not in the session any more."""
    pk = session_of_key(key)
    if pk is None:
        return []
    first = SupervisionSession.objects.filter(pk=pk).first()
    if first is None:
        return []
    together = SupervisionSession.objects.filter(
        agreement=first.agreement_id, booked_by=first.booked_by_id, created_at=first.created_at
    )
    is_series = first.agreement_id is not None and key.endswith("-booked")
    rows = together if is_series else SupervisionSession.objects.filter(pk=pk)
    hers = rows.filter(attended_by(recipient)) | rows.filter(supervisor=recipient)
    return list(hers.select_related("supervisor").order_by("starts_at", "pk"))
